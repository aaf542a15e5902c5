import Credit
import Testing

@Suite("Removals that have to be confirmed") struct ConfirmationTests {
    private let ledger = TestLedger(subscriptions: [
        Subscription(party: "s", filter: .everything(), confirmationHours: 24),
        Subscription(party: "t", filter: .everything(), confirmationHours: 24),
        Subscription(party: "free", filter: .everything()),
    ])

    init() {
        ledger.send(.listEntry("listed", id: "e-1", record: 1))
        ledger.send(.listEntry("listed", id: "e-2", record: 2))
        ledger.send(.listEntry("delisted", id: "e-3", record: 1, content: "{}"))
    }

    @discardableResult
    private func confirm(_ party: String, _ number: Int64, id: String = "c") -> [Effect] {
        ledger.take(
            .confirmation(
                Confirmation(
                    event: id, party: party, number: number, origin: Origin(topic: "feedback.\(party)", partition: 0, offset: number))))
    }

    @Test func aRemovalWaitsForThoseWhoHaveToConfirmIt() throws {
        #expect(Set(ledger.state.removals.keys) == ["s", "t"])
        let removal = try #require(ledger.state.removals["s"]?[3])
        #expect(removal.entry == identifier(1) && removal.source == "safety")
        #expect(removal.due == Timestamp(milliseconds: ledger.now.milliseconds + 86_400_000))
    }

    @Test func whatWasNotSentCannotBeConfirmed() {
        let effects = confirm("s", 4)
        #expect(effects.answer == ["s rejected CH4013"])
        #expect(effects.count == 1)
        #expect(confirm("stranger", 1).answer == ["stranger rejected CH4013"])
    }

    @Test func aConfirmationSettlesWhatWasSentUpToItAndNothingElse() {
        #expect(confirm("s", 2).answer == ["s accepted "])
        #expect(ledger.state.removals["s"]?.count == 1)
        ledger.send(.listEntry("delisted", id: "e-4", record: 2, content: "{}"))
        let effects = confirm("s", 3)
        #expect(effects.answer == ["s accepted "])
        #expect(effects.auditEntries.map(\.action) == ["confirmed"])
        #expect(ledger.state.removals["s"].map { Array($0.keys) } == [4])
        #expect(ledger.state.removals["t"]?.count == 2)
        #expect(ledger.state.feeds["subscriber.s"]?.confirmed == 3)
    }

    @Test("an older confirmation, or the same again, changes nothing", arguments: [0, 2, 3] as [Int64]) func older(number: Int64) {
        confirm("s", 3)
        let effects = confirm("s", number)
        #expect(effects.answer == ["s accepted "])
        #expect(effects.count == 1)
        #expect(ledger.state.feeds["subscriber.s"]?.confirmed == 3)
    }

    @Test func whoeverDoesNotConfirmInTimeIsRemindedOnceAndSoIsTheSource() {
        #expect(ledger.pass(to: "2026-11-22").notices.isEmpty)
        confirm("t", 3)
        let effects = ledger.pass(to: "2026-11-23")
        #expect(effects.notices.map(\.party) == ["s", "safety"])
        #expect(effects.notices.allSatisfy { $0.notice.kind == .removalUnconfirmed && $0.notice.subscriber == "s" && $0.notice.number == 3 })
        #expect(effects.notices.allSatisfy { $0.notice.recordID == identifier(1) })
        #expect(ledger.pass(to: "2026-12-31").isEmpty)
        // It still counts as unconfirmed, until it is.
        #expect(ledger.state.removals["s"]?[3]?.due == nil && ledger.state.removals["s"]?.count == 1)
        confirm("s", 3)
        #expect(ledger.state.removals.isEmpty)
    }

    @Test func afterTheConfirmationThereIsNoReminder() {
        confirm("s", 3)
        confirm("t", 3)
        #expect(ledger.pass(to: "2026-12-31").isEmpty)
    }

    @Test("a timer's command that comes late or twice does nothing more") func repeatedTimer() {
        ledger.setClock("2026-11-23")
        let timers = ledger.dueTimers()
        #expect(timers.map(\.kind) == [.confirmation, .confirmation])
        confirm("t", 3)
        #expect(timers.flatMap { ledger.fire($0) }.notices.count == 2)
        #expect(timers.flatMap { ledger.fire($0) }.isEmpty)
    }

    @Test func aRestoredStateRemindsJustSo() throws {
        let restored = LedgerState()
        for change in ledger.changelog { restored.restore(change) }
        #expect(restored.removals == ledger.state.removals)
        let due = Timestamp(milliseconds: ledger.now.milliseconds + 86_400_000)
        #expect(restored.takeTimers(dueAt: due, most: 10) == ledger.state.takeTimers(dueAt: due, most: 10))
    }
}
