/// What a case (办件) is about.
public enum CaseKind: String, Hashable, Sendable, CaseIterable {
    /// 异议: a record or an entry is said to be wrong.
    case dispute
    /// 信用修复: what was wrong has been made good.
    case repair

    /// 撤回公示: a penalty that its source has withdrawn is to leave every place.
    case withdrawal

    /// Those that somebody submits and parties handle; the ledger begins and ends the others itself.
    public static let handled: [CaseKind] = [.dispute, .repair]

    /// The contract whose events it lives by.
    public var contract: String {
        switch self {
        case .dispute: "dispute"
        case .repair: "credit-repair"
        case .withdrawal: "administrative-penalty"
        }
    }

    public var lifecycle: CaseLifecycle {
        switch self {
        case .dispute: .dispute
        case .repair: .repair
        case .withdrawal: .withdrawal
        }
    }
}
