import Credit

/// What queries need of one partition of the ledger's state.
struct CopiedPartition {
    private struct Listed {
        let subject: String
        let entry: StoredEntry
    }

    private var entries: [Identifier128: Listed] = [:]
    private var entriesOf: [String: [Identifier128]] = [:]
    private(set) var subscriptions: [String: Subscription] = [:]
    /// The number of the last message of each feed.
    private var numbers: [String: Int64] = [:]
    /// Entries of an older format, which leaves to the record what stands in it.
    private(set) var incomplete: Set<Identifier128> = []
    private var records: [Identifier128: RecordState] = [:]

    var count: Int { entries.count }

    mutating func apply(_ change: StateChange) {
        switch change {
        case .entry(let id, let stored): set(id, stored)
        case .subscription(let party, let subscription): subscriptions[party] = subscription
        case .feed(let name, let feed): numbers[name] = feed == .none ? nil : feed.number
        case .record(let id, let record): records[id] = record
        default: break
        }
    }

    private mutating func set(_ id: Identifier128, _ stored: StoredEntry?) {
        incomplete.remove(id)
        if let former = entries.removeValue(forKey: id) {
            entriesOf[former.subject]?.removeAll { $0 == id }
            if entriesOf[former.subject]?.isEmpty == true { entriesOf[former.subject] = nil }
        }
        // Other shared records are in views, but on no list.
        guard let stored, let entry = stored.state, entry.list != nil else { return }
        entries[id] = Listed(subject: entry.subjectKey, entry: stored)
        entriesOf[entry.subjectKey, default: []].append(id)
        if entry.contract.isEmpty { incomplete.insert(id) }
    }

    func number(of feed: String) -> Int64 { numbers[feed] ?? 0 }

    /// The list entries of a subject, in the order of their ids.
    func entries(of subject: String) -> [(id: Identifier128, entry: EntryState)] {
        (entriesOf[subject] ?? []).compactMap { id in
            guard var entry = entries[id]?.entry.state else { return nil }
            entry.complete(from: records[id])
            return (id, entry)
        }
        .sorted { $0.id < $1.id }
    }
}
