@preconcurrency import Foundation
import Adapters
import Contracts
import Credit
import JSON
import TestSupport
import Testing

/// A contract of these tests: fields of every kind, and an operation with fewer of them.
enum Note {
    static let schema = """
        {
          "title": "便条",
          "x-contract": {"name": "note", "version": 1, "disclosure": "public", "legalBasis": [{"law": "示例法"}]},
          "x-subject": {"category": "kind", "categories": {"企业": "organisation"}, "code": "code"},
          "x-identity": {"number": ["number"]},
          "x-operations": {"default": "reported", "reported": "#", "corrected": "#", "withdrawn": "#/$defs/withdrawal"},
          "type": "object",
          "properties": {
            "kind": {"type": "string", "title": "类别", "x-disclosure": "public"},
            "code": {"type": "string", "title": "代码", "x-disclosure": "public"},
            "number": {"type": "string", "title": "文号", "x-disclosure": "public"},
            "a": {"type": "string", "title": "甲", "x-disclosure": "public"},
            "b": {"type": "string", "title": "乙", "x-disclosure": "public"},
            "c": {"type": "string", "title": "丙"},
            "secret": {"type": "string", "title": "证件", "x-disclosure": "public", "x-mask": {"head": 1, "tail": 1}},
            "amount": {"type": "number", "title": "金额", "x-disclosure": "public"},
            "day": {"type": "string", "format": "standard-date", "title": "日期", "x-disclosure": "public"},
            "flag": {"type": "boolean", "title": "标志"},
            "list": {"type": "array", "title": "清单", "items": {"type": "string"}}
          },
          "required": ["kind", "code", "number"],
          "additionalProperties": false,
          "$defs": {
            "withdrawal": {
              "type": "object",
              "properties": {
                "kind": {"$ref": "#/properties/kind"}, "code": {"$ref": "#/properties/code"}, "number": {"$ref": "#/properties/number"},
                "reason": {"type": "string", "title": "原因"}
              },
              "required": ["kind", "code", "number", "reason"],
              "additionalProperties": false
            }
          }
        }
        """

    private static let loaded = Result { () throws -> Catalogue in
        let folder = TemporaryFolder()
        try folder.write("catalogue.json", #"{"contracts":[{"name":"note","versions":[1]}]}"#)
        try folder.write("note/v1.schema.json", schema)
        return try Catalogue.load(directory: folder.path)
    }

    static func catalogue() throws -> Catalogue { try loaded.get() }

    static func contract() throws -> Contract { try #require(try catalogue().newest("note")) }
}

/// A folder that goes away with the value.
final class TemporaryFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "adapters-\(UUID().uuidString)").path(percentEncoded: false)

    func write(_ file: String, _ text: String) throws {
        let url = URL(filePath: path).appending(path: file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Rules that give the required fields of a note, so that a test names only its own.
let requiredRules = #"{"to":"kind","value":"企业"},{"to":"code","value":"c"},{"to":"number","value":"1"}"#

/// Loads an adapter for notes.
///
/// - parameter members: of adapter.json beside name, titles, contract, `input` and `fields`; with a comma in front of each.
func adapter(
    _ input: String, fields: String = "", _ members: String = "", required: Bool = true
) throws -> Adapter {
    let rules = [required ? requiredRules : "", fields].filter { !$0.isEmpty }.joined(separator: ",")
    let text = #"{"name":"x","title":"测试","titleEn":"test","contract":"note@1","input":\#(input),"fields":[\#(rules)]\#(members)}"#
    return try #require(try load(text)["x"])
}

func load(_ text: String, folder name: String = "x") throws -> [String: Adapter] {
    let folder = TemporaryFolder()
    try folder.write("\(name)/adapter.json", text)
    return try Adapter.load(directory: folder.path, catalogue: try Note.catalogue())
}

let facts = AdapterFacts(party: "office", name: "云岭县某局", code: "11990100MB9901024C", region: "990100")
let anyLimits = JSONLimits(maxBytes: 1 << 20, maxDepth: 16)

/// One record as an adapter has it.
struct Adapted: Equatable {
    var json: String
    var record: AdaptedRecord
    var original: [UInt8]

    var codes: [FaultCode] { record.faults.map(\.code) }
    var value: JSONValue? { try? JSONValue(parsing: json) }

    static func == (left: Adapted, right: Adapted) -> Bool {
        left.json == right.json && left.record.faults == right.record.faults && left.record.operation == right.record.operation
    }
}

/// All records of a message, or the faults of a message that cannot be read.
func run(_ adapter: Adapter, _ message: [UInt8], limits: JSONLimits = anyLimits) -> Result<[Adapted], Faults> {
    read(AdapterReader(adapter, limits: limits), message)
}

func read(_ reader: AdapterReader, _ message: [UInt8], operation: Contracts.Operation? = nil) -> Result<[Adapted], Faults> {
    message.withUnsafeBytes { bytes in
        reader.open(bytes).map { count in
            (0..<count).map { index in
                let record = reader.adapt(index, facts: facts, operation: operation)
                return Adapted(json: String(decoding: reader.json, as: UTF8.self), record: record, original: Array(reader.original(index)))
            }
        }
    }
}

func records(_ adapter: Adapter, _ message: [UInt8]) throws -> [Adapted] { try run(adapter, message).get() }

func records(_ adapter: Adapter, _ message: String) throws -> [Adapted] { try records(adapter, Array(message.utf8)) }

/// The one record of a message.
func record(_ adapter: Adapter, _ message: String) throws -> Adapted {
    let all = try records(adapter, message)
    try #require(all.count == 1)
    return all[0]
}

/// The faults of a message that cannot be read.
func faults(_ adapter: Adapter, _ message: [UInt8], limits: JSONLimits = anyLimits) -> [Fault] {
    switch run(adapter, message, limits: limits) {
    case .success: []
    case .failure(let faults): faults.all
    }
}

func faults(_ adapter: Adapter, _ message: String) -> [Fault] { faults(adapter, Array(message.utf8)) }

extension String {
    /// The text in GB18030, as Python encodes it.
    var gb18030: [UInt8] { Python.gb18030(self) }
}
