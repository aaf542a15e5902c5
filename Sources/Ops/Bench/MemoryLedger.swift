import Credit
import Foundation
import Hub
import JSON

/// The ledger's partitions in memory, handled as its stage handles them: the same portions, all that follows written, no Kafka.
final class MemoryLedger {
    let ledger: Ledger
    let states: [LedgerState]
    private var output = DiscardedOutput()
    private var sent: Int64 = 0

    static let partitions = 6

    init(_ ledger: Ledger, states: [LedgerState]) {
        self.ledger = ledger
        self.states = states
    }

    convenience init(_ ledger: Ledger, _ shelves: ShelfRoom) {
        self.init(ledger, states: (0..<Self.partitions).map { _ in ledger.emptyState(shelf: shelves.shelf()) })
    }

    /// All identities that belong together end with the same number, so their partition is the same.
    static func partition(of id: Identifier128) -> Int { Int(id.low % UInt64(partitions)) }

    func commit() {
        for state in states { state.commit() }
    }

    /// Takes an event.
    ///
    /// - returns: whether it was accepted.
    func take(_ event: LedgerEvent, now: Timestamp) -> Bool {
        let effects = carryOut(.event(event), on: states[Self.partition(of: event.recordID)], now: now)
        return effects.contains { effect in
            if case .receipt(_, let receipt) = effect { return receipt.status == .accepted }
            return false
        }
    }

    /// Fires what is due in portions, one after another, until nothing is due: as it goes by way of `ledger.in`, between two
    /// transactions a portion of each partition.
    ///
    /// - parameter note: told each command and what followed from it.
    /// - returns: how many commands there were.
    func fire(dueAt now: Timestamp, _ note: (LedgerTimer, [Effect]) -> Void = { _, _ in }) -> Int {
        var commands = 0
        while true {
            var portion = 0
            for (number, state) in states.enumerated() {
                for timer in state.takeTimers(dueAt: now, most: LedgerStage.mostTimersUnderWay - state.timers.underWayCount) {
                    portion += 1
                    sent += 1
                    guard let command = LedgerTimer(eventID: timer.eventID) else { preconditionFailure("a timer that cannot be read") }
                    let origin = Origin(topic: "ledger.in", partition: Int32(number), offset: sent)
                    note(command, carryOut(.timer(command, origin), on: state, now: now))
                    state.settle(command)
                }
            }
            commit()
            guard portion > 0 else { return commands }
            commands += portion
        }
    }

    private func carryOut(_ input: LedgerInput, on state: LedgerState, now: Timestamp) -> [Effect] {
        let effects = ledger.effects(of: input, on: state, now: now)
        for effect in effects {
            output.write(effect, state, now: now)
            if case .state(let change) = effect { state.apply(change) }
        }
        return effects
    }
}
