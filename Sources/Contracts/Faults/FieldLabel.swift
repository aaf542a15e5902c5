import Credit
/// What a contract says of a field for people and for masking, whatever schema of the contract refuses it.
public struct FieldLabel: Sendable {
    /// The Chinese label (`title`).
    public let title: String
    /// Length, source and certainty, in English.
    public let description: String?
    /// How much of a value may be shown; nil where the whole may.
    public let mask: Mask?
    /// 社会公开 / 政务共享 / 授权查询: that of the field, or of the contract if that is narrower.
    public let disclosure: Disclosure
}

/// 公开范围: who may see a field or record (《全国公共信用信息基础目录》). The widest is the least.
public enum Disclosure: String, Sendable, Comparable, CaseIterable {
    /// 社会公开
    case `public`
    /// 政务共享
    case government
    /// 授权查询
    case authorised

    /// The term of the catalogue.
    public var title: String {
        switch self {
        case .public: "社会公开"
        case .government: "政务共享"
        case .authorised: "授权查询"
        }
    }

    private var narrowness: Int {
        switch self {
        case .public: 0
        case .government: 1
        case .authorised: 2
        }
    }

    public static func < (left: Disclosure, right: Disclosure) -> Bool { left.narrowness < right.narrowness }
}
