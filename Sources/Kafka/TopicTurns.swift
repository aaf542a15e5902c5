import CRdKafka
import Foundation

/// Lets topics take turns in being read, so that none waits behind the backlog of another.
///
/// Partitions are redirected before librdkafka starts to fetch them, so none of their messages is ever in the consumer's own queue,
/// where an older one could be overtaken. That queue is left with rebalances, errors of the group, and statistics.
///
/// Used on the consumer's thread only. The consumer's client must outlive it.
final class TopicTurns {
    /// How many messages may pass before the consumer's own queue is looked at, even though it told of nothing.
    private static let messagesBetweenLooks = 256
    /// The same in milliseconds.
    private static let millisecondsBetweenLooks: Int32 = 100
    /// How often the forwarding of all partitions is renewed, in milliseconds: a safeguard only, and hundreds of calls.
    private static let millisecondsBetweenRenewals: Int64 = 5_000

    private let client: OpaquePointer
    private let bell = Bell()

    /// The consumer's own queue.
    private let common: WatchedQueue

    private let turnMessages: Int
    private let bound: BufferBound?
    private var topics: [TopicQueue] = []

    /// Whose turn it is, and how many messages are left of it.
    private var current = 0
    private var left = 0

    private var messagesSinceLook = 0
    private var nextLook: Int64 = 0
    private var nextRenewal: Int64 = 0

    /// - parameter bound: Bounds what all topics together fetch ahead, where it shall be bounded.
    /// - throws: ``KafkaError`` when librdkafka has no queue for the consumer.
    init(on client: OpaquePointer, turnMessages: Int, bound: BufferBound?) throws(KafkaError) {
        guard let queue = rd_kafka_queue_get_consumer(client) else {
            throw KafkaError(code: .state, reason: "the consumer has no queue")
        }
        self.client = client
        self.turnMessages = max(1, turnMessages)
        self.bound = bound
        common = WatchedQueue(adopting: queue, bell: bell)
    }

    /// About how much was fetched and not taken yet, in bytes.
    var bufferedBytes: Int { topics.reduce(0) { $0 + $1.bufferedBytes } }

    /// Takes the next message, and serves callbacks while waiting for it.
    func next(timeoutMilliseconds: Int32) -> WatchedQueue.RawMessage? {
        if let message = next() { return message }
        guard timeoutMilliseconds > 0 else { return nil }
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        while !deadline.hasPassed {
            bell.wait(milliseconds: deadline.remainingMilliseconds(atMost: TopicTurns.millisecondsBetweenLooks))
            if let message = next() { return message }
        }
        return nil
    }

    private func next() -> WatchedQueue.RawMessage? {
        let found = lookIfDue()
        messagesSinceLook += 1
        if let found { return found }
        return common.take { _ in rd_kafka_consumer_poll(client, 0) } ?? nextInTurn()
    }

    private func nextInTurn() -> WatchedQueue.RawMessage? {
        guard !topics.isEmpty else { return nil }
        // Once around, and back to the first, which may have no more than used up its turn.
        for _ in 0...topics.count {
            if left > 0, let message = topics[current].take() {
                left -= 1
                return message
            }
            current = current + 1 < topics.count ? current + 1 : 0
            left = turnMessages
        }
        return nil
    }

    /// Sees to it that during a flood, too, the consumer's own queue is served, librdkafka knows that the application is alive, and
    /// no more is fetched ahead than may be. Returns what that brought to light.
    private func lookIfDue() -> WatchedQueue.RawMessage? {
        let now = TopicTurns.coarseMilliseconds()
        guard messagesSinceLook >= TopicTurns.messagesBetweenLooks || now >= nextLook else { return nil }
        if now >= nextRenewal {
            nextRenewal = now + TopicTurns.millisecondsBetweenRenewals
            for topic in topics { topic.renewForwarding() }
        }
        messagesSinceLook = 0
        nextLook = now + Int64(TopicTurns.millisecondsBetweenLooks)
        common.look()
        return bound?.look(at: topics, now: now)
    }

    /// A clock good to some milliseconds, which is several times as fast as an exact one.
    private static func coarseMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

// MARK: - Who takes part

extension TopicTurns {
    /// To be called before librdkafka is told to start these partitions.
    func add(_ partitions: [TopicPartition]) {
        awaitStops()
        for partition in partitions { queue(of: partition.topic).add(partition.partition) }
    }

    /// To be called after librdkafka was told to stop these partitions.
    func remove(_ partitions: [TopicPartition]) {
        for partition in partitions {
            topics.first { $0.topic == partition.topic }?.remove(partition.partition)
        }
        // A queue goes with its last partition, and what is left in it.
        topics.removeAll { $0.isEmpty }
        startOver()
    }

    /// The same for all.
    func removeAll() {
        topics.removeAll()
        startOver()
    }

    private func startOver() {
        current = 0
        left = turnMessages
    }

    private func queue(of topic: String) -> TopicQueue {
        if let known = topics.first(where: { $0.topic == topic }) { return known }
        let new = TopicQueue(of: topic, on: client, bell: bell)
        topics.append(new)
        return new
    }

    /// Waits until librdkafka has carried out earlier orders to stop partitions: that undoes their forwarding, and must not hit the
    /// new one. Its main thread does what it is asked in order, so an answer to any question will do.
    private func awaitStops() {
        var list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        guard rd_kafka_assignment(client, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return }
        _ = PartitionList(adopting: list)
    }
}
