/// One change of the ledger's state: what the changelog `ledger.state` holds a message for.
public enum StateChange: Sendable {
    case record(Identifier128, RecordState?)
    case entry(Identifier128, ListEntryState?)
    case disputeCase(Identifier128, CaseState?)
}
