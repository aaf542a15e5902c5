/// What a contract says of a field for people and for masking, whatever schema of the contract refuses it.
public struct FieldLabel: Sendable {
    /// The Chinese label (`title`).
    public let title: String
    /// How much of a value may be shown; nil where the whole may.
    public let mask: Mask?
    /// 社会公开 / 政务共享 / 授权查询.
    public let disclosure: Disclosure
}

/// 公开范围: who may see a field or record (《全国公共信用信息基础目录》).
public enum Disclosure: String, Sendable {
    /// 社会公开
    case `public`
    /// 政务共享
    case government
    /// 授权查询
    case authorised
}
