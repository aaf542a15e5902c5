import Credit

extension LedgerState {
    /// What is different in another state; nil if nothing is. The texts say what they would have the reader look at.
    func difference(to other: LedgerState) -> String? {
        var found: [String?] = []
        found.append(hasRecords(of: other) ? nil : Self.first("record", records, other.records))
        found.append(entries == other.entries ? nil : Self.first("entry", Self.all(entries), Self.all(other.entries)))
        found.append(Self.first("case", cases, other.cases))
        found.append(Self.first("erased identity", erased, other.erased))
        found.append(Self.first("feed", feeds, other.feeds))
        found.append(Self.first("subscription", subscriptions.byParty, other.subscriptions.byParty))
        found.append(Self.first("unconfirmed removals of", removals, other.removals))
        found.append(hasFeedback(of: other) ? nil : Self.first("feedback", feedback, other.feedback))
        found.append(Self.first("tally", tallies, other.tallies))
        found.append(Self.first("list file", listFiles, other.listFiles))
        found.append(Self.first("parts of list file", listFileParts, other.listFileParts))
        if audit != other.audit { found.append("audit head \(audit.sequence) differs from \(other.audit.sequence)") }
        return found.lazy.compactMap { $0 }.first
    }

    /// Whether another state is the same where changes have touched one of them, and as large: what was the same before is the same then.
    func isSame(as other: LedgerState, at changes: [StateChange]) -> Bool {
        records.count == other.records.count && entries.count == other.entries.count && cases.count == other.cases.count
            && erasedCount == other.erasedCount && feeds.count == other.feeds.count
            && subscriptions.byParty.count == other.subscriptions.byParty.count && removals.count == other.removals.count
            && feedback.count == other.feedback.count && tallies.count == other.tallies.count && listFiles.count == other.listFiles.count
            && listFileParts.count == other.listFileParts.count && audit == other.audit && changes.allSatisfy { isSame(as: other, at: $0) }
    }

    private func isSame(as other: LedgerState, at change: StateChange) -> Bool {
        switch change {
        case .record(let id, _): records[id] == other.records[id]
        case .entry(let id, _): entries[id] == other.entries[id]
        case .disputeCase(let id, _): cases[id] == other.cases[id]
        case .erased(let id, _): erased(id) == other.erased(id)
        case .feed(let name, _): feeds[name] == other.feeds[name]
        case .audit: audit == other.audit
        case .subscription(let party, _): subscriptions[party] == other.subscriptions[party]
        case .removal(let party, let number, _): removals[party]?[number] == other.removals[party]?[number]
        case .feedback(let id, _): feedback[id] == other.feedback[id]
        case .tally(let key, _): tallies[key] == other.tallies[key]
        case .listFile(let id, _): listFiles[id] == other.listFiles[id]
        case .listFilePart(let id, let number, _): listFileParts[id]?[number] == other.listFileParts[id]?[number]
        }
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
