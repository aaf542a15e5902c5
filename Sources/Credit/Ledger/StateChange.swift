/// One change of the ledger's state: what the changelog `ledger.state` holds a message for.
public enum StateChange: Sendable {
    case record(Identifier128, RecordState?)
    case entry(Identifier128, ListEntryState?)
    case disputeCase(Identifier128, CaseState?)
    /// What remains of a record or a case that was erased: the last day on which its identity is remembered.
    case erased(Identifier128, CivilDate?)
    /// The number of the last message of a feed.
    case feed(String, Int64)
    /// The head of the audit's chain.
    case audit(AuditHead)
}
