import Kafka

/// What a ``StageLoop`` needs of Kafka, and of time that is not on any calendar. There are two: ``KafkaCluster``, and the
/// simulator's model.
package protocol StageCluster: AnyObject {
    /// Nanoseconds on a clock that nobody sets.
    var uptimeNanoseconds: UInt64 { get }

    /// A transactional producer.
    ///
    /// - parameters:
    ///   - stage: The stage's name, for client ids and logs.
    ///   - transactionTimeoutMilliseconds: How long the broker waits for the end of a transaction before it aborts it and fences the
    ///     producer.
    func producer(transactionalID: String, stage: String, transactionTimeoutMilliseconds: Int) throws(KafkaError) -> any StageProducer

    /// A member of a stage's consumer group.
    func consumer(_ membership: StageMembership) throws(KafkaError) -> any StageConsumer

    /// A reader of the changelog, of no group. It sees committed messages only, and is told the end of a partition as a message.
    func stateReader() throws(KafkaError) -> any StateReader

    /// How many threads may restore state at once, each with a reader of its own.
    var restoreThreads: Int { get }

    /// Waits, but no longer than until the process is told to stop.
    func wait(milliseconds: Int)

    /// Called at each ``CommitPoint``: whoever wants to end a process there does it here.
    func pass(_ point: CommitPoint, stage: String) throws(KafkaError)
}

/// How a stage joins its group.
package struct StageMembership: Sendable {
    /// The stage's name.
    package var stage: String
    package var groupID: String
    /// The name of a static member; nil for one that leaves the group when it ends.
    package var groupInstanceID: String?
    package var strategy: ConsumerConfiguration.AssignmentStrategy
    /// Whether the input topics take turns.
    package var sharesFairly: Bool
    /// How long it may be busy with one message, in milliseconds.
    package var longestTurnMilliseconds: Int
}

/// Writes in transactions: ``KafkaProducer``, as far as a stage uses it.
package protocol StageProducer: AnyObject {
    func initTransactions(timeoutMilliseconds: Int32) throws(KafkaError)
    func beginTransaction() throws(KafkaError)
    /// The handle for writing to a topic.
    func stageTopic(_ name: String) throws(KafkaError) -> OutboxTopic
    /// Queues a message. Partition -1 has the key choose (murmur2, as Java clients do); a nil value is a tombstone.
    func send(
        to topic: OutboxTopic, partition: Int32, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: consuming KafkaHeaders?, timestampMilliseconds: Int64
    ) throws(KafkaError)
    /// Adds consumed offsets to the transaction, in the name of the consumer's group and generation.
    func sendOffsets(
        _ offsets: [TopicPartitionOffset], of consumer: any StageConsumer, timeoutMilliseconds: Int32
    ) throws(KafkaError)
    func commitTransaction(timeoutMilliseconds: Int32) throws(KafkaError)
    func abortTransaction(timeoutMilliseconds: Int32) throws(KafkaError)
    @discardableResult func close(timeoutMilliseconds: Int32) -> Bool
}

/// A topic as its producer knows it.
package final class OutboxTopic {
    package let name: String
    /// The producer's own handle.
    package let native: AnyObject?

    package init(name: String, native: AnyObject?) {
        self.name = name
        self.native = native
    }
}

/// Reads as a member of a group: ``KafkaConsumer``, as far as a stage uses it.
package protocol StageConsumer: AnyObject {
    /// - parameter onRebalance: runs within ``poll(timeoutMilliseconds:)`` and ``close(timeoutMilliseconds:)``: before an assignment
    ///   takes effect, and before partitions are given up.
    func subscribe(to topics: [String], onRebalance: @escaping (KafkaConsumer.Rebalance) -> Void) throws(KafkaError)
    func poll(timeoutMilliseconds: Int32) throws(KafkaError) -> KafkaMessage?
    var assignment: [TopicPartition] { get }
    /// Whether the group knows it at this moment. False from when the group has put it out until it has given up its partitions.
    var isMember: Bool { get }
    /// The group's committed offsets. Waits for open transactions that hold some.
    func committed(_ partitions: [TopicPartition], timeoutMilliseconds: Int32) throws(KafkaError) -> [TopicPartitionOffset]
    func seek(_ partitions: [TopicPartitionOffset], timeoutMilliseconds: Int32) throws(KafkaError)
    @discardableResult func close(timeoutMilliseconds: Int32) -> Bool
}

/// Reads partitions of the changelog from their beginnings to their ends.
package protocol StateReader: AnyObject {
    /// The first offset and the true end of a partition: that behind the newest message, open transactions included.
    func range(of partition: TopicPartition, timeoutMilliseconds: Int32) throws(KafkaError) -> (start: Int64, end: Int64)
    func assign(_ partitions: [TopicPartitionOffset]) throws(KafkaError)
    /// A committed message, or the mark of an end.
    func poll(timeoutMilliseconds: Int32) throws(KafkaError) -> KafkaMessage?
    @discardableResult func close(timeoutMilliseconds: Int32) -> Bool
}
