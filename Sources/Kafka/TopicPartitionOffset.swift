/// A place in a partition.
public struct TopicPartitionOffset: Hashable, Sendable {
    /// The oldest message that is kept.
    public static let beginning: Int64 = -2
    /// Behind the newest message.
    public static let end: Int64 = -1
    /// No offset: nothing was committed, nothing was consumed yet.
    public static let none: Int64 = -1001

    public var topic: String

    /// Numbered from 0.
    public var partition: Int32

    /// The offset of the next message to read, or one of ``beginning``, ``end`` and ``none``.
    public var offset: Int64

    public init(_ topic: String, _ partition: Int32, _ offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }

    public init(_ topicPartition: TopicPartition, _ offset: Int64) {
        self.init(topicPartition.topic, topicPartition.partition, offset)
    }

    public var topicPartition: TopicPartition { TopicPartition(topic, partition) }
}

extension TopicPartitionOffset: CustomStringConvertible {
    public var description: String { "\(topic)[\(partition)]@\(offset)" }
}
