import Credit
import Testing

@Suite("A repair: display and sharing stop everywhere") struct RepairTests {
    private let ledger: TestLedger

    init() {
        ledger = TestLedger()
        ledger.subscribe("s", .lists(nil, fields: ["HMDMC"], kinds: [.organisation]), confirmationHours: 24)
        ledger.send(.listEntry("listed", id: "listed"))
        ledger.deliver("province")
        ledger.confirmAll("s")
        ledger.send(.step(.repair, "submitted", id: "1"))
    }

    private func grant(_ content: String...) -> [Effect] {
        ledger.send(.step(.repair, "accepted", id: "2"))
        return ledger.send(.step(.repair, "decided", id: "3", party: "safety", finding: .granted, content.first ?? "\"basis\":\"b\""))
    }

    private var status: RecordState.Status? { ledger.state.records[identifier(1)]?.status }

    @Test func aGrantedRepairTakesTheEntryOutOfEveryViewAndWaitsForAll() {
        let effects = grant()
        #expect(effects.status == .accepted)
        #expect(effects.told == ["province REPAIRED"])
        #expect(status == .repaired)
        #expect(ledger.views.values.allSatisfy { $0[identifier(1)] == nil })
        #expect(ledger.held()?.status == .effecting)
        ledger.deliver("province")
        let last = ledger.confirmAll("s")
        #expect(ledger.held()?.status == .closed)
        #expect(last.notices.contains { $0.party == "office" && $0.notice.kind == .repairClosed && $0.notice.finding == .granted })
    }

    @Test func whatWasRepairedIsNotReportedOrCorrectedBack() {
        _ = grant()
        let content = #"{"HMDMC":"甲名单","LRMDSY":"另一事由","RDRQ":"2026-11-16"}"#
        #expect(ledger.send(.listEntry("listed", id: "again", content: content)).faultCodes == [.repaired])
        #expect(ledger.send(.listEntry("corrected", id: "c", content: content)).faultCodes == [.repaired])
        #expect(ledger.send(.step(.repair, "submitted", id: "4", number: 2)).faultCodes == [.repaired])
        #expect(ledger.send(.step(.dispute, "submitted", id: "5", number: 3)).faultCodes == [.repaired])
        #expect(ledger.views["s"]?[identifier(1)] == nil)
    }

    @Test func aRevokedRepairShowsTheEntryAgainAsItWas() throws {
        let before = try #require(ledger.views["s"]?[identifier(1)])
        _ = grant()
        let effects = ledger.send(.step(.repair, "revoked", id: "4", party: "safety"))
        #expect(effects.told == ["province REPAIR_REVOKED"])
        #expect(effects.upstream.first?.content.isEmpty == false)
        #expect(ledger.held()?.status == .revoked)
        #expect(status == .active)
        #expect(ledger.views["s"]?[identifier(1)] == before)
    }

    @Test func aRefusedRepairChangesNothingAndCannotBeRevoked() {
        ledger.send(.step(.repair, "accepted", id: "2"))
        let effects = ledger.send(.step(.repair, "decided", id: "3", party: "safety", finding: .refused))
        #expect(effects.upstream.isEmpty && effects.views.isEmpty)
        #expect(ledger.held()?.status == .closed)
        #expect(status == .active)
        #expect(ledger.send(.step(.repair, "revoked", id: "4", party: "safety")).faultCodes == [.illegalTransition])
    }

    @Test func aRepairThatIsGrantedForALaterDayTakesEffectOnThatDay() {
        _ = grant("\"effectiveDate\":\"2026-12-01\"")
        #expect(ledger.held()?.status == .granted)
        #expect(ledger.views["s"]?[identifier(1)] != nil)
        ledger.pass(to: "2026-11-30")
        #expect(status == .active)
        let effects = ledger.pass(to: "2026-12-01")
        #expect(effects.told == ["province REPAIRED"])
        #expect(status == .repaired)
        #expect(ledger.views["s"]?[identifier(1)] == nil)
    }

    @Test func aRecordThatIsErasedBeforeTheDayOfItsRepairIsTakenDownWithIt() {
        let ledger = TestLedger(
            retention: RetentionPolicy(rules: [
                RetentionPolicy.Rule(from: CivilDate("2013-03-15")!, contracts: nil, expires: false, retentionMonths: 1, identityMonths: 24)
            ]))
        ledger.send(.listEntry("listed", id: "listed", end: "2026-12-31"))
        ledger.send(.step(.repair, "submitted", id: "1"))
        ledger.send(.step(.repair, "accepted", id: "2"))
        ledger.send(.step(.repair, "decided", id: "3", party: "safety", finding: .granted, "\"effectiveDate\":\"2027-06-01\""))
        #expect(ledger.held()?.status == .granted)
        #expect(ledger.pass(to: "2027-02-01").told == ["province REPAIRED"])
        #expect(ledger.state.records[identifier(1)] == nil)
        #expect(ledger.pass(to: "2027-06-01").told.isEmpty)
        #expect(ledger.held()?.status == .closed)
    }

