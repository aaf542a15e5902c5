import Credit
import JSON
import Testing

/// A dispute in the second version of its contract: until every place has what it led to, and the applicant is answered.
@Suite("A dispute until every place has corrected it") struct DisputeLifeTests {
    private let ledger = TestLedger()

    init() {
        ledger.subscribe("s", .lists(nil, fields: ["HMDMC"], kinds: [.organisation]), confirmationHours: 24)
        ledger.send(.listEntry("listed", id: "listed"))
        ledger.deliver("province")
        ledger.confirmAll("s")
        ledger.send(.step(.dispute, "submitted", id: "1"))
    }

    private var marks: Int { ledger.state.records[identifier(1)]?.openCases.count ?? 0 }

    @discardableResult
    private func accept() -> [Effect] { ledger.send(.step(.dispute, "accepted", id: "2")) }

    @Test func anUpheldDisputeWaitsForTheLiftedMarkThenForTheAnswer() throws {
        accept()
        let asked = ledger.send(.step(.dispute, "forwarded", id: "3"))
        #expect(asked.notices.contains { $0.party == "safety" && $0.notice.kind == .verificationRequested })
        ledger.send(.step(.dispute, "verified", id: "4", party: "safety", finding: .upheld))
        #expect(marks == 0)
        #expect(ledger.views["s"]?[identifier(1)]?.isDisputed == false)
        #expect(ledger.held()?.status == .effecting)
        #expect(ledger.held()?.awaited.map(\.feed) == ["upstream.province", "subscriber.s"])
        #expect(ledger.send(.step(.dispute, "answered", id: "5")).faultCodes == [.illegalTransition])
        ledger.deliver("province")
        #expect(ledger.held()?.status == .effecting)
        #expect(ledger.held()?.awaited.map(\.feed) == ["subscriber.s"])
        ledger.confirmAll("s")
        #expect(ledger.held()?.status == .effected)
        let effects = ledger.send(.step(.dispute, "answered", id: "5"))
        #expect(ledger.held()?.status == .closed)
        #expect(effects.receipts.contains { $0.party == "office" && $0.receipt.status == .closed && $0.receipt.event == "1" })
    }

