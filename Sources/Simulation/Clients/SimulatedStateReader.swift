import Hub
import Kafka

/// Reads the changelog on the model broker: committed messages up to the last stable offset, with the mark of the end there.
final class SimulatedStateReader: StateReader {
    private let cluster: SimulatedCluster
    private var positions: [(log: ModelLog, next: Int64, isAtEnd: Bool)] = []
    /// For planted bugs.
    var readsUncommitted = false
    var endsAtLastStable = false
    private var world: World { cluster.world }

    init(_ cluster: SimulatedCluster) {
        self.cluster = cluster
    }

    func range(of partition: TopicPartition, timeoutMilliseconds: Int32) throws(KafkaError) -> (start: Int64, end: Int64) {
        try cluster.moment("range")
        if let fault = world.fault("range", [.unansweredUndone]) { throw fault.error(&world.random) }
        let log = world.broker.log(partition)
        return (0, endsAtLastStable ? log.lastStable : log.end)
    }

    func assign(_ partitions: [TopicPartitionOffset]) throws(KafkaError) {
        guard !cluster.life.isDead else { throw .dead }
        positions = partitions.map { (world.broker.log($0.topicPartition), $0.offset, false) }
    }

    func poll(timeoutMilliseconds: Int32) throws(KafkaError) -> KafkaMessage? {
        guard !cluster.life.isDead else { throw .dead }
        if world.random.percent(5) { try cluster.moment("restore") }
        if world.fault("restore", [.fatal], rarely: true) != nil { throw KafkaError(code: .unknownTopicOrPartition, reason: "injected") }
        for index in positions.indices {
            let (log, next, isAtEnd) = positions[index]
            let limit = readsUncommitted ? log.end : log.lastStable
            let message = readsUncommitted ? log.nextUncommitted(from: next) : log.next(from: next, below: limit)
            if let message {
                positions[index].next = message.offset + 1
                positions[index].isAtEnd = false
                return KafkaMessage(message)
            }
            if !isAtEnd {
                positions[index] = (log, limit, true)
                return KafkaMessage(StoredMessage.end(of: log.topic.stored, partition: log.partition, offset: limit))
            }
        }
        try cluster.moment("waiting for the changelog's end")
        world.advance(milliseconds: world.random.percent(20) ? 2_000 + world.random.below(4_000) : Int(timeoutMilliseconds))
        return nil
    }

    @discardableResult func close(timeoutMilliseconds: Int32) -> Bool { true }
}
