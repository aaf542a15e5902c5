/// One message to a subscriber, on `subscriber.<party>`.
public struct ViewChange: Sendable {
    public enum Content: Sendable {
        /// An entry as it is now; nil if it is out of the view.
        case entry(Identifier128, [UInt8]?)
        /// 摘要: no change; says what the view is by now, and whether it goes on.
        case digest(isOpen: Bool)
    }

    public var party: String
    public var content: Content
    /// Where the feed stands with this message.
    public var feed: FeedState
    /// Why it changed: an operation (`delisted`), a timer (`term-end`) or a change of the subscription.
    public var reason: String
    /// The contract of the entry, with its version.
    public var contract: String?
    /// The department whose entry it is.
    public var source: String?
}
