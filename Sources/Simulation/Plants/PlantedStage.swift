import Credit
import Hub
import JSON
import Kafka

/// The ledger's stage with a planted bug.
final class PlantedStage: Stage {
    private let stage: LedgerStage
    private let bug: PlantedBug
    private unowned let world: World
    /// How far each partition was handled, as the stage itself believes.
    private var handled: [Int32: Int64] = [:]
    private var held: [Int32: Int64] = [:]
    private let parser = JSONParser()

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
        world.handledType = message.header("ce_type").map { String(decoding: $0, as: UTF8.self) } ?? ""
        defer {
            world.isInTimer = false
            world.handledType = ""
        }
        let command = LedgerInput.command(message, parser: parser)
        if bug == .faultyFileTaken, case .listFilePart(var part) = command, part.part.isFaulty {
            part.part.isFaulty = false
            return try stage.handle(KafkaMessage(Self.message(.listFilePart(part), in: message)), outbox)
        }
        try stage.handle(message, outbox)
        guard let command, let state = stage.states[message.partition], let madeUp = madeUp(command, state) else { return }
        world.isMadeUp = true
        defer { world.isMadeUp = false }
        try stage.handle(KafkaMessage(Self.message(madeUp, in: message)), outbox)
    }

    /// What the bug has follow a command that was handled.
    private func madeUp(_ command: LedgerInput, _ state: LedgerState) -> LedgerInput? {
        switch command {
        case .confirmation(var confirmation) where bug == .confirmationSettlesOthers:
            guard let other = state.removals.keys.filter({ $0 != confirmation.party }).min() else { return nil }
            confirmation.party = other
            confirmation.number = state.feeds["subscriber.\(other)"]?.number ?? 0
            return .confirmation(confirmation)
        case .listFileEnd(let end) where bug == .fileRemovesOthers && state.listFiles[end.key.id]?.isDone == true:
            let others = state.entries.map(\.key).filter { id in
                state.records[id]?.party != end.key.party && state.entry(id)?.list == end.key.list
            }
            guard let id = others.min(by: { $0.low < $1.low }), let entry = state.entry(id) else { return nil }
            return .event(
                LedgerEvent(
                    id: end.event, party: entry.party, kind: .list, contract: entry.contract, record: "list-designation",
                    operation: "delisted", recordID: id, subjectKey: entry.subjectKey, subjectKind: entry.subjectKind, listCode: entry.list,
                    content: Array("{}".utf8), origin: end.origin))
        default: return nil
        }
    }

    /// Another message in the place of one.
    private static func message(_ input: LedgerInput, in place: borrowing KafkaMessage) -> StoredMessage {
        StoredMessage(
            topic: StoredMessage.Topic(name: place.topic), partition: place.partition, offset: place.offset, key: input.key,
            value: input.content, headers: input.headers, timestampMilliseconds: place.timestampMilliseconds)
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
