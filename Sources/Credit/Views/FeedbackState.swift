/// 反馈: what the ledger keeps of what a subscriber did with an entry, so that it is counted once.
public struct FeedbackState: Hashable, Sendable {
    /// The list's code.
    public var list: String
    public var party: String
    /// Whether a measure was applied.
    public var hasActed: Bool

    public init(list: String, party: String, hasActed: Bool) {
        self.list = list
        self.party = party
        self.hasActed = hasActed
    }
}
