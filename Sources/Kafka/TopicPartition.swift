/// One partition of one topic.
public struct TopicPartition: Hashable, Sendable {
    public var topic: String

    /// Numbered from 0.
    public var partition: Int32

    public init(_ topic: String, _ partition: Int32) {
        self.topic = topic
        self.partition = partition
    }
}

extension TopicPartition: CustomStringConvertible {
    public var description: String { "\(topic)[\(partition)]" }
}
