import CRdKafka

/// What was fetched of one topic, in a queue of its own.
///
/// librdkafka gives each partition a queue and forwards it to the one queue of its consumer; here they are forwarded to the topic's
/// queue instead. librdkafka respects that when it starts a partition, and undoes it when it stops one.
final class TopicQueue {
    let topic: String
    private let client: OpaquePointer
    private let queue: WatchedQueue

    /// librdkafka's queues of the partitions.
    private var partitions: [Int32: OpaquePointer] = [:]

    /// What a message takes up, in bytes: the average, in which the last ones count most. Nil before the first one.
    private var averageBytes: Double?

    init(of topic: String, on client: OpaquePointer, bell: Bell) {
        self.topic = topic
        self.client = client
        queue = WatchedQueue(adopting: rd_kafka_queue_new(client), bell: bell)
    }

    deinit {
        for partition in partitions.keys { remove(partition) }
    }

    var isEmpty: Bool { partitions.isEmpty }

    var topicPartitions: [TopicPartition] { partitions.keys.map { TopicPartition(topic, $0) } }

    /// About how much was fetched and not taken yet, in bytes.
    var bufferedBytes: Int { Int(Double(rd_kafka_queue_length(queue.pointer)) * (averageBytes ?? 1_024)) }

    /// Collects a partition's messages from now on. Called before the partition is started, it gets them all.
    func add(_ partition: Int32) {
        remove(partition)
        // Where there is none its messages come through the consumer's queue, as without turns.
        guard let source = rd_kafka_queue_get_partition(client, topic, partition) else { return }
        rd_kafka_queue_forward(source, queue.pointer)
        partitions[partition] = source
    }

    /// Lets go of a partition that has been stopped. What is left of it in the queue is outdated, and never returned.
    func remove(_ partition: Int32) {
        guard let source = partitions.removeValue(forKey: partition) else { return }
        rd_kafka_queue_forward(source, nil)
        rd_kafka_queue_destroy(source)
    }

    /// Forwards again what librdkafka may have cut off; otherwise nothing changes.
    func renewForwarding() {
        for source in partitions.values { rd_kafka_queue_forward(source, queue.pointer) }
    }

    /// The next message, an error or the end of a partition, if there is one.
    func take() -> WatchedQueue.RawMessage? {
        // One by one: the batch call loses messages. Like the consumer's own poll this one skips what a seek or a pause has outdated.
        guard let message = queue.take({ rd_kafka_consume_queue($0, 0) }) else { return nil }
        weigh(message)
        return message
    }

    private func weigh(_ message: WatchedQueue.RawMessage) {
        guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        let bytes = Double(message.pointee.len + message.pointee.key_len)
        averageBytes = averageBytes.map { $0 + (bytes - $0) / 64 } ?? bytes
    }
}
