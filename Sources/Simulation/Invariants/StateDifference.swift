import Credit

extension LedgerState {
    /// What is different in another state; nil if nothing is. The texts say what they would have the reader look at.
    func difference(to other: LedgerState) -> String? {
        var found: [String?] = []
        found.append(Self.first("record", records, other.records))
        found.append(entries == other.entries ? nil : Self.first("entry", Self.all(entries), Self.all(other.entries)))
        found.append(Self.first("case", cases, other.cases))
        found.append(Self.first("erased identity", erased, other.erased))
        found.append(Self.first("feed", feeds, other.feeds))
        found.append(Self.first("subscription", subscriptions.byParty, other.subscriptions.byParty))
        found.append(Self.first("unconfirmed removals of", removals, other.removals))
        found.append(Self.first("feedback", feedback, other.feedback))
        found.append(Self.first("tally", tallies, other.tallies))
        found.append(Self.first("list file", listFiles, other.listFiles))
        found.append(Self.first("parts of list file", listFileParts, other.listFileParts))
        if audit != other.audit { found.append("audit head \(audit.sequence) differs from \(other.audit.sequence)") }
        return found.lazy.compactMap { $0 }.first
    }

    private static func all(_ entries: EntryTable) -> [Identifier128: StoredEntry] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
    }

    private static func first<Value: Equatable>(_ what: String, _ a: IdentifierTable<Value>, _ b: IdentifierTable<Value>) -> String? {
        a == b ? nil : first(what, a.filter { _ in true }, b.filter { _ in true })
    }

    private static func first<Key: Hashable, Value: Equatable>(_ what: String, _ a: [Key: Value], _ b: [Key: Value]) -> String? {
        guard a != b else { return nil }
        let keys = Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.map { "\($0)" }.sorted()
        return "\(what) \(keys.first ?? "") differs (\(a.count) and \(b.count) of them)"
    }
}
