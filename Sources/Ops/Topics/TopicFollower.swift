import Credit
import Dispatch
import Hub
import Kafka

/// Reads whole topics from their beginning, read_committed, without a group: for looking at what the hub wrote.
public final class TopicFollower {
    private let consumer: KafkaConsumer
    private let places: [TopicPartition]
    private var ended: Set<TopicPartition> = []

    /// - parameter since: begins with messages of that time; nil begins at the beginning.
    /// - throws: ``KafkaError`` if a topic is missing or the brokers do not answer.
    public init(client: ClientConfiguration, topics: [String], since: Timestamp? = nil) throws(KafkaError) {
        let admin = try KafkaAdmin(client)
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        let wanted = Set(topics)
        var places: [TopicPartition] = []
        var found: Set<String> = []
        for topic in try admin.describeCluster(topics: nil, timeoutMilliseconds: 10_000).topics where wanted.contains(topic.name) {
            if let error = topic.error { throw error }
            found.insert(topic.name)
            places += (0..<topic.partitionCount).map { TopicPartition(topic.name, Int32($0)) }
        }
        if let missing = topics.first(where: { !found.contains($0) }) {
            throw KafkaError(code: .unknownTopicOrPartition, reason: "there is no topic \(missing)")
        }
        self.places = places
        var configuration = ConsumerConfiguration(client: client, groupID: nil)
        configuration.offsetReset = .earliest
        configuration.reportsPartitionEOF = true
        configuration.fetchWaitMaxMilliseconds = 10
        consumer = try KafkaConsumer(configuration)
        var starts = places.map { TopicPartitionOffset($0, TopicPartitionOffset.beginning) }
        if let since, !places.isEmpty {
            starts = try consumer.offsets(
                forTimes: places.map { TopicPartitionOffset($0, since.milliseconds) }, timeoutMilliseconds: 10_000)
        }
        try consumer.assign(starts)
    }

    /// The next message, if one comes within the time.
    public func next(timeoutMilliseconds: Int32) throws(KafkaError) -> KafkaMessage? {
        guard let message = try consumer.poll(timeoutMilliseconds: timeoutMilliseconds) else { return nil }
        guard message.isPartitionEOF else { return message }
        ended.insert(TopicPartition(message.topic, message.partition))
        return nil
    }

    /// Reads everything up to the present end of every partition.
    ///
    /// - throws: ``KafkaError``, also `timedOut` if nothing came for a long while before the end.
    public func readToEnd(_ body: (borrowing KafkaMessage) -> Void) throws(KafkaError) {
        var last = DispatchTime.now().uptimeNanoseconds
        while ended.count < places.count {
            if let message = try next(timeoutMilliseconds: 200) {
                last = DispatchTime.now().uptimeNanoseconds
                body(message)
            } else if DispatchTime.now().uptimeNanoseconds - last > 30_000_000_000 {
                throw KafkaError(code: .timedOut, reason: "the end of the topics was not reached")
            }
        }
    }

    public func close() {
        _ = consumer.close(timeoutMilliseconds: 5_000)
    }
}
