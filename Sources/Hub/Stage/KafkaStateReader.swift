import Kafka

/// Reads the changelog from Kafka.
final class KafkaStateReader: StateReader {
    private let consumer: KafkaConsumer
    /// Asks for ends. A read_committed client is told the last stable offset instead, before which an open transaction may hide
    /// committed changes.
    private let scout: KafkaConsumer

    init(client: ClientConfiguration) throws(KafkaError) {
        var configuration = ConsumerConfiguration(client: client, groupID: nil)
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
