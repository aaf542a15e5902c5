import Credit
import Testing

/// 撤回公示 and 双公示时限, by the official calendar of the National Day of 2026.
@Suite("A withdrawn penalty leaves every place in time; a late report is told of") struct PenaltyWithdrawalTests {
    private static func day(_ text: String) -> CivilDate { CivilDate(text)! }

    private static func rule(_ kind: String, _ step: String, _ count: Int) -> CaseDeadlines.Rule {
        CaseDeadlines.Rule(
            kind: kind, step: step, region: "", from: day("2013-03-15"), count: count, unit: .workingDays, remindBefore: 1, escalateAfter: 1,
            mostExtension: nil, basis: "b")
    }

    private static let policy = CasePolicy(
        calendar: WorkCalendar(years: [
            WorkCalendar.Year(
                year: 2026, region: "", version: "2026-1", off: [day("2026-10-01")...day("2026-10-07")], makeUp: [day("2026-10-10")])
        ]),
        deadlines: CaseDeadlines(rules: [rule("withdrawal", "effecting", 3), rule("publication", "decided", 7)]), region: "990100")

    private let ledger = TestLedger(
        routing: Routing(
            platforms: [Routing.Platform(party: "province", records: ["administrative-penalty", "list-designation"])], caseOffice: "credit-office"),
        policy: policy)

    private var watched: CaseState? { ledger.state.cases.values.first { $0.kind == .withdrawal } }

    private func told(_ effects: [Effect]) -> [String] { effects.notices.map { "\($0.party) \($0.notice.kind.rawValue)" } }

    @Test func aWithdrawalIsDueThreeWorkingDaysAfterTheDecisionWasAnnulled() throws {
        ledger.setClock("2026-09-30")
        ledger.send(.penalty("reported", id: "r"))
        ledger.deliver("province")
        ledger.setClock("2026-10-08")
        #expect(told(ledger.send(.penalty("withdrawn", id: "w", content: #"{"CXLX":"撤销","CXRQ":"2026-09-30"}"#))).isEmpty)
        let held = try #require(watched)
        #expect(held.status == .effecting)
        #expect(held.awaited.map(\.feed) == ["upstream.province"])
        // The 8th, the 9th, the make-up Saturday.
        #expect(held.due?.day == Self.day("2026-10-10"))
        #expect(held.responsible(source: "market", office: "credit-office") == "credit-office")
        #expect(told(ledger.pass(to: "2026-10-09")) == ["credit-office deadline-near"])
        #expect(told(ledger.pass(to: "2026-10-11")) == ["credit-office deadline-passed"])
        #expect(told(ledger.deliver("province")) == ["market withdrawal-effected"])
        #expect(watched?.status == .closed)
        #expect(told(ledger.pass(to: "2026-10-30")).isEmpty)
    }

    @Test func nothingIsWatchedThatNobodyHas() {
        let ledger = TestLedger(routing: Routing(platforms: []), subscriptions: [], policy: Self.policy)
        ledger.send(.penalty("reported", id: "r"))
        #expect(told(ledger.send(.penalty("withdrawn", id: "w", content: #"{"CXRQ":"2026-11-21"}"#))).isEmpty)
        #expect(ledger.state.cases.isEmpty)
    }

    @Test func aListEntryIsNoPenalty() {
        ledger.send(.listEntry("listed", id: "r"))
        ledger.send(.listEntry("withdrawn", id: "w", content: #"{"TCMDYY":"列入有误"}"#))
        #expect(watched == nil)
    }

    @Test func aRecordThatIsWithdrawnAgainIsWatchedAgain() {
        ledger.send(.penalty("reported", id: "r"))
        ledger.send(.penalty("withdrawn", id: "w", content: #"{"CXRQ":"2026-11-21"}"#))
        ledger.deliver("province")
        #expect(watched?.status == .closed)
        ledger.send(.penalty("reported", id: "r2", content: #"{"CF_NR_FK":0.7}"#))
        ledger.send(.penalty("withdrawn", id: "w2", content: #"{"CXRQ":"2026-11-22"}"#))
        #expect(watched?.status == .effecting)
        #expect(watched?.version == 3)
        #expect(ledger.state.cases.count == 1)
    }

    @Test("seven working days from the decision, day 0", arguments: [
        ("2026-09-24", "2026-10-10", []), ("2026-09-24", "2026-10-11", ["market reported-late"]), ("2026-10-10", "2026-10-10", []),
        ("2026-10-12", "2026-10-12", []), ("2026-12-30", "2027-03-01", []),
    ])
    func publication(_ decided: String, _ received: String, _ notices: [String]) {
        ledger.setClock(received)
        let event = LedgerEvent.penalty("reported", id: "r", content: "{\"CF_JDRQ\":\"\(decided)\",\"CF_NR_FK\":0.5}")
        #expect(told(ledger.send(event)) == notices)
        // A correction is not a late report.
        #expect(told(ledger.send(.penalty("corrected", id: "c", content: "{\"CF_JDRQ\":\"2026-01-04\",\"CF_NR_FK\":0.6}"))).isEmpty)
    }
}
