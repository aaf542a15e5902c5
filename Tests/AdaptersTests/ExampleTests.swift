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
                #expect(outcome.problems == [])
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

    struct Outcome: Equatable {
        var accepted = 0
        var refused = 0
        /// What is not as the example says.
        var problems: [String] = []
    }

    func check() -> Outcome {
        var outcome = Outcome()
        guard let asOf = expected["asOf"]?.stringValue.flatMap({ CivilDate($0) }), let facts else {
            outcome.problems.append("\(name): asOf or facts are missing")
            return outcome
        }
        let reader = AdapterReader(adapter, limits: RecordChecker.defaultLimits)
        let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 7, count: 32)))
        message.withUnsafeBytes { bytes in
            switch reader.open(bytes) {
            case .failure(let faults):
                outcome.refused = 1
                expect(codes(faults.all), wantedCodes(expected), "codes", &outcome)
            case .success(let count):
                let rows = expected["records"]?.arrayValue ?? []
                expect(count, rows.count, "number of records", &outcome)
                for (index, row) in rows.prefix(count).enumerated() { check(index, row, reader, checker, facts, asOf, &outcome) }
            }
        }
        return outcome
    }

    private var facts: AdapterFacts? {
        func fact(_ member: String) -> String? { expected["facts"]?[member]?.stringValue }
        guard let party = fact("party"), let name = fact("name"), let code = fact("code"), let region = fact("region") else { return nil }
        return AdapterFacts(party: party, name: name, code: code, region: region)
    }

    private func check(
        _ index: Int, _ row: JSONValue, _ reader: AdapterReader, _ checker: RecordChecker, _ facts: AdapterFacts, _ asOf: CivilDate,
        _ outcome: inout Outcome
    ) {
        let adapted = reader.adapt(index, facts: facts)
        let contract = adapter.contract
        let operation = adapted.operation.flatMap { contract.operation($0) } ?? contract.defaultOperation
        let json = Array(reader.json)
        var faults = adapted.faults
        if adapted.isReadable,
            case .failure(let others) = json.withUnsafeBytes({ checker.check($0, contract: contract, operation: operation, today: asOf) })
        {
            // What the adapter says of a field is nearer to the sender than what the contract says.
            faults += others.all.filter { other in !adapted.faults.contains { !$0.path.isEmpty && $0.path == other.path } }
        }
        let place = "record \(index)"
        if faults.isEmpty { outcome.accepted += 1 } else { outcome.refused += 1 }
        expect(codes(faults), wantedCodes(row), "\(place), codes", &outcome)
        guard row["codes"] == nil else {
            if wantedCodes(row).isEmpty { outcome.problems.append("\(name), \(place): no codes are named") }
            return
        }
        expect(try? JSONValue(parsing: json), row["record"], "\(place), content", &outcome)
        if let named = row["operation"]?.stringValue { expect(operation.name, named, "\(place), operation", &outcome) }
        if let sender = row["sender"] {
            expect(adapted.senderID, sender["id"]?.stringValue, "\(place), id", &outcome)
            expect(adapted.row, sender["row"]?.stringValue, "\(place), row", &outcome)
        }
        if let revision = row["revision"] { expect(adapted.revision, revision.intValue, "\(place), revision", &outcome) }
    }

    private func expect<Value: Equatable>(_ found: Value, _ wanted: Value, _ what: String, _ outcome: inout Outcome) {
        if found != wanted { outcome.problems.append("\(name), \(what): \(found) instead of \(wanted)") }
    }

    private func codes(_ faults: [Fault]) -> Set<String> { Set(faults.map(\.code.rawValue)) }

    private func wantedCodes(_ row: JSONValue) -> Set<String> { Set((row["codes"]?.arrayValue ?? []).compactMap(\.stringValue)) }
}

/// The test of examples finds what is wrong with an example.
@Suite struct AdapterExampleTests {
    private func check(_ expected: String) throws -> AdapterExample.Outcome {
        let adapter = try adapter(
            #"{"format":"csv","columns":["N","X"]}"#, fields: #"{"to":"a","from":"X","values":{"1":"一"}}"#, #","sender":{"id":"N"}"#)
        let head = #""asOf":"2026-11-20","facts":{"party":"p","name":"n","code":"c","region":"r"}"#
        return AdapterExample(
            adapter: adapter, message: Array("7,1\n8,2\n".utf8), expected: try JSONValue(parsing: "{\(head),\(expected)}"), name: "x"
        ).check()
    }

    private let right = #"{"operation":"reported","sender":{"id":"7"},"record":{"number":"1","a":"一","kind":"企业","code":"c"}}"#

    @Test func aRightExampleHolds() throws {
        #expect(try check(#""records":[\#(right),{"codes":["CH2004"]}]"#) == AdapterExample.Outcome(accepted: 1, refused: 1))
    }

    @Test("a wrong one does not", arguments: [
        (#""reported""#, #""withdrawn""#), (#""id":"7""#, #""id":"8""#), (#""a":"一""#, #""a":"二""#), (#""a":"一","#, ""), ("CH2004", "CH2005"),
        (#"["CH2004"]"#, "[]"),
    ])
    func aWrongExampleDoesNot(part: String, other: String) throws {
        #expect(try check(#""records":[\#(right),{"codes":["CH2004"]}]"#.replacing(part, with: other)).problems.isEmpty == false)
    }
}
