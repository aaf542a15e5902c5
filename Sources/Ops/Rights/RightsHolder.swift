import Credit

/// Somebody who has rights at the brokers, and all of them.
public struct RightsHolder: Sendable {
    public enum Kind: String, Sendable {
        case department
        case subscriber
        case platform
        /// The running hub.
        case hub
        /// `credithub topics apply`, which makes topics: needed only while it runs.
        case setup

        public var title: Bilingual {
            switch self {
            case .department: Bilingual(zh: "部门", en: "department")
            case .subscriber: Bilingual(zh: "订阅方", en: "subscriber")
            case .platform: Bilingual(zh: "上级平台", en: "upper platform")
            case .hub: Bilingual(zh: "信枢", en: "the hub")
            case .setup: Bilingual(zh: "创建主题（topics apply，仅在运行时需要）", en: "making topics (topics apply, needed only while it runs)")
            }
        }
    }

    public let kind: Kind
    /// Nil for the hub itself.
    public let party: String?
    public let name: Bilingual
    public let rights: [AccessRight]
}
