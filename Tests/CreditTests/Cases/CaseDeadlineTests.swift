import Credit
import Testing

/// 办理期限 on the official calendar of 2026, of which 2027's is not published yet.
@Suite("When each step of a case is due") struct CaseDeadlineTests {
    private static func day(_ text: String) -> CivilDate { CivilDate(text)! }

    private static let year2026 = WorkCalendar.Year(
        year: 2026, region: "", version: "2026-1",
        off: [("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-19", "06-21"), ("09-25", "09-27"), ("10-01", "10-07")]
            .map { day("2026-\($0)")...day("2026-\($1)") },
        makeUp: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"].map { day("2026-\($0)") })
    /// Invented: it has no holidays but the first three days.
    private static let year2027 = WorkCalendar.Year(
        year: 2027, region: "", version: "2027-1", off: [day("2027-01-01")...day("2027-01-03")], makeUp: [])

    private static let deadlines = CaseDeadlines(rules: [
        rule("dispute", "submitted", 2), rule("dispute", "accepted", 2), rule("dispute", "forwarded", 10, remind: 3, escalate: 2),
        rule("dispute", "verified", 3), rule("dispute", "effecting", 3), rule("dispute", "effected", 2), rule("dispute", "returned", 10),
        rule("repair", "submitted", 3), rule("repair", "accepted", 10, remind: 3, extension: 10), rule("repair", "effecting", 3),
    ])

    private static func rule(
        _ kind: String, _ step: String, _ count: Int, remind: Int = 1, escalate: Int = 1, extension most: Int? = nil
    ) -> CaseDeadlines.Rule {
        CaseDeadlines.Rule(
            kind: kind, step: step, region: "", from: day("2013-03-15"), count: count, unit: .workingDays, remindBefore: remind,
            escalateAfter: escalate, mostExtension: most, basis: "b")
    }

    private func ledger(_ day: String, years: [WorkCalendar.Year] = [year2026]) -> TestLedger {
        let ledger = TestLedger(
            routing: Routing(platforms: [], caseOffice: "credit-office"),
            policy: CasePolicy(calendar: WorkCalendar(years: years), deadlines: Self.deadlines, region: "990100"))
        ledger.setClock(day)
        ledger.send(.penalty("reported", id: "reported"))
        return ledger
    }

    @Test func aCheckOfTenWorkingDaysRunsAcrossTheNationalDayAndItsMakeUpDay() {
        let ledger = ledger("2026-09-24")
        ledger.send(.step(.dispute, "submitted", id: "1"))
        // The 25th to 27th are off: the second working day is the 29th.
        #expect(ledger.held()?.due?.day == Self.day("2026-09-29"))
        ledger.send(.step(.dispute, "accepted", id: "2"))
        ledger.send(.step(.dispute, "forwarded", id: "3"))
        // 09-28, 29, 30, then 10-08, 09, the make-up Saturday 10-10, 12, 13, 14, 15.
        #expect(ledger.held()?.due?.day == Self.day("2026-10-15"))
        #expect(ledger.held()?.due?.isProvisional == false)
        #expect(ledger.held()?.due?.calendar == "2026-1")
    }

    @Test func theSourceIsRemindedThenOverdueThenTheOfficeIsToldToo() {
        let ledger = ledger("2026-09-24")
        ledger.send(.step(.dispute, "submitted", id: "1"))
        ledger.send(.step(.dispute, "accepted", id: "2"))
        ledger.send(.step(.dispute, "forwarded", id: "3"))
        func told(_ effects: [Effect]) -> [String] { effects.notices.map { "\($0.party) \($0.notice.kind.rawValue)" } }
        #expect(told(ledger.pass(to: "2026-10-11")).isEmpty)
        // Three working days before the 15th.
        #expect(told(ledger.pass(to: "2026-10-12")) == ["market deadline-near"])
        #expect(told(ledger.pass(to: "2026-10-15")).isEmpty)
        #expect(told(ledger.pass(to: "2026-10-16")) == ["market deadline-passed"])
        #expect(told(ledger.pass(to: "2026-10-20")) == ["credit-office deadline-escalated", "market deadline-escalated"])
        #expect(told(ledger.pass(to: "2027-12-31")).isEmpty)
    }

    @Test func aStepInTimeIsNotRemindedOf() {
        let ledger = ledger("2026-10-12")
        ledger.send(.step(.dispute, "submitted", id: "1"))
        ledger.send(.step(.dispute, "notAccepted", id: "2"))
        #expect(ledger.pass(to: "2026-12-31").notices.isEmpty)
        #expect(ledger.held()?.due == nil)
    }

    @Test func beyondTheLastCalendarADeadlineIsProvisionalAndIsCountedAgainWhenItIsThere() throws {
        let before = ledger("2026-12-25")
        before.send(.step(.dispute, "submitted", id: "1"))
        before.send(.step(.dispute, "accepted", id: "2"))
        before.send(.step(.dispute, "forwarded", id: "3"))
        let provisional = try #require(before.held()?.due)
        #expect(provisional.isProvisional)
        // The same state under a ledger that has the calendar.
        let after = ledger("2026-12-26", years: [Self.year2026, Self.year2027])
        for change in before.changelog { after.restore(change) }
        after.take(.calendar(CalendarCommand(event: "calendar")))
        let due = try #require(after.held()?.due)
        #expect(!due.isProvisional)
        // 12-28, 29, 30, 31, then 01-04 to 01-08, and 01-11.
        #expect(due.day == Self.day("2027-01-11"))
        #expect(due.day != provisional.day)
        #expect(due.calendar == "2026-1,2027-1")
        #expect(after.take(.calendar(CalendarCommand(event: "again"))).isEmpty)
    }

    @Test func aTermIsExtendedOnceAndNoFurtherThanTheRuleAllows() {
        let ledger = ledger("2026-10-12")
        ledger.send(.step(.repair, "submitted", id: "1"))
        ledger.send(.step(.repair, "accepted", id: "2"))
        #expect(ledger.held()?.due?.day == Self.day("2026-10-26"))
        #expect(ledger.send(.step(.repair, "extended", id: "3", "\"extendedTo\":\"2026-12-30\"")).faultCodes == [.extensionRefused])
        #expect(ledger.send(.step(.repair, "extended", id: "4", "\"extendedTo\":\"2026-10-20\"")).faultCodes == [.extensionRefused])
        #expect(ledger.send(.step(.repair, "extended", id: "5", "\"extendedTo\":\"2026-11-06\"")).status == .accepted)
        #expect(ledger.held()?.due?.day == Self.day("2026-11-06"))
        #expect(ledger.held()?.status == .accepted)
        #expect(ledger.send(.step(.repair, "extended", id: "6", "\"extendedTo\":\"2026-11-09\"")).faultCodes == [.extensionRefused])
    }

    @Test(arguments: CaseKind.handled) func noStateThatSomebodyHasToLeaveIsWithoutADeadline(_ kind: CaseKind) {
        let policy = CasePolicy(calendar: WorkCalendar(years: [Self.year2026]), deadlines: Self.deadlines)
        #expect(policy.deadlines.rule(kind.rawValue, "submitted", region: "", on: Self.day("2026-10-12")) != nil)
        for state in kind.lifecycle.states where !state.isEnd && state != .granted && state != .returned {
            #expect(policy.deadlines.rule(kind.rawValue, state.rawValue, region: "", on: Self.day("2026-10-12")) != nil, "\(state)")
        }
    }
}

/// 修复条件: by the regime that is in force.
@Suite("When a repair may be applied for") struct RepairConditionTests {
    private static let place = Bilingual(zh: "信用中国", en: "Credit China")

