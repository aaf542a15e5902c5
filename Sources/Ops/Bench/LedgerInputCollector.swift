import Hub
import Kafka

/// Stands in for Kafka behind an ingest stage, and keeps what it writes to `ledger.in`.
final class LedgerInputCollector: StageProducer {
    private let topic: StoredMessage.Topic
    private(set) var messages: [StoredMessage] = []

    init(_ names: TopicNames) {
        topic = StoredMessage.Topic(name: names.ledgerInput)
    }

    func stageTopic(_ name: String) throws(KafkaError) -> OutboxTopic {
        OutboxTopic(name: name, native: nil)
    }

    func send(
        to target: OutboxTopic, partition: Int32, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: consuming KafkaHeaders?, timestampMilliseconds: Int64
    ) throws(KafkaError) {
        guard target.name == topic.name else { return }
        messages.append(
            StoredMessage(
                topic: topic, partition: 0, offset: Int64(messages.count), key: key.map { Array($0) }, value: value.map { Array($0) },
                headers: headers, timestampMilliseconds: timestampMilliseconds))
    }

    func initTransactions(timeoutMilliseconds: Int32) throws(KafkaError) {}
    func beginTransaction() throws(KafkaError) {}
    func sendOffsets(
        _ offsets: [TopicPartitionOffset], of consumer: any StageConsumer, timeoutMilliseconds: Int32
    ) throws(KafkaError) {}
    func commitTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {}
    func abortTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {}
    func close(timeoutMilliseconds: Int32) -> Bool { true }
}
