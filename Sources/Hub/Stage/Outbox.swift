import Kafka

/// Where a stage puts its output: a transactional producer and the handles of its topics.
package final class Outbox {
    private let producer: any StageProducer

    package init(_ producer: any StageProducer) {
        self.producer = producer
    }

    func topic(_ name: String) throws(KafkaError) -> OutboxTopic {
        try producer.stageTopic(name)
    }

    /// Sends a message. Without a partition the key decides (murmur2, as Java clients do).
    func send(
        to topic: OutboxTopic, partition: Int32 = -1, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: consuming KafkaHeaders? = nil, timestampMilliseconds: Int64 = 0
    ) throws(KafkaError) {
        try producer.send(
            to: topic, partition: partition, key: key, value: value, headers: headers,
            timestampMilliseconds: timestampMilliseconds)
    }

    /// Sends bytes under a key.
    func send(to topic: OutboxTopic, key: UnsafeRawBufferPointer, value: [UInt8]) throws(KafkaError) {
        var failure: KafkaError?
        value.withUnsafeBytes { value in
            do throws(KafkaError) {
                try send(to: topic, key: key, value: value)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Sends a message under a text key; a nil value is a tombstone.
    func send(
        to topic: OutboxTopic, partition: Int32 = -1, key: String, value: [UInt8]?,
        headers: consuming KafkaHeaders? = nil
    ) throws(KafkaError) {
        var headers: KafkaHeaders? = headers
        try TextMessage.withBytes(key: key, value: value) { (key, value) throws(KafkaError) in
            try send(to: topic, partition: partition, key: key, value: value, headers: headers.take())
        }
    }
}
