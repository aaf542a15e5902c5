/// How a kind of topic is laid out (`topics/topics.json`).
public struct TopicPlan: Sendable {
    public let partitions: Int32
    /// Topic configuration of Kafka, as `cleanup.policy` and the like.
    public let configuration: [String: String]
}

/// A topic that the hub needs.
public struct PlannedTopic: Sendable {
    public let name: String
    public let plan: TopicPlan
}
