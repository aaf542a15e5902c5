import Contracts
import Credit
import Foundation
import Hub
import Ops
import TestSupport
import Testing

/// What ingest finds in a message, without a broker.
@Suite struct IntakeTests {
    static let today = CivilDate("2026-11-20")!

    /// The hub's own bindings, with changes of one department.
    private static func check(_ edit: (String) -> String = { $0 }) throws -> IntakeCheck {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("credithub-intake-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let manager = FileManager.default
        try manager.createDirectory(at: folder.appendingPathComponent("departments"), withIntermediateDirectories: true)
        let source = URL(fileURLWithPath: Program.repository + "/topics")
        try manager.copyItem(at: source.appendingPathComponent("topics.json"), to: folder.appendingPathComponent("topics.json"))
        if manager.fileExists(atPath: source.path + "/adapters") {
            try manager.copyItem(at: source.appendingPathComponent("adapters"), to: folder.appendingPathComponent("adapters"))
        }
        let binding = try String(contentsOf: source.appendingPathComponent("departments/market-regulation.json"), encoding: .utf8)
        try edit(binding).write(to: folder.appendingPathComponent("departments/market-regulation.json"), atomically: true, encoding: .utf8)
        let catalogue = try Catalogue.load(directory: Program.repository + "/contracts")
        let topology = try Topology.load(directory: folder.path, prefix: "", catalogue: catalogue)
        return IntakeCheck(
            topology: topology, catalogue: catalogue, subjectKeys: SubjectKeys(secret: [UInt8](repeating: 1, count: 32)))
    }

    private static func verdicts(
        _ check: IntakeCheck, _ value: [UInt8]?, _ headers: [(String, String)] = [("ce_dataschema", "administrative-penalty@2")]
    ) -> [IntakeCheck.Verdict] {
        check.check(
            party: "market-regulation", record: "administrative-penalty", value: value,
            headers: headers.map { (name: $0.0, value: Array($0.1.utf8)) }, today: today)
    }

    private static func penalties(_ count: Int) -> [[UInt8]] {
        var samples = SampleGenerator(seed: 3, today: today)
        return (0..<count).map { _ in samples.penalty(party: "market-regulation").value }
    }

    @Test("An array is several records, each with its own verdict and exactly its own bytes")
    func array() throws {
        let records = Self.penalties(3)
        let wrong = Array(#"{"CF_WSH": 7}"#.utf8)
        let text = Array("[ ".utf8) + records[0] + Array(" ,\n".utf8) + wrong + Array(",".utf8) + records[1] + Array(",\"text\",".utf8)
            + records[2] + Array("]".utf8)
        let verdicts = Self.verdicts(try Self.check(), text)
        #expect(verdicts.map(\.index) == [0, 1, 2, 3, 4])
        #expect(verdicts.map(\.isGood) == [true, false, true, false, true])
        #expect(verdicts.map(\.original) == [records[0], wrong, records[1], Array("\"text\"".utf8), records[2]])
        #expect(Set(verdicts.compactMap(\.recordID)).count == 3)
        #expect(verdicts[3].faults.map(\.code) == [.wrongType])
    }

    @Test("An array of one is one record")
    func arrayOfOne() throws {
        let record = Self.penalties(1)[0]
        let verdicts = Self.verdicts(try Self.check(), Array("[".utf8) + record + Array("]".utf8))
        #expect(verdicts.map(\.index) == [nil])
        #expect(verdicts[0].isGood)
        #expect(verdicts[0].original == Array("[".utf8) + record + Array("]".utf8))
        #expect(verdicts[0].record == record)
    }

    @Test("Arrays without records, or with too many, and broken ones are refused as one message", arguments: [
        ("[]", FaultCode.noRecords), ("[" + Array(repeating: "{}", count: 10_001).joined(separator: ",") + "]", .tooManyRecords),
        ("[{}", .notJSON), ("[{\"a\":1,\"a\":2}]", .duplicateName),
    ])
    func refusedArrays(_ text: String, _ code: FaultCode) throws {
        let verdicts = Self.verdicts(try Self.check(), Array(text.utf8))
        #expect(verdicts.count == 1)
        #expect(verdicts.first?.faults.map(\.code) == [code])
    }

    @Test("The five bytes of a schema-registry serialiser are passed over")
    func prefix() throws {
        let record = Self.penalties(1)[0]
        let verdicts = Self.verdicts(try Self.check(), [0, 0, 0, 0, 42] + record)
        #expect(verdicts.map(\.isGood) == [true])
        #expect(verdicts[0].canonical == Self.verdicts(try Self.check(), record)[0].canonical)
    }

    @Test("An adapter that the binding does not list is refused")
    func unknownAdapter() throws {
        let verdicts = Self.verdicts(try Self.check(), Self.penalties(1)[0], [("ce_dataschema", "adapter/no-such")])
        #expect(verdicts.flatMap { $0.faults.map(\.code) } == [.unknownAdapter])
    }

    @Test("Without named authorities a department speaks for its regions, and no other", arguments: [
        ("\"990100\"", true), ("\"990200\"", false), ("\"990000\"", true), ("\"990200\", \"990100\"", true),
    ])
    func regions(_ regions: String, _ isAllowed: Bool) throws {
        let check = try Self.check { binding in
            let start = binding.range(of: "\"authorities\": [")!
            let end = binding.range(of: "]", range: start.upperBound..<binding.endIndex)!
            return binding.replacingCharacters(
                in: start.lowerBound..<end.upperBound, with: "\"authorities\": [], \"regions\": [\(regions)]")
        }
        let verdicts = Self.verdicts(check, Self.penalties(1)[0])
        #expect(verdicts.map { $0.faults.map(\.code) } == [isAllowed ? [] : [.foreignRegion]])
    }

    @Test("The sender's own id and row come back, but no personal number")
    func sender() throws {
        let check = try Self.check()
        let record = Self.penalties(1)[0]
        let schema = ("ce_dataschema", "administrative-penalty@2")
        #expect(Self.verdicts(check, record, [schema, ("ce_senderid", "LSH-7"), ("ce_senderrow", "12")])[0].sender == Sender(id: "LSH-7", row: "12"))
        #expect(Self.verdicts(check, record, [schema, ("ce_senderid", "11010519491231002X")])[0].sender == nil)
        #expect(Self.verdicts(check, record, [schema])[0].sender == nil)
    }
}
