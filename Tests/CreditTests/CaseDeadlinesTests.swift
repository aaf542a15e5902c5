import Credit
import Testing

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

private func rule(
    _ count: Int, _ unit: CaseDeadlines.Unit = .workingDays, kind: String = "dispute", step: String = "forwarded", region: String = "",
    from: String = "2020-01-01"
) -> CaseDeadlines.Rule {
    CaseDeadlines.Rule(
        kind: kind, step: step, region: region, from: day(from), count: count, unit: unit, remindBefore: 1, escalateAfter: 1,
        mostExtension: nil, basis: "示例")
}

@Suite("Deadlines of cases") struct CaseDeadlinesTests {
    private let deadlines = CaseDeadlines(rules: [
        rule(10), rule(8, from: "2026-04-01"), rule(7, region: "44"), rule(5, region: "4401", from: "2026-07-01"),
        rule(10, kind: "repair", step: "accepted"), rule(7, kind: "repair.market-regulation", step: "accepted", from: "2025-12-25"),
    ])

    @Test("the longest region comes first, then the latest rule in force", arguments: [
        ("990100", "2026-03-31", 10), ("990100", "2026-04-01", 8), ("440100", "2026-06-30", 7), ("440100", "2026-07-01", 5),
        ("440300", "2026-07-01", 7), ("", "2020-01-01", 10),
    ])
    func choice(region: String, on: String, count: Int) {
        #expect(deadlines.rule("dispute", "forwarded", region: region, on: day(on))?.count == count)
    }

    @Test func beforeTheFirstRuleAndForOtherStepsThereIsNone() {
        #expect(deadlines.rule("dispute", "forwarded", region: "440100", on: day("2019-12-31")) == nil)
        #expect(deadlines.rule("dispute", "accepted", region: "440100", on: day("2026-01-01")) == nil)
        #expect(deadlines.rule("case", "forwarded", region: "", on: day("2026-01-01")) == nil)
        #expect(CaseDeadlines.none.rule("dispute", "forwarded", region: "", on: day("2026-01-01")) == nil)
    }

    @Test("a kind of one field has the rules of the whole kind until it has its own", arguments: [
        ("repair.market-regulation", "2025-12-24", 10), ("repair.market-regulation", "2025-12-25", 7), ("repair.taxation", "2025-12-25", 10),
    ])
    func oneField(kind: String, on: String, count: Int) {
        #expect(deadlines.rule(kind, "accepted", region: "990100", on: day(on))?.count == count)
    }

    @Test("each unit is counted by its own rule", arguments: [
        (CaseDeadlines.Unit.workingDays, 3, "2026-09-30", "2026-10-10"),
        (.days, 3, "2026-09-30", "2026-10-08"),  // 3 October is a holiday
        (.days, 10, "2026-09-30", "2026-10-10"),  // a Saturday that is worked
        (.months, 1, "2026-08-31", "2026-09-30"),
        (.months, 1, "2026-09-02", "2026-10-08"),
    ])
    func units(unit: CaseDeadlines.Unit, count: Int, start: String, last: String) {
        let calendar = WorkCalendar(years: [
            .init(year: 2026, region: "", version: "2026-1", off: [day("2026-10-01")...day("2026-10-07")], makeUp: [day("2026-10-10")])
        ])
        #expect(deadlines.due(rule(count, unit), after: day(start), region: "990100", calendar: calendar)
            == .init(day: day(last), isProvisional: false, calendar: "2026-1"))
    }
}
