import Hub
import Kafka

/// A consumer with a planted bug.
final class PlantedConsumer: StageConsumer, GroupReader {
    let reader: SimulatedConsumer
    private let bug: PlantedBug
    private var count = 0

    init(_ reader: SimulatedConsumer, _ bug: PlantedBug) {
        self.reader = reader
        self.bug = bug
    }

    func subscribe(to topics: [String], onRebalance: @escaping (KafkaConsumer.Rebalance) -> Void) throws(KafkaError) {
        try reader.subscribe(to: topics, onRebalance: onRebalance)
    }

    func poll(timeoutMilliseconds: Int32) throws(KafkaError) -> KafkaMessage? {
        guard let message = try reader.poll(timeoutMilliseconds: timeoutMilliseconds) else { return nil }
        count += 1
        if bug == .eventSkipped, count % 10 == 0 { return try reader.poll(timeoutMilliseconds: timeoutMilliseconds) }
        return message
    }

    var assignment: [TopicPartition] { reader.assignment }
    var isMember: Bool { bug == .namelessOffsets || reader.isMember }

    func committed(_ partitions: [TopicPartition], timeoutMilliseconds: Int32) throws(KafkaError) -> [TopicPartitionOffset] {
        try reader.committed(partitions, timeoutMilliseconds: timeoutMilliseconds)
    }

    func seek(_ partitions: [TopicPartitionOffset], timeoutMilliseconds: Int32) throws(KafkaError) {
        switch bug {
        case .rewindForgotten: return
        case .rewindsFirstPartitionOnly: try reader.seek(Array(partitions.prefix(1)), timeoutMilliseconds: timeoutMilliseconds)
        default: try reader.seek(partitions, timeoutMilliseconds: timeoutMilliseconds)
        }
    }

    @discardableResult func close(timeoutMilliseconds: Int32) -> Bool { reader.close(timeoutMilliseconds: timeoutMilliseconds) }
}
