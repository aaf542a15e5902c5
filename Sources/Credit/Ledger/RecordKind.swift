/// What the ledger keeps of a contract's records.
public enum RecordKind: String, Sendable {
    /// A permit, a penalty …: reported, corrected, withdrawn.
    case record
    /// An entry of a list (名单): listed, changed, corrected, suspended, resumed, delisted, repaired, withdrawn.
    case list
    /// 异议: a case with a lifecycle.
    case dispute
    /// 联合奖惩反馈: what a subscriber did with an entry of a list.
    case feedback
    /// 信用修复: a case with a lifecycle. 
    case repair

    /// 办件: runs through steps under one number, and ends by the version of the contract that it was begun with.
    public var isCase: Bool { self == .dispute || self == .repair }
}
