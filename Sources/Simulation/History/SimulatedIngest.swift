import Contracts
import Credit
import Kafka

/// Ingest as the ledger sees it: writes events to `ledger.in` in transactions, of which some are aborted and done again, and some
/// stay open for a while.
final class SimulatedIngest {
    private unowned let world: World
    private let topic: ModelTopic
    private var history: EventHistory
    private var identity: ProducerIdentity
    /// What is in the open transaction.
    private var open: [LedgerInput] = []
    /// What was aborted, and comes again.
    private var again: [LedgerInput] = []
    /// What stands at each place of `ledger.in`, committed or not; the ledger's own commands are not in it.
    private(set) var inputs: [[Int64: LedgerInput]]
    /// Events in committed transactions.
    private(set) var published = 0

    init(_ world: World, catalogue: Catalogue, topic: ModelTopic) {
        self.world = world
        self.topic = topic
        history = EventHistory(catalogue: catalogue)
        identity = world.broker.transactions.initialise("ingest", now: world.uptime)
        inputs = Array(repeating: [:], count: topic.logs.count)
    }

    /// Publishes a few events, and ends the transaction or leaves it for later.
    func publish() {
        for _ in 0...world.random.below(4) {
            let input = again.isEmpty ? history.next(&world.random, now: world.clock.now()) : again.removeFirst()
            append(input)
        }
        if world.random.percent(80) { end(commit: !world.random.percent(12)) }
    }

    private func append(_ input: LedgerInput) {
        guard let transaction = transaction() else { return }
        let log = topic.logs[Int(topic.partition(of: input.key))]
        inputs[Int(log.partition)][log.end] = input
        transaction.append(
            to: log, key: input.key, value: input.content, headers: input.headers,
            timestampMilliseconds: world.clock.now().milliseconds)
        open.append(input)
    }

    /// The open transaction. One that took too long was aborted by the broker: everything comes again.
    private func transaction() -> ModelTransaction? {
        if !world.broker.transactions.isCurrent(identity) {
            identity = world.broker.transactions.initialise("ingest", now: world.uptime)
            again += open
            open = []
        }
        return try? world.broker.transactions.transaction(of: identity, now: world.uptime)
    }

    func end(commit: Bool) {
        guard !open.isEmpty else { return }
        let inputs = open
        open = []
        let isDone = (try? world.broker.transactions.end(identity, commit: commit, now: world.uptime)) != nil
        guard isDone, commit else { return again += inputs }
        world.trace.note("published \(inputs.count) events")
        for case .event in inputs { published += 1 }
    }

    /// Ends everything: what was aborted is published after all.
    func finish() {
        end(commit: true)
        while !again.isEmpty { append(again.removeFirst()) }
        end(commit: true)
    }
}
