import Kafka

/// Reads the changelog from Kafka.
final class KafkaStateReader: StateReader {
    private let consumer: KafkaConsumer
    /// Asks for ends. A read_committed client is told the last stable offset instead, before which an open transaction may hide
    /// committed changes.
    private let scout: KafkaConsumer

    /// How much may be read ahead: more than the ledger takes in a tenth of a second, which is when a full queue is looked at again.
    private static let queuedMessages = 1_000_000
    private static let queuedKilobytes = 131_072

    init(client: ClientConfiguration) throws(KafkaError) {
        var client = client
        // A queue that is full keeps librdkafka 2.0.2 from fetching for up to a second, long after it has been emptied, unless something
        // else wakes the broker's thread: so it is made to ask for metadata that often. Restoring takes seconds.
        client.properties["topic.metadata.refresh.interval.ms"] = client.properties["topic.metadata.refresh.interval.ms"] ?? "100"
        var configuration = ConsumerConfiguration(client: client, groupID: nil)
        configuration.queuedMessages = Self.queuedMessages
        configuration.maxQueuedKilobytes = Self.queuedKilobytes
        configuration.offsetReset = .earliest
        configuration.reportsPartitionEOF = true
        configuration.fetchWaitMaxMilliseconds = 20
        consumer = try KafkaConsumer(configuration)
        configuration.isolation = .readUncommitted
        scout = try KafkaConsumer(configuration)
    }

    func range(of partition: TopicPartition, timeoutMilliseconds: Int32) throws(KafkaError) -> (start: Int64, end: Int64) {
        let (low, high) = try scout.watermarks(partition, timeoutMilliseconds: timeoutMilliseconds)
        return (low, high)
    }

    func assign(_ partitions: [TopicPartitionOffset]) throws(KafkaError) {
        try consumer.assign(partitions)
    }

    func poll(timeoutMilliseconds: Int32) throws(KafkaError) -> KafkaMessage? {
        try consumer.poll(timeoutMilliseconds: timeoutMilliseconds)
    }

    func close(timeoutMilliseconds: Int32) -> Bool {
        scout.close(timeoutMilliseconds: timeoutMilliseconds)
        return consumer.close(timeoutMilliseconds: timeoutMilliseconds)
    }
}