    @Test func aCorrectionIsTheSourcesOwnAndIsWaitedForEverywhere() {
        accept()
        ledger.send(.step(.dispute, "verified", id: "3", party: "safety", finding: .corrected))
        #expect(ledger.held()?.status == .verified)
        #expect(marks == 1)
        ledger.send(.listEntry("corrected", id: "c", content: #"{"HMDMC":"乙名单","LRMDSY":"事由","RDRQ":"2026-11-16"}"#))
        #expect(ledger.held()?.status == .effecting)
        #expect(marks == 0)
        ledger.confirmAll("s")
        ledger.deliver("province")
        #expect(ledger.held()?.status == .effected)
    }

    @Test func aWithdrawalHasToBeConfirmedBySubscribersThatHadTheEntry() {
        accept()
        ledger.send(.step(.dispute, "verified", id: "3", party: "safety", finding: .withdrawn))
        ledger.send(.listEntry("withdrawn", id: "w", content: #"{"TCMDYY":"列入有误"}"#))
        #expect(ledger.views["s"]?[identifier(1)] == nil)
        #expect(ledger.held()?.awaited.map(\.feed) == ["upstream.province", "subscriber.s"])
        ledger.deliver("province")
        ledger.confirmAll("s")
        #expect(ledger.held()?.status == .effected)
    }

    @Test func whatTheSourceWithdrewBeforeItsFindingIsWaitedForToo() {
        accept()
        ledger.send(.listEntry("withdrawn", id: "w", content: #"{"TCMDYY":"列入有误"}"#))
        #expect(ledger.held()?.status == .accepted)
        ledger.send(.step(.dispute, "verified", id: "3", party: "safety", finding: .withdrawn))
        #expect(ledger.held()?.awaited.map(\.feed) == ["upstream.province", "subscriber.s"])
    }

    @Test func aCommandIsCarriedOutOnceAndOnlyForTheVersionThatItsSenderSaw() {
        accept()
        #expect(ledger.send(.step(.dispute, "forwarded", id: "3", "\"expectedVersion\":1")).faultCodes == [.caseMovedOn])
        #expect(ledger.send(.step(.dispute, "forwarded", id: "4", "\"expectedVersion\":2")).status == .accepted)
        #expect(ledger.held()?.version == 3)
        #expect(ledger.send(.step(.dispute, "forwarded", id: "4", "\"expectedVersion\":2")).status == .duplicate)
        #expect(ledger.held()?.version == 3)
    }

    @Test func theMarkGoesWithACancelledCaseAndStaysWithTheOneItIsMergedInto() {
        accept()
        ledger.send(.step(.dispute, "submitted", id: "5", number: 2))
        ledger.send(.step(.dispute, "accepted", id: "6", number: 2))
        #expect(marks == 2)
        #expect(ledger.send(.step(.dispute, "merged", id: "7", number: 2, "\"mergedInto\":\"BJ-9\"")).faultCodes == [.unknownCase])
        ledger.send(.step(.dispute, "merged", id: "8", number: 2, "\"mergedInto\":\"BJ-1\""))
        #expect(ledger.held(2)?.mergedInto == identifier(2001))
        #expect(marks == 1)
        #expect(ledger.views["s"]?[identifier(1)]?.isDisputed == true)
        let effects = ledger.send(.step(.dispute, "cancelled", id: "9"))
        #expect(effects.told.contains("province OBJECTION_OFF"))
        #expect(marks == 0)
        #expect(ledger.views["s"]?[identifier(1)]?.isDisputed == false)
    }

    @Test(arguments: [true, false]) func aSubscriberThatConfirmsNothingAnyMoreIsNotWaitedFor(isGone: Bool) {
        accept()
        ledger.send(.step(.dispute, "verified", id: "3", party: "safety", finding: .upheld))
        ledger.deliver("province")
        #expect(ledger.held()?.awaited.map(\.feed) == ["subscriber.s"])
        ledger.subscribe("s", isGone ? nil : .lists(nil, fields: ["HMDMC"], kinds: [.organisation]))
        #expect(ledger.held()?.status == .effected)
        #expect(ledger.held()?.awaited.isEmpty == true)
    }

    @Test(arguments: [("notAccepted", CaseState.Status.notAccepted), ("cancelled", .cancelled)])
    func aCaseWhoseRecordIsErasedCanStillBeEnded(_ operation: String, _ status: CaseState.Status) {
        ledger.restore(.record(identifier(1), nil))
        #expect(ledger.send(.step(.dispute, "accepted", id: "2")).faultCodes == [.alreadyWithdrawn])
        #expect(ledger.send(.step(.dispute, operation, id: "3", party: "safety")).faultCodes == [.alreadyWithdrawn])
        #expect(ledger.send(.step(.dispute, operation, id: "4")).status == .accepted)
        #expect(ledger.held()?.status == status)
        #expect(ledger.held()?.due == nil)
    }

    @Test func aClosedCaseIsReopenedOnce() {
        for round in 1...2 {
            if round == 1 { accept() }
            ledger.send(.step(.dispute, "verified", id: "v\(round)", party: "safety", finding: .upheld))
            ledger.deliver("province")
            ledger.confirmAll("s")
            ledger.send(.step(.dispute, "answered", id: "a\(round)"))
            #expect(ledger.held()?.status == .closed)
            let effects = ledger.send(.step(.dispute, "reopened", id: "r\(round)"))
            #expect(effects.status == (round == 1 ? .accepted : .rejected))
            #expect(marks == (round == 1 ? 1 : 0))
        }
    }

    @Test func onlyTheOfficeHandlesAndOnlyTheSourceVerifies() {
        #expect(ledger.send(.step(.dispute, "accepted", id: "x", party: "safety")).faultCodes == [.notTheSource])
        accept()
        #expect(ledger.send(.step(.dispute, "verified", id: "y", finding: .upheld)).faultCodes == [.notTheSource])
        let other = TestLedger(routing: Routing(platforms: [], caseOffice: "credit-office"))
        other.send(.listEntry("listed", id: "listed"))
        other.send(.step(.dispute, "submitted", id: "1", party: "portal"))
        #expect(other.send(.step(.dispute, "accepted", id: "2", party: "credit-office")).status == .accepted)
    }

    @Test func aCaseIsTheSameAfterTheChangelogIsRead() throws {
        accept()
        ledger.send(.step(.dispute, "verified", id: "3", party: "safety", finding: .upheld))
        let held = try #require(ledger.held())
        #expect(!held.awaited.isEmpty && !held.commands.isEmpty)
        #expect(try restored(held) == held)
        var full = held
        full.due = CaseDue(
            day: CivilDate("2026-12-31")!, isProvisional: true, calendar: "2026-1,2027-?", since: CivilDate("2026-12-20")!, isExtended: true,
            alarm: .escalation, alarmAt: Timestamp(milliseconds: 1_800_000_000_000))
        full.mergedInto = identifier(7)
        full.effectiveFrom = CivilDate("2026-11-30")!
        full.kind = .repair
        full.isReopened = true
        #expect(try restored(full) == full)
    }

    private func restored(_ held: CaseState) throws -> CaseState? {
        let change = StateChange.disputeCase(identifier(2001), held)
        var writer = JSONWriter()
        _ = StateCodec.write(change, to: &writer)
        let read = try StateCodec.key(of: change).withUnsafeBytes { key in
            try writer.bytes.withUnsafeBytes { value in try StateCodec.read(key: key, value: value, parser: JSONParser(), texts: SharedTexts()) }
        }
        guard case .disputeCase(_, let value) = read else { return nil }
        return value
    }
}
