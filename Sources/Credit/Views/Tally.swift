/// 发起、响应、反馈: what became of one list's entries at one subscriber, counted since it began.
public struct Tally: Hashable, Sendable {
    /// Which list, at which subscriber.
    public struct Key: Hashable, Sendable {
        public var party: String
        public var list: String

        public init(party: String, list: String) {
            self.party = party
            self.list = list
        }
    }

    /// Entries that came into the subscriber's view.
    public var pushed: Int
    /// Feedback that the subscriber gave on its queries: 响应.
    public var responded: Int
    /// Feedback that says a measure was applied: 反馈 with 惩戒 or 激励.
    public var acted: Int

    public init(pushed: Int = 0, responded: Int = 0, acted: Int = 0) {
        self.pushed = pushed
        self.responded = responded
        self.acted = acted
    }
}
