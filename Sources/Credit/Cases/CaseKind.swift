/// What a case (办件) is about.
public enum CaseKind: String, Hashable, Sendable, CaseIterable {
    /// 异议: a record or an entry is said to be wrong.
    case dispute
    /// 信用修复: what was wrong has been made good.
    case repair

    /// The contract whose events it lives by.
    public var contract: String { self == .dispute ? "dispute" : "credit-repair" }

    public var lifecycle: CaseLifecycle { self == .dispute ? .dispute : .repair }
}
