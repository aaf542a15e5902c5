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
    private var open: [Publication] = []
    /// What was aborted, and comes again.
    private var again: [Publication] = []
    /// Full list files that are being sent, each with how far it is.
    private var sending: [(file: SimulatedListFile, next: Int)] = []
    /// All full list files, by their names; some names come twice.
    private(set) var files: [String: [SimulatedListFile]] = [:]
    /// What is known of the ledger from outside, by partition.
    var state: (Int32) -> LedgerState = { _ in preconditionFailure("nobody looks at the ledger") }
    /// Subscribers that never confirm anything, until the end.
    private let silent: Set<String>
    /// What stands at each place of `ledger.in`, committed or not; the ledger's own commands are not in it.
    private(set) var inputs: [[Int64: LedgerInput]]
    /// What gets an outcome, in committed transactions.
    private(set) var published = 0

    init(_ world: World, catalogue: Catalogue, topic: ModelTopic) {
        self.world = world
        self.topic = topic
        history = EventHistory(catalogue: catalogue)
        silent = Set(SimulatedSubscriptions.parties.filter { _ in world.random.percent(12) })
        identity = world.broker.transactions.initialise("ingest", now: world.uptime)
        inputs = Array(repeating: [:], count: topic.logs.count)
    }

    /// Publishes a few events, and ends the transaction or leaves it for later.
    func publish() {
        for _ in 0...world.random.below(4) { append(again.isEmpty ? next() : again.removeFirst()) }
        if world.random.percent(80) { end(commit: !world.random.percent(12)) }
    }

    private func next() -> Publication {
        if !sending.isEmpty, world.random.percent(40) {
            let index = world.random.below(sending.count)
            let (file, place) = sending[index]
            sending[index].next += 1
            if place + 1 == file.pieces.count { sending.remove(at: index) }
            return history.inputs(file.pieces[place], of: file, at: world.clock.now(), topic: topic)
        }
        if world.random.percent(6), sending.count < 2 {
            let file = history.listFile(&world.random, now: world.clock.now())
            files[file.name, default: []].append(file)
            if !file.pieces.isEmpty { sending.append((file, 0)) }
        }
        if world.random.percent(8) {
            return history.subscriberCommand(&world.random, lastNumber: lastNumber, partitions: topic.logs.count, silent: silent)
        }
        let outlook = EventHistory.Outlook(
            state: { [unowned self] in state(partition(of: $0)) }, partition: { [unowned self] in partition(of: $0) }, silent: silent)
        return history.next(&world.random, now: world.clock.now(), outlook)
    }

    private func partition(of subject: String) -> Int32 { topic.partition(of: Array(subject.utf8)) }

    /// The last number that a subscriber was sent in a partition.
    private func lastNumber(_ party: String, _ partition: Int32) -> Int64 { 
        state(partition).feeds[ObservedCases.feed(toSubscriber: party)]?.number ?? 0
    }

    /// Subscribers confirm all that they were sent, also those that never have.
    func confirmAll(_ subscriptions: [Subscription]) {
        for subscription in subscriptions where subscription.confirmationHours != nil {
            for partition in 0..<Int32(topic.logs.count) {
                let number = lastNumber(subscription.party, partition)
                if number > 0 { append(history.confirmation(subscription.party, number, partition)) }
            }
        }
        finish()
    }

    private func append(_ publication: Publication) {
        guard let transaction = transaction() else { return }
        for (partition, input) in publication.inputs {
            let log = topic.logs[Int(partition ?? topic.partition(of: input.key))]
            inputs[Int(log.partition)][log.end] = input
            transaction.append(
                to: log, key: input.key, value: input.content, headers: input.headers,
                timestampMilliseconds: world.clock.now().milliseconds)
        }
        open.append(publication)
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
        let publications = open
        open = []
        let isDone = (try? world.broker.transactions.end(identity, commit: commit, now: world.uptime)) != nil
        guard isDone, commit else { return again += publications }
        world.trace.note("published \(publications.count) messages")
        for publication in publications { published += publication.answered }
    }

    /// Ends everything: what was aborted is published after all.
    func finish() {
        end(commit: true)
        while !again.isEmpty { append(again.removeFirst()) }
        end(commit: true)
    }
}
