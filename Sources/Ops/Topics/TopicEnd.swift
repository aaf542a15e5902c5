import Credit
import Dispatch
import Hub
import Kafka

/// Reads a topic to its end where nothing that was committed may be missed.
///
/// A read_committed reader is told the end of a partition before the first message of a transaction that is still open, the hub's
/// own for one. What others committed behind that is not seen yet: whoever decides by it would do a thing twice. So this waits
/// until everything that was in the topic at the start is settled.
struct TopicEnd {
    let client: ClientConfiguration
    /// Longest time without any progress, in milliseconds: above the broker's time-out of transactions.
    private static let patience: UInt64 = 90_000
    /// After how long without a message the end is asked for again, in milliseconds.
    private static let asksAgain: UInt64 = 500

    /// - parameters:
    ///   - since: begins with messages of that time; nil begins at the beginning.
    ///   - partitions: only these; nil reads all.
    func read(
        _ topic: String, since: Timestamp?, partitions: Set<Int32>? = nil, _ body: (borrowing KafkaMessage) -> Void
    ) throws(KafkaError) {
        let consumer = try KafkaConsumer(configuration(.readCommitted))
        defer { _ = consumer.close(timeoutMilliseconds: 5_000) }
        let ranges = try self.ranges(of: topic, since: since).filter { partitions?.contains($0.key) ?? true }
        let ends = ranges.mapValues(\.end)
        var next = ranges.filter { $0.value.start < $0.value.end }.mapValues(\.start)
        try assign(topic, next, consumer)
        var last = DispatchTime.now().uptimeNanoseconds
        var asked = last
        while !next.isEmpty {
            let message = try consumer.poll(timeoutMilliseconds: 100)
            let now = DispatchTime.now().uptimeNanoseconds
            guard let message else {
                guard now - last < Self.patience * 1_000_000 else {
                    throw KafkaError(code: .timedOut, reason: "the end of \(topic) was not reached: a transaction is open in it")
                }
                if now - max(last, asked) > Self.asksAgain * 1_000_000 {
                    asked = now
                    try assign(topic, next, consumer)
                }
                continue
            }
            guard let place = next[message.partition], message.offset >= place else { continue }
            if message.isPartitionEOF {
                next[message.partition] = message.offset >= ends[message.partition]! ? nil : message.offset
            } else {
                last = now
                next[message.partition] = message.offset + 1
                body(message)
            }
        }
    }

    private func assign(_ topic: String, _ next: [Int32: Int64], _ consumer: KafkaConsumer) throws(KafkaError) {
        guard !next.isEmpty else { return }
        try consumer.assign(next.sorted { $0.key < $1.key }.map { TopicPartitionOffset(topic, $0.key, $0.value) })
    }

    private func configuration(_ isolation: ConsumerConfiguration.Isolation) -> ConsumerConfiguration {
        var configuration = ConsumerConfiguration(client: client, groupID: nil)
        configuration.offsetReset = .earliest
        configuration.reportsPartitionEOF = true
        configuration.fetchWaitMaxMilliseconds = 10
        configuration.isolation = isolation
        return configuration
    }

    private func partitionCount(of topic: String) throws(KafkaError) -> Int32 {
        let admin = try KafkaAdmin(client)
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        guard let description = try admin.describeCluster(topics: [topic], timeoutMilliseconds: 10_000).topics.first else {
            throw KafkaError(code: .unknownTopicOrPartition, reason: "there is no topic \(topic)")
        }
        if let error = description.error { throw error }
        return Int32(description.partitionCount)
    }

    /// Of each partition where to begin, and the true end, open transactions included: only a read_uncommitted client is told these.
    func ranges(of topic: String, since: Timestamp? = nil) throws(KafkaError) -> [Int32: (start: Int64, end: Int64)] {
        let count = try partitionCount(of: topic)
        let consumer = try KafkaConsumer(configuration(.readUncommitted))
        defer { _ = consumer.close(timeoutMilliseconds: 5_000) }
        var ranges: [Int32: (start: Int64, end: Int64)] = [:]
        for partition in 0..<count {
            let range = try consumer.watermarks(TopicPartition(topic, partition), timeoutMilliseconds: 10_000)
            ranges[partition] = (range.low, range.high)
        }
        guard let since, count > 0 else { return ranges }
        let times = (0..<count).map { TopicPartitionOffset(topic, $0, since.milliseconds) }
        for place in try consumer.offsets(forTimes: times, timeoutMilliseconds: 10_000) {
            guard let end = ranges[place.partition]?.end else { continue }
            ranges[place.partition]?.start = place.offset >= 0 ? place.offset : end
        }
        return ranges
    }
}
