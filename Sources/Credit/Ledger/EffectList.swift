/// Effects in the making: knows who gets what, and numbers the messages of each feed.
struct EffectList {
    let state: LedgerState
    let now: Timestamp
    let routing: Routing
    let policy: CasePolicy
    private(set) var effects: [Effect] = []
    /// Where the feeds stand that got something, in the order in which they did.
    private var feeds: [(name: String, state: FeedState)] = []
    private var places: [String: Int] = [:]
    private var tallies: [Tally.Key: Tally] = [:]
    private var changes: [AuditEntry.Change] = []
    /// Cases whose record was settled just now.
    var effecting: [(id: Identifier128, held: CaseState)] = []
    /// The number of the message by which each view that has to confirm was told of an entry.
    private(set) var told: [String: [Identifier128: Int64]] = [:]

    init(state: LedgerState, now: Timestamp, routing: Routing, policy: CasePolicy) {
        self.state = state
        self.policy = policy
        self.now = now
        self.routing = routing
    }

    mutating func append(_ effect: Effect) {
        effects.append(effect)
    }

    // MARK: State

    mutating func set(_ id: Identifier128, record: RecordState?) {
        effects.append(.state(.record(id, record)))
        note(.record, id, before: state.records[id]?.summary, after: record?.summary)
    }

    /// A line of the audit.
    mutating func note(_ kind: AuditEntry.Change.Kind, _ id: Identifier128, before: String?, after: String?) {
        changes.append(AuditEntry.Change(kind: kind, id: id, before: before, after: after))
    }

    mutating func set(_ id: Identifier128, case value: CaseState?) {
        effects.append(.state(.disputeCase(id, value)))
        note(.disputeCase, id, before: state.cases[id]?.status.rawValue, after: value?.status.rawValue)
    }

    /// Keeps the identity of what is erased until a day; nil forgets it.
    mutating func set(_ id: Identifier128, erasedUntil day: CivilDate?) {
        effects.append(.state(.erased(id, day)))
        if day == nil { note(.record, id, before: "erased", after: nil) }
    }

    // MARK: Where it goes

    mutating func upstream(
        _ operation: UpstreamChange.Operation, _ record: RecordState, id: Identifier128, content: [UInt8] = []
    ) {
        let name = String(record.contractName)
        // What a platform sent down itself it need not be told.
        for platform in routing.platforms where platform.party != record.party && platform.records.contains(name) {
            effects.append(
                .upstream(
                    UpstreamChange(
                        platform: platform.party, operation: operation, recordID: id, contract: record.contract,
                        revision: record.revision, party: record.party, content: content, sequence: next(platform.feed))))
        }
    }

    /// Sets or removes an entry, and brings all views up to date.
    mutating func set(_ id: Identifier128, entry: EntryState?, reason: String) {
        let before = state.entry(id)
        guard before != entry else { return }
        effects.append(.state(.entry(id, entry.map { StoredEntry($0) })))
        note(.entry, id, before: before?.summary, after: entry?.summary)
        let filters = state.subscriptions.filters
        let old = before.map { Projection(id, $0).values(filters) }
        let new = entry.map { Projection(id, $0).values(filters) }
        var oldDigests = [Digest256?](repeating: nil, count: filters.count)
        var newDigests = oldDigests
        for view in state.subscriptions.views {
            let (former, value) = (old?[view.filter], new?[view.filter])
            guard former != value else { continue }
            if let former, oldDigests[view.filter] == nil { oldDigests[view.filter] = ViewDigest.entry(id, former) }
            if let value, newDigests[view.filter] == nil { newDigests[view.filter] = ViewDigest.entry(id, value) }
            change(
                view, id, entry ?? before, value, former == nil ? nil : oldDigests[view.filter], value == nil ? nil : newDigests[view.filter],
                reason)
        }
    }

    /// Sends one change of an entry to one view.
    ///
    /// - parameter entry: as it is now, or was last.
    private mutating func change(
        _ view: SubscriptionTable.View, _ id: Identifier128, _ entry: EntryState?, _ value: [UInt8]?, _ former: Digest256?,
        _ present: Digest256?, _ reason: String
    ) {
        let feed = advance(view.feed) { feed in
            if let former {
                feed.digest.remove(former)
                feed.count -= 1
            }
            if let present {
                feed.digest.add(present)
                feed.count += 1
            }
        }
        effects.append(
            .view(
                ViewChange(
                    party: view.party, content: .entry(id, value), feed: feed, reason: reason, contract: entry?.contract,
                    source: entry?.party)))
        if view.confirmationHours != nil { told[view.party, default: [:]][id] = feed.number }
        if value == nil, let hours = view.confirmationHours {
            let removal = UnconfirmedRemoval(
                entry: id, source: entry?.party ?? "", due: Timestamp(milliseconds: now.milliseconds + Int64(hours) * 3_600_000))
            effects.append(.state(.removal(view.party, feed.number, removal)))
        }
        if former == nil, let list = entry?.list { count(Tally.Key(party: view.party, list: list)) { $0.pushed += 1 } }
    }

