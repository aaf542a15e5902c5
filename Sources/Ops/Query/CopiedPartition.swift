import Credit

/// What queries need of one partition of the ledger's state. Entries are on a shelf: in memory is where each stands, and whose it is.
final class CopiedPartition {
    private let state: LedgerState
    /// An entry of each subject that has one, by the hash of the subject's key.
    private var firstOf = IdentifierTable<Identifier128>()
    /// The other entries of the few subjects that have several.
    private var othersOf: [Identifier128: [Identifier128]] = [:]
    /// Entries of an older format, which leaves to the record what stands in it.
    private(set) var incomplete: Set<Identifier128> = []

    /// - parameter shelf: where the bytes of entries are kept; this partition's alone.
    init(shelf: any EntryShelf) {
        state = LedgerState(shelf: shelf)
    }

    var count: Int { state.entries.count }

    /// Whether an entry could not be read: what was answered since then may lack it.
    var hasLost: Bool { state.hasLostEntries }

    func apply(_ change: StateChange) {
        switch change {
        case .entry(let id, let stored): set(id, stored)
        case .subscription, .feed, .record: state.restore(change)
        default: break
        }
    }

    private func set(_ id: Identifier128, _ stored: StoredEntry?) {
        incomplete.remove(id)
        if let former = state.entries[id]?.state { forget(id, of: Self.hash(former.subjectKey)) }
        // Other shared records are in views, but on no list.
        guard let stored, let entry = stored.state, entry.list != nil else { return state.restore(.entry(id, nil)) }
        state.restore(.entry(id, stored))
        let subject = Self.hash(entry.subjectKey)
        if firstOf[subject] == nil { firstOf[subject] = id } else { othersOf[subject, default: []].append(id) }
        if entry.contract.isEmpty { incomplete.insert(id) }
    }

    private func forget(_ id: Identifier128, of subject: Identifier128) {
        if firstOf[subject] == id {
            firstOf[subject] = othersOf[subject]?.popLast()
        } else {
            othersOf[subject]?.removeAll { $0 == id }
        }
        if othersOf[subject]?.isEmpty == true { othersOf[subject] = nil }
    }

    private static func hash(_ subject: String) -> Identifier128 { SHA256.hash(subject).prefix }

    func subscription(of party: String) -> Subscription? { state.subscriptions[party] }

    /// The number of the last message of a feed.
    func number(of feed: String) -> Int64 { state.feeds[feed]?.number ?? 0 }

    /// The list entries of a subject, in the order of their ids.
    func entries(of subject: String) -> [(id: Identifier128, entry: EntryState)] {
        let subject = Self.hash(subject)
        guard let first = firstOf[subject] else { return [] }
        return ([first] + (othersOf[subject] ?? [])).compactMap { id in state.entry(id).map { (id, $0) } }.sorted { $0.id < $1.id }
    }
}
