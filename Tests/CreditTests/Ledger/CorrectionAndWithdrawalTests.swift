import Credit
import Testing

@Suite("Correcting a record") struct CorrectionTests {
    private let ledger = TestLedger()

    @Test func whatWasNeverReportedCannotBeCorrected() {
        #expect(ledger.send(.penalty("corrected")).isRefusal(.unknownRecord))
        #expect(ledger.send(.listEntry("corrected")).isRefusal(.unknownRecord))
    }

    @Test func aCorrectionRaisesTheRevisionAndGoesUpstream() {
        ledger.send(.penalty("reported"))
        let effects = ledger.send(.penalty("corrected", id: "e-2", content: "{}"))
        #expect(effects.status == .accepted)
        #expect(effects.told == ["province CORRECT", "city CORRECT"])
        #expect(ledger.state.records[identifier(1)]?.revision == 2)
    }

    @Test func aCorrectionThatChangesNothingIsADuplicate() {
        ledger.send(.penalty("reported", id: "e-1"))
        let effects = ledger.send(.penalty("corrected", id: "e-2"))
        #expect(effects.isOnly(.duplicate))
        #expect(effects.outcomes.first?.receipt.original?.event == "e-1")
    }

    @Test func anOlderCorrectionIsStale() {
        ledger.send(.penalty("reported", revision: 4))
        #expect(ledger.send(.penalty("corrected", revision: 4, content: "{}")).isOnly(.stale))
    }

    @Test func anotherPartyCannotCorrect() {
        ledger.send(.penalty("reported"))
        #expect(ledger.send(.penalty("corrected", party: "tax", content: "{}")).isRefusal(.notTheSource))
    }

    @Test func whatWasWithdrawnCannotBeCorrected() {
        ledger.send(.penalty("reported"))
        ledger.send(.penalty("withdrawn", content: #"{"CXLX":"撤销"}"#))
        #expect(ledger.send(.penalty("corrected", content: "{}")).isRefusal(.alreadyWithdrawn))
    }
}

@Suite("Withdrawing a record") struct WithdrawalTests {
    private let ledger = TestLedger()
    private let reason = #"{"CXLX":"撤销"}"#

    @Test func whatWasNeverReportedCannotBeWithdrawn() {
        #expect(ledger.send(.penalty("withdrawn")).isRefusal(.unknownRecord))
        #expect(ledger.send(.listEntry("delisted")).isRefusal(.notOnList))
    }

    @Test func aWithdrawalGoesUpstreamAndTheRecordIsRememberedAsWithdrawn() {
        ledger.send(.penalty("reported"))
        let effects = ledger.send(.penalty("withdrawn", id: "e-2", content: reason))
        #expect(effects.status == .accepted)
        #expect(effects.told == ["province WITHDRAW", "city WITHDRAW"])
        #expect(effects.upstream.allSatisfy { $0.content == Array(reason.utf8) })
        #expect(ledger.state.records[identifier(1)]?.status == .withdrawn)
        #expect(ledger.state.records[identifier(1)]?.revision == 2)
    }

    @Test func aSecondWithdrawalIsADuplicateOfTheFirst() {
        ledger.send(.penalty("reported", id: "e-1"))
        ledger.send(.penalty("withdrawn", id: "e-2", content: reason))
        let effects = ledger.send(.penalty("withdrawn", id: "e-3", content: reason))
        #expect(effects.isOnly(.duplicate))
        #expect(effects.outcomes.first?.receipt.original?.event == "e-2")
    }

    @Test func anOlderWithdrawalIsStale() {
        ledger.send(.penalty("reported", revision: 4))
        #expect(ledger.send(.penalty("withdrawn", revision: 3, content: reason)).isOnly(.stale))
        #expect(ledger.state.records[identifier(1)]?.status == .active)
    }

    @Test func anotherPartyCannotWithdraw() {
        ledger.send(.penalty("reported"))
        #expect(ledger.send(.penalty("withdrawn", party: "tax", content: reason)).isRefusal(.notTheSource))
        #expect(ledger.state.records[identifier(1)]?.status == .active)
    }

    @Test func whatWasWithdrawnMayBeReportedAnew() {
        ledger.send(.penalty("reported"))
        ledger.send(.penalty("withdrawn", content: reason))
        let effects = ledger.send(.penalty("reported", id: "e-3"))
        #expect(effects.status == .accepted)
        #expect(effects.told == ["province ADD", "city ADD"])
        #expect(ledger.state.records[identifier(1)]?.status == .active)
        #expect(ledger.state.records[identifier(1)]?.revision == 3)
    }

    @Test func anOlderReportDoesNotBringBackWhatWasWithdrawn() {
        ledger.send(.penalty("reported", id: "e-1", revision: 1))
        ledger.send(.penalty("withdrawn", id: "e-2", revision: 2, content: reason))
        #expect(ledger.send(.penalty("reported", id: "e-3", revision: 1)).isOnly(.stale))
        #expect(ledger.state.records[identifier(1)]?.status == .withdrawn)
    }

    @Test func recordsDoNotTouchEachOther() {
        ledger.send(.penalty("reported", record: 1))
        ledger.send(.penalty("reported", record: 2))
        let other = ledger.state.records[identifier(2)]
        ledger.send(.penalty("withdrawn", record: 1, content: reason))
        #expect(ledger.state.records[identifier(2)] == other)
    }
}
