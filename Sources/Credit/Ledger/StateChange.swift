/// One change of the ledger's state: what the changelog `ledger.state` holds a message for.
public enum StateChange: Sendable {
    case record(Identifier128, RecordState?)
    case entry(Identifier128, StoredEntry?)
    case disputeCase(Identifier128, CaseState?)
    /// What remains of a record or a case that was erased: the last day on which its identity is remembered.
    case erased(Identifier128, CivilDate?)
    /// Where a feed stands.
    case feed(String, FeedState)
    /// The head of the audit's chain.
    case audit(AuditHead)
    /// By what a party's view is made.
    case subscription(String, Subscription?)
    /// A removal, by its subscriber and the number of its message.
    case removal(String, Int64, UnconfirmedRemoval?)
    case feedback(Identifier128, FeedbackState?)
    case tally(Tally.Key, Tally)
    /// A full list file that is coming in, by ``ListFileKey/id``.
    case listFile(Identifier128, ListFileState?)
    /// This partition's entries of a part of it, by its number.
    case listFilePart(Identifier128, Int, [UInt8]?)
}
