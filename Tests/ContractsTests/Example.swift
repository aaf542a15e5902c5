import Contracts
import Credit
import Foundation
import JSON
import Testing

/// One file of `contracts/<record>/examples/{valid,invalid}`.
struct Example {
    let contract: Contract
    let operation: Contracts.Operation
    let asOf: CivilDate
    let document: JSONValue
    /// The document as the file has it, byte by byte.
    let text: [UInt8]
    /// `CH2001 /CF_WSH`; empty for a valid example.
    let expected: Set<String>

    /// - parameter path: `administrative-penalty/examples/valid/v2-person.json`
    init(_ path: String) throws {
        let parts = path.split(separator: "/").map(String.init)
        let file = try #require(parts.last)
        let version = try #require(file.wholeMatch(of: /v([0-9]+)-.*\.json/).flatMap { Int($0.1) })
        contract = try #require(try catalogue().contract(ContractReference(name: parts[0], version: version)))

        let bytes = [UInt8](try #require(FileManager.default.contents(atPath: contractsFolder + "/" + path)))
        let json = try JSONValue(parsing: bytes)
        let name = try #require(json["operation"]?.stringValue)
        operation = try #require(contract.operation(name))
        asOf = try #require(json["asOf"]?.stringValue.flatMap { CivilDate($0) })
        document = try #require(json["document"])
        let parser = JSONParser()
        text = try bytes.withUnsafeBytes { bytes in
            let view = try #require(try parser.parse(bytes).member("document"))
            return Array(view.rawBytes)
        }
        expected = Set(
            try (json["expect"]?.arrayValue ?? []).map {
                let (code, path) = ($0["code"]?.stringValue, $0["path"]?.stringValue)
                return try "\(#require(code)) \(#require(path))"
            })
    }

    var members: [(name: String, value: JSONValue)] { document.objectValue.map { Array($0) } ?? [] }

    /// Values that no fault may show: numbers of people's documents, and names of people.
    var secrets: [String] {
        let isPerson = document.objectValue?.contains { $0.value == .string("自然人") } ?? false
        return members.compactMap { name, value in
            guard let text = value.stringValue else { return nil }
            let isNumber = name.hasSuffix("ZJHM") || name == "subjectDocumentNumber"
            let isName = name.hasSuffix("FRDB") || (isPerson && (name.hasSuffix("_MC") || name == "JGMC" || name == "subjectName"))
            return (isNumber && text.count > 7) || (isName && text.count > 1) ? text : nil
        }
    }

    /// Paths of all examples of a kind (`valid`, `invalid`), sorted.
    static func paths(_ kind: String) -> [String] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: contractsFolder)) ?? []
        return folders.sorted().flatMap { folder in
            let place = "\(folder)/examples/\(kind)"
            let files = (try? FileManager.default.contentsOfDirectory(atPath: contractsFolder + "/" + place)) ?? []
            return files.filter { $0.hasSuffix(".json") }.sorted().map { "\(place)/\($0)" }
        }
    }

    static let valid = paths("valid")
    static let invalid = paths("invalid")
}

/// A JSON object that may be spoilt member by member: text of each member's value, in order.
struct Draft {
    var members: [(name: String, value: String)]

    init(_ example: Example) {
        members = example.members.map { ($0.name, $0.value.jsonText) }
    }

    /// A valid example of the catalogue to start from.
    init(_ path: String) throws {
        self.init(try Example(path))
    }

    static func penalty() throws -> Draft { try Draft("administrative-penalty/examples/valid/v2-organisation.json") }

    /// The JSON text of a member's value; nil takes the member out.
    subscript(name: String) -> String? {
        get { members.first { $0.name == name }?.value }
        set {
            let place = members.firstIndex { $0.name == name }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append((name, value))
            case (nil, nil): break
            }
        }
    }

    var text: String {
        "{" + members.map { "\(JSONValue.string($0.name).jsonText):\($0.value)" }.joined(separator: ",") + "}"
    }
}