    @Test func oneRepairAtATimeAndOnlyByWhoDesignated() {
        #expect(ledger.send(.step(.repair, "submitted", id: "9", number: 2)).faultCodes == [.caseOpen])
        ledger.send(.step(.repair, "accepted", id: "2"))
        #expect(ledger.send(.step(.repair, "decided", id: "3", finding: .granted)).faultCodes == [.notTheSource])
        ledger.send(.step(.repair, "withdrawn", id: "4"))
        #expect(ledger.held()?.status == .cancelled)
        #expect(ledger.send(.step(.repair, "submitted", id: "9", number: 2)).status == .accepted)
    }

    @Test("a platform passes on what the record's own authority decided, and nothing else", arguments: [
        ("city", "11990100MB99010116", true), ("city", "11990100MB99010204", false), ("province", "11990100MB99010116", false),
    ])
    func passedDown(_ party: String, _ authority: String, _ isTaken: Bool) {
        let ledger = TestLedger(
            routing: Routing(platforms: [], repairRelays: ["city"], authorities: ["safety": ["11990100MB99010116"]]))
        ledger.send(.listEntry("listed", id: "listed"))
        ledger.send(.step(.repair, "submitted", id: "1", party: "city"))
        ledger.send(.step(.repair, "accepted", id: "2", party: "city"))
        let effects = ledger.send(.step(.repair, "decided", id: "3", party: party, finding: .granted, "\"decidedByCode\":\"\(authority)\""))
        #expect(effects.faultCodes == (isTaken ? [] : [.notTheSource]))
        #expect(ledger.state.records[identifier(1)]?.status == (isTaken ? .repaired : .active))
    }

    @Test func aRepairDuringADisputeLeavesTheDisputeToBeAnswered() {
        ledger.send(.step(.dispute, "submitted", id: "d1", number: 5))
        ledger.send(.step(.dispute, "accepted", id: "d2", number: 5))
        _ = grant()
        #expect(ledger.views["s"]?[identifier(1)] == nil)
        #expect(ledger.held(5)?.status == .accepted)
        // Nothing is shown that could still be wrong: the finding needs no further event.
        ledger.send(.step(.dispute, "verified", id: "d3", number: 5, party: "safety", finding: .corrected))
        #expect(ledger.held(5)?.status == .effecting)
        ledger.deliver("province")
        ledger.confirmAll("s")
        #expect(ledger.held(5)?.status == .effected)
        #expect(ledger.held()?.status == .closed)
    }

    @Test func aDisputeThatIsDecidedDuringARepairLeavesNoMarkWhenTheRepairIsRevoked() {
        ledger.send(.step(.dispute, "submitted", id: "d1", number: 5))
        ledger.send(.step(.dispute, "accepted", id: "d2", number: 5))
        _ = grant()
        let effects = ledger.send(.step(.dispute, "verified", id: "d3", number: 5, party: "safety", finding: .upheld))
        // Neither platforms nor subscribers have it: they are told nothing.
        #expect(effects.told.isEmpty && effects.views.isEmpty)
        ledger.send(.step(.repair, "revoked", id: "4", party: "safety"))
        #expect(ledger.state.records[identifier(1)]?.isDisputed == false)
        #expect(ledger.state.entry(identifier(1))?.isDisputed == false)
        #expect(ledger.views["s"]?[identifier(1)]?.isDisputed == false)
    }

    @Test func aDisputeThatIsStillOpenIsMarkedAgainWhenTheRepairIsRevoked() {
        ledger.send(.step(.dispute, "submitted", id: "d1", number: 5))
        ledger.send(.step(.dispute, "accepted", id: "d2", number: 5))
        _ = grant()
        let effects = ledger.send(.step(.repair, "revoked", id: "4", party: "safety"))
        #expect(effects.told == ["province REPAIR_REVOKED", "province OBJECTION_ON"])
        #expect(ledger.views["s"]?[identifier(1)]?.isDisputed == true)
    }

    @Test func theEndOfARepairedRecordsTermNeedsNothing() {
        let ledger = TestLedger(
            retention: RetentionPolicy(rules: [
                RetentionPolicy.Rule(from: CivilDate("2013-03-15")!, contracts: nil, expires: true, retentionMonths: 60, identityMonths: 24)
            ]))
        ledger.send(.listEntry("listed", id: "listed", end: "2027-01-31"))
        ledger.send(.step(.repair, "submitted", id: "1"))
        ledger.send(.step(.repair, "accepted", id: "2"))
        ledger.send(.step(.repair, "decided", id: "3", party: "safety", finding: .granted))
        #expect(ledger.pass(to: "2027-02-01").receipts.isEmpty)
        let effects = ledger.send(.step(.repair, "revoked", id: "4", party: "safety"))
        #expect(effects.status == .accepted)
        // Its term is over meanwhile: it does not come back.
        #expect(ledger.state.records[identifier(1)]?.status == .expired)
        #expect(ledger.views["approval"]?[identifier(1)] == nil)
    }
}
