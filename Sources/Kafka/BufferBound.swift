/// Bounds what all topics together have fetched ahead: librdkafka's own limits hold for each queue alone.
///
/// Above the bound the longest queues are emptied, and their topics held back: librdkafka fetches what was dropped again when they are
/// released, from where the application has read to.
///
/// Used on the consumer's thread only.
final class BufferBound {
    /// The least time between two releases, in milliseconds: what the first one brings is to be seen before the second.
    private static let releaseMilliseconds: Int64 = 100

    /// After so many milliseconds without a change the next topic is released, even if the others never fall below half of the bound:
    /// theirs may be a flood of hours.
    private static let patienceMilliseconds: Int64 = 1_000

    private let client: OpaquePointer
    private unowned let rebalancer: Rebalancer
    private let bytes: Int

    private var lastChange: Int64 = 0

    /// The rebalancer and the client must outlive it.
    init(kilobytes: Int, rebalancer: Rebalancer, client: OpaquePointer) {
        self.client = client
        self.rebalancer = rebalancer
        let (bytes, isTooMuch) = max(1, kilobytes).multipliedReportingOverflow(by: 1_024)
        self.bytes = isTooMuch ? .max : bytes
    }

    /// Holds topics back or releases one, as needed.
    ///
    /// - parameter now: In milliseconds, on a clock that nobody sets.
    /// - returns: What came to light when a queue was emptied, and must not be lost: an error.
    func look(at topics: [TopicQueue], now: Int64) -> WatchedQueue.RawMessage? {
        var buffered = topics.reduce(0) { $0 + $1.bufferedBytes }
        if buffered > bytes {
            // Never the last one that has something to read.
            for (topic, size) in longestFirst(topics).dropLast() {
                // Without it there would be so little that it would have to be released at once.
                guard buffered > bytes, buffered - size >= bytes / 2 else { break }
                lastChange = now
                rebalancer.holdBack(topic.topicPartitions, on: client)
                // All of it is outdated now, but librdkafka frees that only when it is asked for more.
                if let message = topic.take() { return message }
                buffered -= size
            }
        }
        releaseIfDue(buffered, now)
        return nil
    }

    /// The topics with something to read, and how much.
    private func longestFirst(_ topics: [TopicQueue]) -> [(TopicQueue, Int)] {
        topics
            .map { ($0, $0.bufferedBytes) }
            .filter { $0.1 > 0 && rebalancer.isRunning($0.0.topicPartitions) }
            .sorted { $0.1 > $1.1 }
    }

    private func releaseIfDue(_ buffered: Int, _ now: Int64) {
        guard let longest = rebalancer.heldBack.first else { return }
        let isDue = now - lastChange >= BufferBound.releaseMilliseconds && buffered <= bytes / 2
        guard isDue || now - lastChange >= BufferBound.patienceMilliseconds else { return }
        lastChange = now
        rebalancer.release(longest.topic, on: client)
    }
}
