import Hub
import Kafka

/// The ledger's stage with a planted bug.
final class PlantedStage: Stage {
    private let stage: LedgerStage
    private let bug: PlantedBug
    private unowned let world: World
    /// How far each partition was handled, as the stage itself believes.
    private var handled: [Int32: Int64] = [:]
    private var held: [Int32: Int64] = [:]

    init(_ stage: LedgerStage, _ bug: PlantedBug, _ world: World) {
        self.stage = stage
        self.bug = bug
        self.world = world
    }

    var name: String { stage.name }
    var inputs: [String] { stage.inputs }
    func open(_ outbox: Outbox) throws(KafkaError) { try stage.open(outbox) }

    func assigned(_ partitions: [TopicPartitionOffset]) throws(KafkaError) {
        guard bug == .parkedStateReused else { return try stage.assigned(partitions) }
        var told = partitions
        for i in told.indices { if let offset = held[told[i].partition] { told[i].offset = offset } }
        for place in told { held[place.partition] = place.offset }
        try stage.assigned(told)
    }

    func revoked(_ partitions: [TopicPartition]) { stage.revoked(partitions) }

    func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError) {
        handled[message.partition] = message.offset + 1
        world.isInTimer = message.value == nil
        defer { world.isInTimer = false }
        try stage.handle(message, outbox)
    }

    func isDue() -> Bool { stage.isDue() }
    func act(_ outbox: Outbox) throws(KafkaError) { try stage.act(outbox) }
    func prepare(_ outbox: Outbox) throws(KafkaError) { try stage.prepare(outbox) }

    func committed() {
        held.merge(handled) { $1 }
        handled = [:]
        stage.committed()
    }

    func rolledBack() {
        handled = [:]
        // Committing what was undone is how a stage behaves that does not know of it.
        if bug == .rollbackForgotten { stage.committed() } else { stage.rolledBack() }
    }
}