    /// Brings one party's view from the subscription that made it to another; without one it is emptied and closed.
    mutating func resubscribe(_ party: String, to subscription: Subscription?) {
        let old = state.subscriptions[party]
        let view = SubscriptionTable.View(
            party: party, feed: Subscription.feed(of: party), filter: 0, confirmationHours: subscription?.confirmationHours)
        let filters = [old?.filter ?? .nothing, subscription?.filter ?? .nothing]
        if filters[0] != filters[1] {
            let reason = subscription == nil ? "unsubscribed" : "subscribed"
            for refill in refills(filters) {
                change(view, refill.id, refill.entry, refill.value, refill.former, refill.value.map { ViewDigest.entry(refill.id, $0) }, reason)
            }
        }
        effects.append(.state(.subscription(party, subscription)))
        tellDigest(party, isOpen: subscription != nil)
        if subscription == nil {
            for number in (state.removals[party] ?? [:]).keys.sorted() { effects.append(.state(.removal(party, number, nil))) }
        }
        // Who confirms nothing any more is not waited for.
        if subscription?.confirmationHours == nil { confirmed(view.feed, upTo: .max) }
    }

    /// What one entry is to a view whose filter changes.
    private struct Refill {
        let id: Identifier128
        /// Without its content.
        let entry: EntryState
        let former: Digest256?
        let value: [UInt8]?
    }

    /// The entries that look different through the second filter, in the order of their identities: that of the table is another in
    /// each process.
    private func refills(_ filters: [Subscription.Filter]) -> [Refill] {
        var refills: [Refill] = []
        for (id, stored) in state.entries {
            guard var entry = state.whole(stored, id) else { continue }
            let values = Projection(id, entry).values(filters)
            guard values[0] != values[1] else { continue }
            entry.content = []
            refills.append(Refill(id: id, entry: entry, former: values[0].map { ViewDigest.entry(id, $0) }, value: values[1]))
        }
        return refills.sorted { $0.id < $1.id }
    }

    /// Tells what a party's view is by now.
    mutating func tellDigest(_ party: String, isOpen: Bool) {
        let feed = advance(Subscription.feed(of: party)) { $0.marker = $0.number }
        effects.append(
            .view(ViewChange(party: party, content: .digest(isOpen: isOpen), feed: feed, reason: "digest", contract: nil, source: nil)))
    }

    /// A platform has what was sent to it up to a number.
    mutating func confirm(feed: String, upTo number: Int64) {
        let place = place(of: feed)
        feeds[place].state.confirmed = max(feeds[place].state.confirmed, number)
        confirmed(feed, upTo: number)
    }

    /// A subscriber has confirmed what it got up to a number.
    mutating func confirm(_ party: String, upTo number: Int64) {
        confirm(feed: Subscription.feed(of: party), upTo: number)
        for removal in (state.removals[party] ?? [:]).keys.sorted() where removal <= number {
            effects.append(.state(.removal(party, removal, nil)))
        }
    }

    mutating func count(_ key: Tally.Key, _ body: (inout Tally) -> Void) {
        body(&tallies[key, default: state.tallies[key] ?? Tally()])
    }

    // MARK: Feeds

    /// Where a feed stands by now.
    func feed(_ name: String) -> FeedState {
        places[name].map { feeds[$0].state } ?? state.feeds[name] ?? .none
    }

    private mutating func next(_ feed: String) -> Int64 {
        advance(feed) { _ in }.number
    }

    /// Gives the next message of a feed its number, and changes what else is known of the feed with it.
    private mutating func advance(_ name: String, _ body: (inout FeedState) -> Void) -> FeedState {
        let place = place(of: name)
        feeds[place].state.number += 1
        body(&feeds[place].state)
        return feeds[place].state
    }

    private mutating func place(of name: String) -> Int {
        if let place = places[name] { return place }
        feeds.append((name, state.feeds[name] ?? .none))
        places[name] = feeds.count - 1
        return feeds.count - 1
    }

    // MARK: The end

    /// The effects, with the numbers of the feeds and, if anything changed, a line for the audit.
    consuming func finish(
        actor: String, action: String, event: String, subjectKey: String?, contract: String?, rule: String? = nil
    ) -> [Effect] {
        finishEffecting()
        for feed in feeds { effects.append(.state(.feed(feed.name, feed.state))) }
        for (key, tally) in tallies.sorted(by: { ($0.key.party, $0.key.list) < ($1.key.party, $1.key.list) }) {
            effects.append(.state(.tally(key, tally)))
        }
        var rest = changes[...]
        while !rest.isEmpty {
            effects.append(
                .audit(
                    AuditEntry(
                        actor: actor, action: action, event: event, time: now, contract: contract, rule: rule,
                        subjectKey: subjectKey, changes: Array(rest.prefix(AuditEntry.mostChanges)))))
            rest = rest.dropFirst(AuditEntry.mostChanges)
        }
        return effects
    }
}
