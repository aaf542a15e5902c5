import Adapters
import Contracts
import Credit
import Foundation
import JSON
import TestSupport
import Testing

/// Every adapter of the repository does what its examples say.
@Suite("Examples of the adapters") struct ExampleTests {
    private static let folder = "\(Program.repository)/topics/adapters"

    private static let loaded = Result { () throws -> ([String: Adapter], Catalogue) in
        let catalogue = try Catalogue.load(directory: "\(Program.repository)/contracts")
        return (try Adapter.load(directory: folder, catalogue: catalogue), catalogue)
    }

    private static func files(_ adapter: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(adapter)/examples")) ?? []).sorted()
    }

    @Test func everyAdapterHasExamplesThatHold() throws {
        for (name, adapter) in try Self.loaded.get().0.sorted(by: { $0.key < $1.key }) {
            var accepted = 0
            var refused = 0
            let files = Self.files(name)
            for file in files where file.hasSuffix(".expected.json") {
                let stem = String(file.dropLast(".expected.json".count))
                let messages = Adapter.Format.allCases.map { "\(stem).\($0.rawValue)" }.filter { files.contains($0) && $0 != file }
                try #require(messages.count == 1, "\(name)/\(file): there must be one message")
                let outcome = try AdapterExample(
                    adapter: adapter, message: bytes("\(Self.folder)/\(name)/examples/\(messages[0])"),
                    expected: try JSONValue(parsing: bytes("\(Self.folder)/\(name)/examples/\(file)")), name: "\(name)/\(stem)"
                ).check()
                accepted += outcome.accepted
                refused += outcome.refused
            }
            for file in files where !file.hasSuffix(".expected.json") {
                let stem = file.split(separator: ".")[0]
                #expect(files.contains("\(stem).expected.json"), "\(name)/\(file): nothing says what must come of it")
            }
            #expect(accepted > 0, "\(name): no example is accepted")
            #expect(refused > 0, "\(name): no example is refused")
        }
    }

    private func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }
}

/// One example: a message and what must come of it.
struct AdapterExample {
    let adapter: Adapter
    let message: [UInt8]
    let expected: JSONValue
    let name: String

    /// - returns: how many records of the message are accepted and refused.
    func check() throws -> (accepted: Int, refused: Int) {
        let asOf = try #require(expected["asOf"]?.stringValue.flatMap { CivilDate($0) }, "\(name): asOf")
        func fact(_ member: String) throws -> String { try #require(expected["facts"]?[member]?.stringValue, "\(name): facts/\(member)") }
        let facts = AdapterFacts(
            party: try fact("party"), name: try fact("name"), code: try fact("code"), region: try fact("region"))
        let reader = AdapterReader(adapter, limits: RecordChecker.defaultLimits)
        let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 7, count: 32)))
        return try message.withUnsafeBytes { bytes in
            switch reader.open(bytes) {
            case .failure(let faults):
                #expect(codes(faults.all) == wantedCodes(expected), "\(name)")
                return (0, 1)
            case .success(let count):
                let rows = try #require(expected["records"]?.arrayValue, "\(name): the message can be read, but there are no records")
                try #require(rows.count == count, "\(name): \(count) records")
                var accepted = 0
                for (index, row) in rows.enumerated() where try check(index, row, reader, checker, facts, asOf) { accepted += 1 }
                return (accepted, count - accepted)
            }
        }
    }

    /// - returns: whether the record is accepted.
    private func check(
        _ index: Int, _ row: JSONValue, _ reader: AdapterReader, _ checker: RecordChecker, _ facts: AdapterFacts, _ asOf: CivilDate
    ) throws -> Bool {
        let adapted = reader.adapt(index, facts: facts)
        let contract = adapter.contract
        let operation = adapted.operation.flatMap { contract.operation($0) } ?? contract.defaultOperation
        let json = Array(reader.json)
        var faults = adapted.faults
        if case .failure(let others) = json.withUnsafeBytes({ checker.check($0, contract: contract, operation: operation, today: asOf) }) {
            // What the adapter says of a field is nearer to the sender than what the contract says.
            faults += others.all.filter { other in !adapted.faults.contains { !$0.path.isEmpty && $0.path == other.path } }
        }
        if row["codes"] != nil {
            #expect(codes(faults) == wantedCodes(row), "\(name), record \(index)")
            return faults.isEmpty
        }
        #expect(faults.isEmpty, "\(name), record \(index): \(faults.map { "\($0.code.rawValue) \($0.path) \($0.message.en)" })")
        #expect(row["record"] == (try JSONValue(parsing: json)), "\(name), record \(index): \(String(decoding: json, as: UTF8.self))")
        if let named = row["operation"]?.stringValue { #expect(named == operation.name, "\(name), record \(index)") }
        if let sender = row["sender"] {
            #expect(sender["id"]?.stringValue == adapted.senderID, "\(name), record \(index)")
            #expect(sender["row"]?.stringValue == adapted.row, "\(name), record \(index)")
        }
        if let revision = row["revision"] { #expect(revision.intValue == adapted.revision, "\(name), record \(index)") }
        return true
    }

    private func codes(_ faults: [Fault]) -> Set<String> { Set(faults.map(\.code.rawValue)) }

    private func wantedCodes(_ row: JSONValue) -> Set<String> { Set((row["codes"]?.arrayValue ?? []).compactMap(\.stringValue)) }
}

/// The test of examples finds what is wrong with an example.
@Suite struct AdapterExampleTests {
    private func check(_ expected: String) throws -> (accepted: Int, refused: Int) {
        let adapter = try adapter(
            #"{"format":"csv","columns":["N","X"]}"#, fields: #"{"to":"a","from":"X","values":{"1":"一"}}"#, #","sender":{"id":"N"}"#)
        let head = #""asOf":"2026-11-20","facts":{"party":"p","name":"n","code":"c","region":"r"}"#
        return try AdapterExample(
            adapter: adapter, message: Array("7,1\n8,2\n".utf8), expected: try JSONValue(parsing: "{\(head),\(expected)}"), name: "x"
        ).check()
    }

    private let right = #"{"operation":"reported","sender":{"id":"7"},"record":{"number":"1","a":"一","kind":"企业","code":"c"}}"#

    @Test func aRightExampleHolds() throws {
        #expect(try check(#""records":[\#(right),{"codes":["CH2004"]}]"#) == (1, 1))
    }

    @Test("a wrong one does not", arguments: [
        (#""reported""#, #""withdrawn""#), (#""id":"7""#, #""id":"8""#), (#""a":"一""#, #""a":"二""#), (#""a":"一","#, ""), ("CH2004", "CH2005"),
        (#"["CH2004"]"#, "[]"),
    ])
    func aWrongExampleDoesNot(part: String, other: String) throws {
        withKnownIssue {
            _ = try check(#""records":[\#(right),{"codes":["CH2004"]}]"#.replacing(part, with: other))
        }
    }
}
