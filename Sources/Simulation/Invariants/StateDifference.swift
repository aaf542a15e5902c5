import Credit

extension ObservedPartition {
    /// One line on what is different; the texts say what they would have the reader look at.
    static func first<Key: Hashable, Value: Equatable>(_ what: String, _ a: [Key: Value], _ b: [Key: Value]) -> String? {
        guard a != b else { return nil }
        let keys = Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.map { "\($0)" }.sorted()
        return "\(what) \(keys.first ?? "") differs (\(a.count) and \(b.count) of them)"
    }
}

extension LedgerState {
    /// What is different in another state; nil if nothing is.
    func difference(to other: LedgerState) -> String? {
        (records == other.records ? nil : ObservedPartition.first("record", records.filter { _ in true }, other.records.filter { _ in true }))
            ?? ObservedPartition.first("list entry", entries, other.entries)
            ?? ObservedPartition.first("case", cases, other.cases)
            ?? ObservedPartition.first("erased identity", erased, other.erased)
            ?? ObservedPartition.first("feed", feeds, other.feeds)
            ?? (audit == other.audit ? nil : "audit head \(audit.sequence) differs from \(other.audit.sequence)")
    }
}
