import Credit

/// Picks out what a query asks for, entry by entry: those of one partition in their order.
struct AuditSelection {
    private let query: AuditQuery
    private var kept: [ShownAuditEntry] = []
    /// What entries under the subject's key changed: later ones that change the same are about the subject too.
    private var subjectsOwn: Set<Identifier128> = []

    init(_ query: AuditQuery) {
        self.query = query
    }

    mutating func take(_ entry: ShownAuditEntry) {
        guard isWanted(entry), query.since.map({ $0 <= entry.time }) ?? true else { return }
        kept.append(entry)
        if kept.count > 2 * query.limit + 1000 { kept = result }
    }

    private mutating func isWanted(_ entry: ShownAuditEntry) -> Bool {
        if let subject = query.subject {
            let ids = entry.changes.map(\.id)
            guard entry.key == subject || ids.contains(where: { subjectsOwn.contains($0) }) else { return false }
            subjectsOwn.formUnion(ids)
        }
        if let record = query.record, entry.record != record, !entry.changes.contains(where: { $0.id == record }) { return false }
        if let event = query.event, entry.event != event, entry.notedEvent != event { return false }
        return true
    }

    /// The latest of them, in order of time.
    var result: [ShownAuditEntry] {
        let sorted = kept.sorted { ($0.time, $0.partition, $0.offset) < ($1.time, $1.partition, $1.offset) }
        return Array(sorted.suffix(query.limit))
    }
}
