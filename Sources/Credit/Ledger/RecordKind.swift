/// What the ledger keeps of a contract's records.
public enum RecordKind: String, Sendable {
    /// A permit, a penalty …: reported, corrected, withdrawn.
    case record
    /// An entry of a list (名单): listed, corrected, delisted.
    case list
    /// 异议: a case with a lifecycle.
    case dispute
    /// 信用修复: a case with a lifecycle. The ledger does not take it yet; no binding may name such a contract.
    case repair
}