    private static func regime(_ name: String, from: String, minMonths: Int, maxMonths: Int) -> RepairPolicy.Regime {
        RepairPolicy.Regime(
            name: name, from: CivilDate(from)!, parties: nil,
            classes: [RepairPolicy.PenaltyClass(severity: "一般", isDisplayed: true, kinds: nil, minMonths: minMonths, maxMonths: maxMonths)],
            fields: [], basis: name, place: place)
    }

    private let ledger: TestLedger

    init() {
        let repairs = RepairPolicy(
            regimes: [
                Self.regime("order-58", from: "2023-05-01", minMonths: 12, maxMonths: 36),
                Self.regime("order-36", from: "2026-04-01", minMonths: 3, maxMonths: 12),
            ], lists: [])
        ledger = TestLedger(
            routing: Routing(platforms: [], heldRecords: ["administrative-penalty"]), policy: CasePolicy(repairs: repairs))
    }

    private func report(_ day: String, end: String? = nil) -> [Effect] {
        ledger.setClock(day)
        return ledger.send(.penalty("reported", id: "reported", end: end, content: "{\"CF_JDRQ\":\"\(day)\",\"CF_CFLB\":\"罚款\"}"))
    }

    @Test func withThePenaltyGoesWhenWhereAndHowItIsRepaired() throws {
        let notice = try #require(report("2025-12-15").notices.first)
        #expect(notice.party == "market")
        #expect(notice.notice.kind == .repairNotice)
        let terms = try #require(notice.notice.terms)
        #expect(terms.regime == "order-58")
        #expect(terms.earliest == CivilDate("2026-12-15"))
        #expect(terms.place == Self.place)
    }

    @Test("what the record says of the end of its display goes before the policy's longest", arguments: [
        ("2027-01-15", "2027-01-15"), ("2026-06-14", nil), ("2039-01-01", "2028-12-14"),
    ])
    func ends(_ end: String, _ latest: String?) {
        #expect(report("2025-12-15", end: end).notices.first?.notice.terms?.latest.description == latest)
    }

    @Test func theRegimeOfTheDayOfTheApplicationHoldsAcrossTheChange() {
        _ = report("2025-12-15")
        ledger.setClock("2026-03-31")
        let early = ledger.send(.step(.repair, "submitted", id: "1"))
        #expect(early.faultCodes == [.repairTooEarly])
        #expect(early.outcomes.first?.receipt.faults.first?.expected == "≥ 2026-12-15")
        ledger.setClock("2026-04-01")
        #expect(ledger.send(.step(.repair, "submitted", id: "2")).status == .accepted)
    }

    @Test func aNoticeGoesOnceWithTheFirstReport() {
        _ = report("2025-12-15")
        let effects = ledger.send(.penalty("corrected", id: "c", content: #"{"CF_JDRQ":"2025-12-15","CF_CFLB":"警告"}"#))
        #expect(effects.status == .accepted)
        #expect(effects.notices.isEmpty)
    }
}
