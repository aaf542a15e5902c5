import CRdKafka

/// Knows from which offset on the messages of each partition belong to the place where it is being read.
///
/// librdkafka 2.0.2 may leave that place by itself: where a partition begins is looked up at the broker, and an answer that a seek or
/// another assignment has overtaken makes it ask again and go there, half a second later and perhaps in the midst of reading (#2256).
///
/// Used on the consumer's thread only.
final class ReadPlaces {
    /// The least offset that may come next, by partition; 0 where any may.
    private typealias Offsets = UnsafeMutableBufferPointer<Int64>

    /// More than any topic has; what is assigned beyond it does not exist.
    private static let mostPartitions = 1 << 20

    private var topics: [OpaquePointer: Offsets] = [:]
    private var identities: [String: OpaquePointer] = [:]

    /// Those of the last message's topic, at hand without a look-up.
    private var current: OpaquePointer?
    private var offsets = Offsets(start: nil, count: 0)

    deinit {
        for offsets in topics.values { offsets.deallocate() }
    }

    /// Makes a topic known. The messages of others are all admitted.
    func add(_ topic: String, _ identity: OpaquePointer) {
        identities[topic] = identity
    }

    /// Begins at these offsets, or where librdkafka is going to find the logical ones.
    func set(_ places: [TopicPartitionOffset]) {
        for place in places { set(place) }
    }

    /// Admits whatever comes next of these partitions.
    func forget(_ partitions: [TopicPartition]) {
        set(partitions.map { TopicPartitionOffset($0, 0) })
    }

    private func set(_ place: TopicPartitionOffset) {
        let index = Int(place.partition)
        guard let identity = identities[place.topic], (0..<ReadPlaces.mostPartitions).contains(index) else { return }
        let known = topics[identity] ?? Offsets(start: nil, count: 0)
        if index < known.count {
            known[index] = max(0, place.offset)
            return
        }
        let grown = Offsets.allocate(capacity: max(index + 1, 2 * known.count))
        grown.initialize(repeating: 0)
        for i in known.indices { grown[i] = known[i] }
        grown[index] = max(0, place.offset)
        known.deallocate()
        topics[identity] = grown
        current = nil
    }

    /// Whether a message belongs here. If so, only later ones of its partition do from now on.
    func admit(_ message: WatchedQueue.RawMessage) -> Bool {
        if message.pointee.rkt != current { turn(to: message.pointee.rkt) }
        let index = Int(message.pointee.partition)
        guard index < offsets.count else { return true }
        guard message.pointee.offset >= offsets[index] else { return false }
        offsets[index] = message.pointee.offset + 1
        return true
    }

    private func turn(to topic: OpaquePointer?) {
        current = topic
        offsets = topic.flatMap { topics[$0] } ?? Offsets(start: nil, count: 0)
    }

    /// Where the partition is to be read, of a message that was not admitted.
    func place(of message: WatchedQueue.RawMessage) -> TopicPartitionOffset {
        TopicPartitionOffset(
            String(cString: rd_kafka_topic_name(message.pointee.rkt)), message.pointee.partition,
            offsets[Int(message.pointee.partition)])
    }
}
