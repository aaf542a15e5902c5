import Contracts
import Credit
import Testing

@Suite("Deadlines of cases as data") struct CaseDeadlinesFileTests {
    private static let rule = """
        {"kind": "dispute", "step": "submitted", "region": "4401", "from": "2026-01-01", "count": 2, "unit": "workingDays",
        "remindBefore": 1, "escalateAfter": 1, "mostExtension": 2, "basis": "示例", "certainty": "I"}
        """

    private static func file(_ rules: String...) -> String {
        #"{"name": "case-deadlines", "title": "期限", "source": "示例", "certainty": "I", "rules": [\#(rules.joined(separator: ","))]}"#
    }

    private func load(_ file: String) throws -> CaseDeadlines {
        try TestCatalogue(files: ["case-deadlines.json": file]).load().caseDeadlines
    }

    @Test func withoutAFileThereIsNoDeadline() throws {
        #expect(try TestCatalogue().load().caseDeadlines.rule("dispute", "submitted", region: "", on: anyDay) == nil)
    }

    @Test func aRuleIsRead() throws {
        let rule = try #require(try load(Self.file(Self.rule)).rule("dispute", "submitted", region: "440100", on: CivilDate("2026-01-01")!))
        #expect(rule.count == 2 && rule.unit == .workingDays && rule.mostExtension == 2 && rule.remindBefore == 1 && rule.escalateAfter == 1)
    }

    @Test("the rules of the county, by law and day", arguments: [
        ("dispute", "submitted", "990100", "2026-11-21", 2, CaseDeadlines.Unit.workingDays),
        ("dispute", "accepted", "990100", "2026-11-21", 2, .workingDays), ("dispute", "forwarded", "990100", "2026-11-21", 10, .workingDays),
        ("dispute", "returned", "990100", "2026-11-21", 10, .workingDays), ("dispute", "verified", "990100", "2026-11-21", 3, .workingDays),
        ("dispute", "effecting", "990100", "2026-11-21", 3, .workingDays), ("dispute", "effected", "990100", "2026-11-21", 2, .workingDays),
        ("dispute", "all", "990100", "2026-11-21", 20, .days), ("dispute", "forwarded", "440106", "2026-11-21", 10, .workingDays),
        ("dispute", "submitted", "310115", "2026-11-21", 1, .workingDays), ("dispute", "forwarded", "310115", "2026-11-21", 5, .workingDays),
        ("repair", "submitted", "990100", "2025-06-21", 2, .workingDays), ("repair", "submitted", "990100", "2025-06-22", 3, .workingDays),
        ("repair", "accepted", "990100", "2026-03-31", 10, .workingDays), ("repair", "accepted", "990100", "2026-04-01", 10, .workingDays),
        ("repair", "granted", "990100", "2026-11-21", 3, .workingDays), ("repair", "effecting", "990100", "2026-11-21", 3, .workingDays),
        ("repair.market-regulation", "accepted", "990100", "2025-12-24", 10, .workingDays),
        ("repair.market-regulation", "accepted", "990100", "2025-12-25", 7, .workingDays),
        ("repair.market-regulation", "submitted", "990100", "2026-11-21", 3, .workingDays),
        ("publication", "decided", "990100", "2026-11-21", 7, .workingDays), ("withdrawal", "effecting", "990100", "2026-11-21", 3, .workingDays),
    ])
    func official(kind: String, step: String, region: String, on: String, count: Int, unit: CaseDeadlines.Unit) throws {
        let day = try #require(CivilDate(on))
        let rule = try #require(try catalogue().caseDeadlines.rule(kind, step, region: region, on: day))
        #expect(rule.count == count && rule.unit == unit)
    }

    @Test func onlyARepairCanBeExtended() throws {
        let deadlines = try catalogue().caseDeadlines
        #expect(deadlines.rule("repair", "accepted", region: "", on: anyDay)?.mostExtension == 10)
        #expect(deadlines.rule("dispute", "forwarded", region: "", on: anyDay)?.mostExtension == nil)
        #expect(deadlines.rule("repair", "accepted", region: "", on: CivilDate("2025-06-21")!)?.mostExtension == nil)
    }

    @Test("an annulled penalty is withdrawn in three working days, across the National Day too")
    func annulled() throws {
        let catalogue = try catalogue()
        let rule = try #require(catalogue.caseDeadlines.rule("withdrawal", "effecting", region: "990100", on: anyDay))
        let due = catalogue.caseDeadlines.due(rule, after: CivilDate("2026-09-30")!, region: "990100", calendar: catalogue.calendar)
        #expect(due == .init(day: CivilDate("2026-10-10")!, isProvisional: false, calendar: "2026-1"))
    }

    @Test("what is wrong stops the start, and is named", arguments: [
        (#""kind": "dispute", "#, "", "/rules/0/kind"), (#""step": "submitted", "#, "", "/rules/0/step"),
        (#""step""#, #""stop""#, "/rules/0/stop"), (#""region": "4401""#, #""region": "440""#, "/rules/0/region"),
        (#""from": "2026-01-01""#, #""from": "2026-02-29""#, "/rules/0/from"), (#""count": 2"#, #""count": 0"#, "/rules/0/count"),
        (#""unit": "workingDays""#, #""unit": "weeks""#, "/rules/0/unit"), (#""remindBefore": 1"#, #""remindBefore": -1"#, "/rules/0/remindBefore"),
        (#""escalateAfter": 1"#, #""escalateAfter": "1""#, "/rules/0/escalateAfter"),
        (#""mostExtension": 2"#, #""mostExtension": 0"#, "/rules/0/mostExtension"), (#""basis": "示例""#, #""basis": " ""#, "/rules/0/basis"),
    ])
    func broken(part: String, replacement: String, pointer: String) throws {
        #expect(Self.rule.contains(part))
        let error = try #require(throws: ContractLoadError.self) { try load(Self.file(Self.rule.replacing(part, with: replacement))) }
        #expect(error.pointer == pointer)
        #expect(error.file.hasSuffix("/case-deadlines.json"))
    }

    @Test("a file without rules, with two of one key or with more members is refused", arguments: [
        ("{}", "/rules"), (file(), "/rules"), (file(rule, rule), "/rules/1"), (#"{"rules": [], "rule": []}"#, "/rule"), ("[]", ""),
    ])
    func refused(file: String, pointer: String) throws {
        #expect(try #require(throws: ContractLoadError.self) { try load(file) }.pointer == pointer)
    }
}
