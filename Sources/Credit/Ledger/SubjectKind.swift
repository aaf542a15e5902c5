/// 信用主体类别: what kind of subject a record is about.
public enum SubjectKind: String, Sendable, CaseIterable {
    /// 法人及非法人组织
    case organisation
    /// 个体工商户
    case soleTrader
    /// 自然人
    case person
}
