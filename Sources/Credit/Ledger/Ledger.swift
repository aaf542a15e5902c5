/// The heart of the hub: `(state, event, now) -> effects`, with no I/O and no clock in it.
///
/// It decides; it does not change the state: the caller applies the ``Effect/state(_:)`` effects, as it does when it
/// restores the state from the changelog. It puts a subject on a list only because the designating authority said so,
/// and has no other way to do it.
public struct Ledger: Sendable {
    private let routing: Routing
    private let retention: RetentionPolicy

    public init(routing: Routing, retention: RetentionPolicy = .forever) {
        self.routing = routing
        self.retention = retention
    }

    /// A state with nothing in it.
    public func emptyState() -> LedgerState { LedgerState(retention: retention) }

    /// What follows from what stands on `ledger.in`.
    public func effects(of input: LedgerInput, on state: LedgerState, now: Timestamp) -> [Effect] {
        switch input {
        case .event(let event): effects(of: event, on: state, now: now)
        case .timer(let timer, let origin): effects(of: timer, origin, on: state, now: now)
        case .note(let note): [.audit(AuditEntry(note, now: now))]
        }
    }

    /// What follows from an event.
    ///
    /// Every event has exactly one outcome: an accepted, rejected, duplicate or stale receipt for its sender.
    public func effects(of event: LedgerEvent, on state: LedgerState, now: Timestamp) -> [Effect] {
        var outcome = EventOutcome(event: event, state: state, now: now, routing: routing)
        switch (event.kind, event.operation) {
        case (.record, "reported"), (.list, "listed"): RecordDecision(event, state, retention).report(&outcome)
        case (.record, "corrected"), (.list, "corrected"): RecordDecision(event, state, retention).correct(&outcome)
        case (.record, "withdrawn"), (.list, "delisted"): RecordDecision(event, state, retention).withdraw(&outcome)
        case (.dispute, "submitted"): DisputeDecision(event, state).submit(&outcome)
        case (.dispute, "accepted"): DisputeDecision(event, state).accept(&outcome)
        case (.dispute, "verified"): DisputeDecision(event, state).verify(&outcome)
        default: outcome.reject(Fault(.unknownOperation, expected: event.operation))
        }
        return outcome.finish()
    }

    /// What follows from a timer's command: nothing, unless the state says that just this is due.
    private func effects(of timer: LedgerTimer, _ origin: Origin, on state: LedgerState, now: Timestamp) -> [Effect] {
        var effects = EffectList(state: state, now: now, routing: routing)
        let decision = TimerDecision(timer: timer, origin: origin, state: state, retention: retention)
        decision.fire(&effects)
        return effects.finish(
            actor: "credithub", action: timer.kind.rawValue, event: timer.eventID, subjectKey: nil, contract: decision.contract,
            rule: "retention")
    }
}

extension AuditEntry {
    init(_ note: OperatorNote, now: Timestamp) {
        self.init(
            actor: note.actor, action: note.action, event: note.event, time: now, subjectKey: note.subjectKey, changes: [],
            note: note.content)
    }
}
