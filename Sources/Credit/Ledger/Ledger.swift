/// The heart of the hub: `(state, event, now) -> effects`, with no I/O and no clock in it.
///
/// It decides; it does not change the state: the caller applies the ``Effect/state(_:)`` effects, as it does when it
/// restores the state from the changelog. It puts a subject on a list only because the designating authority said so,
/// and has no other way to do it.
public struct Ledger: Sendable {
    private let routing: Routing
    private let retention: RetentionPolicy
    private let policy: CasePolicy

    public init(routing: Routing, retention: RetentionPolicy = .forever, policy: CasePolicy = .none) {
        self.routing = routing
        self.policy = policy
        self.retention = retention
    }

    /// A state with nothing in it.
    ///
    /// - parameter shelf: where the bytes of its entries are kept; its alone.
    public func emptyState(shelf: any EntryShelf = MemoryShelf()) -> LedgerState {
        LedgerState(retention: retention, shelf: shelf)
    }

    /// What follows from what stands on `ledger.in`.
    public func effects(of input: LedgerInput, on state: LedgerState, now: Timestamp) -> [Effect] {
        switch input {
        case .event(let event): effects(of: event, on: state, now: now)
        case .timer(let timer, let origin): effects(of: timer, origin, on: state, now: now)
        case .note(let note): [.audit(AuditEntry(note, now: now))]
        case .subscription(let command):
            list(state, now, actor: "credithub", action: command.subscription == nil ? "unsubscribed" : "subscribed", command.event) { list in
                guard state.subscriptions[command.party] != command.subscription else { return }
                list.resubscribe(command.party, to: command.subscription)
                list.note(
                    .subscription, SHA256.hash(command.party).prefix, before: state.subscriptions[command.party].map { _ in command.party },
                    after: command.subscription.map { _ in command.party })
            }
        case .digest(let command):
            list(state, now, actor: "credithub", action: "digest", command.event) { list in
                for view in state.subscriptions.views {
                    let feed = state.feeds[view.feed] ?? .none
                    guard command.party.map({ $0 == view.party }) ?? (feed.number != feed.marker) else { continue }
                    list.tellDigest(view.party, isOpen: true)
                }
            }
        case .confirmation(let confirmation):
            list(state, now, actor: confirmation.party, action: "confirmed", confirmation.event) { confirm(confirmation, state, &$0) }
        case .delivered(let command):
            list(state, now, actor: command.platform, action: "delivered", command.event) { list in
                let feed = Routing.Platform.feed(of: command.platform)
                let known = state.feeds[feed] ?? .none
                guard command.number > known.confirmed, command.number <= known.number else { return }
                list.confirm(feed: feed, upTo: command.number)
            }
        case .calendar(let command):
            list(state, now, actor: "credithub", action: "calendar", command.event) { list in
                for (id, due) in recounts(state, now) {
                    guard var held = state.cases[id] else { continue }
                    held.due = due
                    list.set(id, case: held)
                }
            }
        case .listFilePart(let part):
            list(state, now, actor: part.key.party, action: "list-file-part", part.event) { ListFileDecision(state).take(part, &$0) }
        case .listFileEnd(let end):
            list(state, now, actor: end.key.party, action: "list-file", end.event, contract: end.key.contract) { list in
                ListFileDecision(state).end(end, retention: retention, routing: routing, &list)
            }
        }
    }

    /// Whether deadlines of a state are to be counted again, since a calendar that was not published then is there now.
    public func hasOutdatedDeadlines(_ state: LedgerState, now: Timestamp) -> Bool {
        !recounts(state, now).isEmpty
    }

    private func recounts(_ state: LedgerState, _ now: Timestamp) -> [(id: Identifier128, due: CaseDue)] {
        state.cases.compactMap { id, held in
            policy.recounted(held, source: state.records[held.recordID]?.party ?? "", now: now).map { (id, $0) }
        }.sorted { $0.id < $1.id }
    }

    private func list(
        _ state: LedgerState, _ now: Timestamp, actor: String, action: String, _ event: String, contract: String? = nil,
        _ body: (inout EffectList) -> Void
    ) -> [Effect] {
        var list = EffectList(state: state, now: now, routing: routing, policy: policy)
        body(&list)
        return list.finish(actor: actor, action: action, event: event, subjectKey: nil, contract: contract)
    }

    /// 确认: what was sent up to a number has come; what was not sent cannot have come.
    private func confirm(_ confirmation: Confirmation, _ state: LedgerState, _ list: inout EffectList) {
        let feed = state.feeds[Subscription.feed(of: confirmation.party)] ?? .none
        let isAhead = confirmation.number > feed.number
        list.append(
            .receipt(
                party: confirmation.party,
                Receipt(
                    event: confirmation.event, status: isAhead ? .rejected : .accepted, stage: .ledger, operation: "confirmed",
                    faults: isAhead
                        ? [Fault(.confirmationAhead, path: "/sequence", expected: "≤ \(feed.number)", value: "\(confirmation.number)")] : [],
                    origin: confirmation.origin, time: list.now)))
        guard confirmation.number > feed.confirmed, !isAhead else { return }
        list.confirm(confirmation.party, upTo: confirmation.number)
        list.note(.confirmation, SHA256.hash(confirmation.party).prefix, before: "\(feed.confirmed)", after: "\(confirmation.number)")
    }

    /// What follows from an event.
    ///
    /// Every event has exactly one outcome: an accepted, rejected, duplicate or stale receipt for its sender.
    public func effects(of event: LedgerEvent, on state: LedgerState, now: Timestamp) -> [Effect] {
        var outcome = EventOutcome(event: event, state: state, now: now, routing: routing, policy: policy)
        let record = RecordDecision(event, state, retention, routing)
        switch (event.kind, event.operation) {
        case (.record, "reported"), (.list, "listed"), (.feedback, "reported"): record.report(&outcome)
        case (.record, "corrected"), (.list, "corrected"), (.feedback, "corrected"): record.correct(.correct, &outcome)
        case (.list, "changed"): record.correct(.change, &outcome)
        case (.list, "suspended"): record.suspend(true, &outcome)
        case (.list, "resumed"): record.suspend(false, &outcome)
        case (.record, "withdrawn"), (.list, "delisted"), (.list, "withdrawn"), (.feedback, "withdrawn"): record.withdraw(.withdraw, &outcome)
        case (.list, "repaired"): record.withdraw(.repair, &outcome)
        case (.dispute, _): CaseDecision(event, .dispute, state, policy, routing).take(&outcome)
        case (.repair, _): CaseDecision(event, .repair, state, policy, routing).take(&outcome)
        default: outcome.reject(Fault(.unknownOperation, expected: event.operation))
        }
        return outcome.finish()
    }

    /// What follows from a timer's command: nothing, unless the state says that just this is due.
    private func effects(of timer: LedgerTimer, _ origin: Origin, on state: LedgerState, now: Timestamp) -> [Effect] {
        var effects = EffectList(state: state, now: now, routing: routing, policy: policy)
        let decision = TimerDecision(timer: timer, origin: origin, state: state, retention: retention, policy: policy)
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
