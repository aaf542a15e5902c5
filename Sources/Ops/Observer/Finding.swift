import Credit

/// One thing that is not as it must be in the ``Books``.
public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// What a fault is to those who rely on the hub.
    public enum Sort: String, Sendable, CaseIterable {
        case loss
        case duplicate
        case order
        /// An answer that is another one than the event called for.
        case wrong
    }

    public enum Kind: String, Sendable, CaseIterable {
        case noIngestReceipt = "no-ingest-receipt"
        case noFinalReceipt = "no-final-receipt"
        case noDeadLetter = "no-dead-letter"
        case notInOutbox = "not-in-outbox"
        case notAtPlatform = "not-at-platform"
        case noDeliveryReceipt = "no-delivery-receipt"
        case notInView = "not-in-view"
        case twoReceipts = "two-receipts"
        case twoFinalReceipts = "two-final-receipts"
        case twiceInOutbox = "twice-in-outbox"
        case twiceAtPlatform = "twice-at-platform"
        case twiceInView = "twice-in-view"
        case twoDeadLetters = "two-dead-letters"
        case numberRepeated = "number-repeated"
        case numberMissing = "number-missing"
        case numberOutOfOrder = "number-out-of-order"
        case revisionOutOfOrder = "revision-out-of-order"
        case removalOfNothing = "removal-of-nothing"
        case auditChainBroken = "audit-chain-broken"
        case otherAnswer = "other-answer"
        case strayInView = "stray-in-view"
        case nobodysEvent = "nobodys-event"

        public var sort: Sort {
            switch self {
            case .noIngestReceipt, .noFinalReceipt, .noDeadLetter, .notInOutbox, .notAtPlatform, .noDeliveryReceipt, .notInView: .loss
            case .twoReceipts, .twoFinalReceipts, .twiceInOutbox, .twiceAtPlatform, .twiceInView, .twoDeadLetters, .numberRepeated: .duplicate
            case .numberMissing, .numberOutOfOrder, .revisionOutOfOrder, .removalOfNothing, .auditChainBroken: .order
            case .otherAnswer, .strayInView, .nobodysEvent: .wrong
            }
        }

        public var title: Bilingual {
            switch self {
            case .noIngestReceipt: Bilingual(zh: "没有接入回执", en: "no receipt of ingest")
            case .noFinalReceipt: Bilingual(zh: "没有最终回执", en: "no final receipt")
            case .noDeadLetter: Bilingual(zh: "被拒绝但不在死信中", en: "rejected, but not among the dead letters")
            case .notInOutbox: Bilingual(zh: "未进入上报队列", en: "not in the outbox")
            case .notAtPlatform: Bilingual(zh: "未到达上级平台", en: "not at the platform")
            case .noDeliveryReceipt: Bilingual(zh: "没有上报回执", en: "no receipt of delivery")
            case .notInView: Bilingual(zh: "未到达订阅方名单", en: "not in the subscriber's view")
            case .twoReceipts: Bilingual(zh: "同一回执两次", en: "the same receipt twice")
            case .twoFinalReceipts: Bilingual(zh: "两个最终回执", en: "two final receipts")
            case .twiceInOutbox: Bilingual(zh: "两次进入上报队列", en: "twice in the outbox")
            case .twiceAtPlatform: Bilingual(zh: "两次到达上级平台", en: "twice at the platform")
            case .twiceInView: Bilingual(zh: "同一变更两次到达订阅方", en: "the same change twice at a subscriber")
            case .twoDeadLetters: Bilingual(zh: "两封死信", en: "two dead letters")
            case .numberRepeated: Bilingual(zh: "序号重复", en: "a number is there twice")
            case .numberMissing: Bilingual(zh: "序号缺失", en: "a number is missing")
            case .numberOutOfOrder: Bilingual(zh: "序号乱序", en: "a number is behind a higher one")
            case .revisionOutOfOrder: Bilingual(zh: "平台收到的修订乱序", en: "revisions are out of order at the platform")
            case .removalOfNothing: Bilingual(zh: "移出不存在的条目", en: "an entry is removed that is not there")
            case .auditChainBroken: Bilingual(zh: "审计链断裂", en: "the audit's chain is broken")
            case .otherAnswer: Bilingual(zh: "答复与应有的不同", en: "another answer than it must have")
            case .strayInView: Bilingual(zh: "名单上有不该有的条目", en: "an entry is on a list that must not be there")
            case .nobodysEvent: Bilingual(zh: "有未发布事件的回执", en: "a receipt of an event that nobody published")
            }
        }
    }

    public var kind: Kind
    /// Whom or what it is about: an event's id, a topic and its partition.
    public var subject: String

    public init(_ kind: Kind, _ subject: String) {
        self.kind = kind
        self.subject = subject
    }

    public var sort: Sort { kind.sort }
    public var description: String { text(.en) }

    public func text(_ language: Language) -> String {
        "\(kind.title.text(language))\(language == .zh ? "：" : ": ")\(subject)"
    }
}
