import Hub
import Kafka

/// The cluster as one loop of a simulated process sees it.
final class SimulatedCluster: StageCluster {
    /// Outlives all that is in it, and does not keep itself alive by it.
    unowned let world: World
    unowned let life: ProcessLife
    private(set) weak var consumer: SimulatedConsumer?
    private(set) weak var producer: SimulatedProducer?
    /// Counts up with whatever may have changed the stage's state.
    private(set) var changes = 0

    /// A producer that has aborted is used no more: each session has a transactional id of its own, and fences the one before.
    private let hasStaleAborts: Bool

    init(world: World, life: ProcessLife, hasStaleAborts: Bool) {
        self.world = world
        self.life = life
        self.hasStaleAborts = hasStaleAborts
    }

    var uptimeNanoseconds: UInt64 { world.uptime }

    /// One thread: everything in one order.
    var restoreThreads: Int { 1 }

    /// A moment within a call: after it the process may be dead.
    func moment(_ place: @autoclosure () -> String, weight: Int = 1) throws(KafkaError) {
        guard !life.isDead else { throw .dead }
        world.interlude(life, place(), weight: weight)
        guard !life.isDead else { throw .dead }
    }

    func producer(
        transactionalID: String, stage: String, transactionTimeoutMilliseconds: Int
    ) throws(KafkaError) -> any StageProducer {
        try moment("producer")
        var transactionalID = transactionalID
        if hasStaleAborts {
            let session = world.sessions[transactionalID, default: 0]
            _ = world.broker.transactions.initialise("\(transactionalID)-\(session)", now: world.uptime)
            world.sessions[transactionalID] = session + 1
            transactionalID += "-\(session + 1)"
        }
        let producer = SimulatedProducer(
            self, transactionalID: transactionalID, timeout: UInt64(transactionTimeoutMilliseconds) * 1_000_000)
        self.producer = producer
        return world.plant.map { $0.plant(in: producer, world) } ?? producer
    }

    func consumer(_ membership: StageMembership) throws(KafkaError) -> any StageConsumer {
        try moment("consumer")
        let consumer = SimulatedConsumer(self, membership)
        self.consumer = consumer
        return world.plant.map { $0.plant(in: consumer) } ?? consumer
    }

    func stateReader() throws(KafkaError) -> any StateReader {
        try moment("reader")
        world.counts.restores += 1
        let reader = SimulatedStateReader(self)
        reader.readsUncommitted = world.plant == .uncommittedRestore
        reader.endsAtLastStable = world.plant == .restoreToLastStable
        return reader
    }

    func wait(milliseconds: Int) {
        guard !life.isDead else { return }
        world.advance(milliseconds: milliseconds)
    }

    func pass(_ point: CommitPoint, stage: String) throws(KafkaError) {
        changes += 1
        try moment(point.rawValue, weight: point == .offsetsSent || point == .restored ? 8 : 1)
    }
}
