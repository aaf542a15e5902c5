import Credit

/// What an outsider knows of one partition of the ledger.
final class ObservedPartition {
    /// The state by a replay of the committed events.
    let mirror: LedgerState
    /// The state by the changelog.
    let restored: LedgerState
    /// Up to where the committed events have been replayed.
    var replayed: Int64 = 0
    /// What was counted as pending, and what of the input it was counted by.
    var pending = (version: -1, replayed: Int64(-1), count: 0)
    /// The last entry of the audit that was seen.
    var audit = AuditHead.none
    /// How the two states have changed since they were last held against each other.
    var changes: [StateChange] = []
    /// Something of it has changed in the transaction that is being looked at.
    var isDirty = false
    /// Views, or what they are made of, have changed in it.
    var areViewsDirty = false

    // Seen, and waiting for the event from which they follow.
    /// When the full list files began whose state was told, in order: a part tells it nowhere else.
    var fileStarts: [Timestamp] = []
    var audits: [SeenAudit] = []
    var upstream: [String: [SeenUpstream]] = [:]
    var views: [String: [SeenView]] = [:]

    /// What each subscriber holds, by entry.
    var held: [String: [String: [UInt8]]] = [:]
    /// The digest of it, as the subscriber works it out.
    var digests: [String: ViewDigest] = [:]
    /// The last number of each feed.
    var sequences: [String: Int64] = [:]
    /// The last offset that was seen of each topic with one writer a partition.
    var offsets: [String: Int64] = [:]
    var cases = ObservedCases()
    /// Timers that have had their effect, each with the revision on which it had it.
    var fired: Set<String> = []

    init(_ ledger: Ledger) {
        mirror = ledger.emptyState()
        restored = ledger.emptyState()
    }
}
