/// 订阅变更: from now on a party's view is made by this subscription.
public struct SubscriptionCommand: Sendable {
    public var event: String
    public var party: String
    /// Nil if it ends: its view is emptied and closed.
    public var subscription: Subscription?

    public init(event: String, party: String, subscription: Subscription?) {
        self.event = event
        self.party = party
        self.subscription = subscription
    }
}
