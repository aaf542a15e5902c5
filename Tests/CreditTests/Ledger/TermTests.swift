import Credit
import Testing

extension RetentionPolicy {
    /// Penalties and lists expire and are kept a year; permits do not expire, and are kept two months.
    static let sample = RetentionPolicy(rules: [
        Rule(from: CivilDate("2020-01-01")!, contracts: nil, expires: true, retentionMonths: 12, identityMonths: 3),
        Rule(
            from: CivilDate("2020-01-01")!, contracts: ["administrative-permit"], expires: false, retentionMonths: 2,
            identityMonths: 1),
        Rule(from: CivilDate("2020-01-01")!, contracts: ["dispute"], expires: false, retentionMonths: 6, identityMonths: 1200),
    ])
}

@Suite("The end of a term") struct TermTests {
    private let ledger = TestLedger(retention: .sample)
    private let entry = identifier(1)

    @Test func anEntryLeavesEveryViewOnTheDayAfterItsTerm() {
        ledger.send(.listEntry("listed", end: "2026-12-31"))
        #expect(ledger.views["approval"]?[entry] != nil)
        #expect(ledger.pass(to: "2026-12-31").isEmpty)
        let effects = ledger.pass(to: "2027-01-01")
        #expect(ledger.views["approval"]?[entry] == nil)
        #expect(ledger.views["market-entry"]?[entry] == nil)
        #expect(effects.told == ["province EXPIRED"])
        #expect(ledger.state.entries.isEmpty)
        #expect(ledger.state.records[entry]?.status == .expired)
    }

    @Test func theDepartmentIsToldOfTheEventThatExpired() throws {
        ledger.send(.penalty("reported", id: "cf-1", end: "2026-12-31"))
        let receipt = try #require(ledger.pass(to: "2027-01-01").receipts.first)
        #expect(receipt.party == "market")
        #expect(receipt.receipt.event == "cf-1")
        #expect(receipt.receipt.status == .expired)
        #expect(receipt.receipt.origin.topic == "ledger.in")
    }

    @Test func withoutAnEndNothingIsDue() {
        ledger.send(.penalty("reported"))
        #expect(ledger.pass(to: "2099-01-01").isEmpty)
        #expect(ledger.state.records[entry]?.status == .active)
    }

    @Test func aCorrectedEndMovesTheTimer() {
        ledger.send(.penalty("reported", id: "e-1", end: "2026-12-31"))
        ledger.send(.penalty("corrected", id: "e-2", end: "2027-06-30", content: #"{"a":1}"#))
        #expect(ledger.pass(to: "2027-01-01").isEmpty)
        #expect(ledger.state.records[entry]?.status == .active)
        #expect(ledger.pass(to: "2027-07-01").told == ["province EXPIRED", "city EXPIRED"])
    }

    @Test func whatIsWithdrawnDoesNotExpire() {
        ledger.send(.penalty("reported", id: "e-1", end: "2026-12-31"))
        ledger.send(.penalty("withdrawn", id: "e-2", content: "{}"))
        #expect(ledger.pass(to: "2027-01-01").isEmpty)
    }

    @Test func aPermitPastItsValidityStays() {
        var permit = LedgerEvent.penalty("reported", end: "2026-11-22")
        permit.contract = "administrative-permit@2"
        permit.record = "administrative-permit"
        ledger.send(permit)
        #expect(ledger.pass(to: "2026-12-01").isEmpty)
        #expect(ledger.state.records[entry]?.status == .active)
    }

    @Test func anEntryPastItsTermIsRefused() {
        #expect(ledger.preview(.listEntry("listed", end: "2026-11-20")).isRefusal(.termOver))
        #expect(ledger.send(.listEntry("listed", end: "2026-11-21")).status == .accepted)
    }

    @Test func aRecordPastItsTermIsTakenAndExpiresAtOnce() {
        #expect(ledger.send(.penalty("reported", end: "2026-11-01")).status == .accepted)
        #expect(ledger.pass(to: "2026-11-22").told == ["province EXPIRED", "city EXPIRED"])
    }

    @Test func aRecordThatWouldBeErasedByNowIsRefused() {
        #expect(ledger.preview(.penalty("reported", end: "2025-11-20")).isRefusal(.termOver))
        #expect(ledger.preview(.penalty("reported", end: "2025-11-21")).status == .accepted)
    }

    @Test func whatHasExpiredComesBackOnlyWithALaterEnd() {
        ledger.send(.penalty("reported", id: "e-1", end: "2026-12-31"))
        ledger.pass(to: "2027-01-01")
        #expect(ledger.preview(.penalty("reported", id: "e-2", end: "2026-12-31")).isRefusal(.termOver))
        #expect(ledger.preview(.penalty("corrected", id: "e-3", end: "2027-12-31", content: "{}")).isRefusal(.termOver))
        let effects = ledger.send(.penalty("reported", id: "e-4", end: "2027-12-31", content: "{}"))
        #expect(effects.status == .accepted)
        #expect(effects.told == ["province ADD", "city ADD"])
    }

    @Test func aVerifiedDisputeEndsWithTheTerm() {
        ledger.send(.listEntry("listed", id: "e-1", end: "2026-12-31"))
        ledger.send(.dispute("submitted", id: "d-1"))
        ledger.send(.dispute("accepted", id: "d-2"))
        ledger.send(.dispute("verified", id: "d-3", party: "safety", finding: .corrected))
        let effects = ledger.pass(to: "2027-01-01")
        #expect(effects.notices.map(\.notice.kind) == [.disputeClosed])
        #expect(ledger.state.cases[identifier(1001)]?.status == .closed)
        #expect(ledger.state.records[entry]?.isDisputed == false)
    }

    @Test func anUnansweredDisputeOutlivesTheTerm() {
        ledger.send(.listEntry("listed", id: "e-1", end: "2026-12-31"))
        ledger.send(.dispute("submitted", id: "d-1"))
        ledger.send(.dispute("accepted", id: "d-2"))
        ledger.pass(to: "2027-01-01")
        #expect(ledger.state.records[entry]?.status == .expired)
        #expect(ledger.state.cases[identifier(1001)]?.status == .accepted)
        #expect(ledger.send(.dispute("verified", id: "d-3", party: "safety", finding: .corrected)).status == .accepted)
        #expect(ledger.state.cases[identifier(1001)]?.status == .closed)
    }

    @Test func whatHasExpiredCannotBeDisputed() {
        ledger.send(.listEntry("listed", id: "e-1", end: "2026-12-31"))
        ledger.pass(to: "2027-01-01")
        #expect(ledger.preview(.dispute("submitted")).isRefusal(.termOver))
    }
}
