import Contracts
import Credit

/// Which part of lists and records a subscriber takes, and what of each it may see (`topics/subscribers/<party>.json`).
public struct SubscriberBinding: Sendable {
    /// Whether fields are shown with their masks (脱敏).
    public enum Masking: String, Sendable, CaseIterable {
        case full
        case none
    }

    public let party: String
    public let name: Bilingual
    /// 统一社会信用代码 of the office that runs it.
    public let code: String
    /// 行政区划 of that office.
    public let region: String
    /// Codes of lists; nil for all, empty where it takes records only.
    public let lists: Set<String>?
    public let subjectKinds: Set<SubjectKind>
    /// Fields of list entries, in the order in which they are shown.
    public let fields: [String]
    /// 公开范围 that it may see.
    public let disclosure: Disclosure
    /// The law or measure (《全国失信惩戒措施基础清单》) for which it takes them; never nil where natural persons are among the subjects.
    public let legalMeasure: String?
    public let masking: Masking
    /// Whether it reports back what it did (`feedback.<party>`).
    public let givesFeedback: Bool
    /// What the ledger keeps its view by.
    public let subscription: Subscription
}
