import Credit
extension Topology {
    public var heldRecords: Set<String> { ["administrative-penalty", "administrative-permit"] }
    public var subscriptions: [Subscription] {
        subscribers.map { s in
            Subscription(party: s.party, filter: Subscription.Filter(parts: ["list-designation", "red-list", "abnormal-list", "key-attention-list"].map { Subscription.Part(contract: $0, lists: s.lists, fields: s.fields.map { Subscription.Field($0) }) }, subjectKinds: s.subjectKinds))
        }.sorted { $0.party < $1.party }
    }
}
