import Kafka

/// How far each partition of a topic has been read, and how far it was to be read for all to be known that there was at a moment.
struct FollowedPlaces {
    private let topic: String
    /// The next offset to read of each partition; negative until something of it has been heard.
    private var next: [Int64]
    /// Where the partitions ended when it was last asked; empty once all have been read up to there.
    private var ends: [Int64] = []

    init(topic: String, partitions: Int32) {
        self.topic = topic
        next = Array(repeating: TopicPartitionOffset.beginning, count: Int(partitions))
    }

    /// Where to go on reading.
    var rest: [TopicPartitionOffset] {
        next.enumerated().map { TopicPartitionOffset(topic, Int32($0.offset), $0.element) }
    }

    /// By which to ask for the ends.
    var endsWanted: [TopicPartitionOffset] {
        next.indices.map { TopicPartitionOffset(topic, Int32($0), TopicPartitionOffset.end) }
    }

    /// Whether ends were told that have not been reached.
    var isBehind: Bool { !ends.isEmpty }

    /// Notes that a message, or the mark of an end, was read.
    mutating func note(_ message: borrowing KafkaMessage) {
        let place = Int(message.partition)
        next[place] = max(next[place], message.isPartitionEOF ? message.offset : message.offset + 1)
    }

    /// Notes where the partitions end.
    ///
    /// - returns: false if one of them ends before what was read of it: then the log is not the one that it was.
    mutating func note(ends places: [TopicPartitionOffset]) -> Bool {
        var ends = next
        for place in places { ends[Int(place.partition)] = place.offset }
        self.ends = ends
        return zip(ends, next).allSatisfy { $0 >= $1 }
    }

    /// Whether the ends that were told have been reached; true once for each time that they were told.
    mutating func takeArrival() -> Bool {
        guard isBehind, zip(next, ends).allSatisfy({ $0 >= $1 }) else { return false }
        ends = []
        return true
    }
}
