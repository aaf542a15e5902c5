import Credit

/// One partition of subjects that this process owns.
final class LedgerPartition {
    let state: LedgerState
    /// The group's committed offset in `ledger.in`, as far as this process knows: every change of the state moves it.
    var committed: Int64
    /// The offset that the open transaction will commit.
    var next: Int64
    /// What the open transaction has to say at its end: feeds and the audit's head change with every event.
    var changedFeeds: Set<String> = []
    var changedTallies: Set<Tally.Key> = []
    var hasAudited = false
    /// Parties whose subscription here is not the configured one; nil if that has to be looked up.
    private var outdated: [String]?
    /// Parties to whose subscriptions a command is on its way, and what of that the open transaction has done.
    private var commanded: Set<String> = []
    private var newlyCommanded: Set<String> = []
    private var newlySettled: Set<String> = []
    /// When digests were last told, or this process began to count.
    var toldAt: Timestamp
    var isTelling = false
    /// Whether a calendar is there that was not published when deadlines were counted.
    var hasOutdatedDeadlines = false

    init(state: LedgerState, committed: Int64, now: Timestamp) {
        self.state = state
        self.committed = committed
        next = committed
        toldAt = now
    }

    /// Parties whose subscription has to be changed, and of which no command is on its way.
    func outdated(_ configured: [String: Subscription]) -> [String] {
        if let outdated { return outdated }
        let held = state.subscriptions.byParty
        let found = Set(held.keys).union(configured.keys).filter { held[$0] != configured[$0] && !commanded.contains($0) }.sorted()
        outdated = found
        return found
    }

    func noteCommanded(_ party: String) {
        if commanded.insert(party).inserted { newlyCommanded.insert(party) }
        outdated = nil
    }

    func noteSettled(_ party: String) {
        if commanded.remove(party) != nil { newlySettled.insert(party) }
        outdated = nil
    }

    /// Whether a view has changed since its digest was told.
    var hasUntold: Bool {
        state.subscriptions.byParty.values.contains { subscription in
            state.feeds[subscription.feed].map { $0.number != $0.marker } ?? false
        }
    }

    func commit() {
        state.commit()
        committed = next
        forgetChanges()
    }

    func rollback() {
        state.rollback()
        next = committed
        // What an earlier transaction has sent comes all the same; what this one has handled comes again.
        commanded.subtract(newlyCommanded)
        commanded.formUnion(newlySettled.subtracting(newlyCommanded))
        outdated = nil
        isTelling = false
        forgetChanges()
    }

    private func forgetChanges() {
        changedFeeds.removeAll(keepingCapacity: true)
        changedTallies.removeAll(keepingCapacity: true)
        newlyCommanded.removeAll(keepingCapacity: true)
        newlySettled.removeAll(keepingCapacity: true)
        hasAudited = false
    }
}
