import Credit
import Hub
import JSON
import Kafka

/// Watches what is committed, as somebody outside does who reads every topic, and says when something is not as it must be.
///
/// It replays the committed events through the ledger's core, each at the moment that its own receipt or audit entry names, and holds
/// what follows against what was sent.
final class Observer {
    unowned let world: World
    let ledger: Ledger
    let routing: Routing
    let names: TopicNames
    let ingest: SimulatedIngest
    let platformTopics: [String: String]
    let partitions: [ObservedPartition]
    /// Outcomes by the place of their events.
    var outcomes: Set<String> = []
    var open: [String: SeenOutcome] = [:]
    var others = Multiset()
    /// Cases that came to an end, each with the event that began it: its sender is told.
    var closings = Multiset()
    /// Outcomes by what they are.
    var byStatus: [String: Int] = [:]
    /// How far the outboxes were delivered.
    var delivered: [TopicPartition: Int64] = [:]
    var deliveries: [String: (expected: [String], seen: [String])] = [:]
    private(set) var violation: Violation?
    let reader = MessageReader()
    var writer = JSONWriter(capacity: 1024)
    let parser = JSONParser()
    let ledgerGroup: ModelGroup
    let deliveryGroup: ModelGroup
    let inputLogs: [ModelLog]
    let inputPlaces: [TopicPartition]
    let outboxes: [(log: ModelLog, place: TopicPartition)]
    /// The platforms by their outboxes.
    let platformOutboxes: [String: String]
    var forgetful: ForgetfulSubscriber
    /// How often the groups had committed when their offsets were last checked: what is replayed and delivered only grows.
    var checkedCommits = (-1, -1)
    /// The subscriptions that all processes will have in the end.
    var configured: () -> [String: Subscription] = { [:] }
    /// Who is told that a record of theirs was delivered.
    var departments: Set<String> = []
    /// What was seen of each topic tells what kind it is.
    var kinds: [ObjectIdentifier: TopicKind] = [:]

    init(_ world: World, ledger: Ledger, routing: Routing, names: TopicNames, ingest: SimulatedIngest, platformTopics: [String: String]) {
        self.world = world
        self.ledger = ledger
        self.routing = routing
        self.names = names
        self.ingest = ingest
        self.platformTopics = platformTopics
        ledgerGroup = world.broker.group(names.group("ledger"))
        deliveryGroup = world.broker.group(names.group("delivery"))
        inputLogs = world.broker.topic(names.ledgerInput).logs
        inputPlaces = inputLogs.map(\.place)
        outboxes = routing.platforms.flatMap { world.broker.topic(names.outbox($0.party)).logs }.map { ($0, $0.place) }
        platformOutboxes = Dictionary(uniqueKeysWithValues: routing.platforms.map { (names.outbox($0.party), $0.party) })
        partitions = ingest.inputs.map { _ in ObservedPartition(ledger) }
        forgetful = ForgetfulSubscriber(&world.random, partitions: ingest.inputs.count)
    }

    func fail(_ invariant: Invariant, _ seen: @autoclosure () -> String) {
        guard violation == nil else { return }
        violation = Violation(invariant: invariant, seen: seen())
        world.trace.close("violated: \(invariant.rawValue)")
    }

    // MARK: A transaction is committed

    func decided(_ transaction: ModelTransaction) {
        guard violation == nil, transaction.commits, transaction.transactionalID != "ingest" else { return }
        world.counts.transactions += 1
        for (log, offset) in transaction.appended {
            if let message = log.entries[Int(offset)].message { see(message, log) }
        }
        for (group, places) in transaction.offsets {
            for place in places {
                if group === ledgerGroup {
                    replay(Int(place.partition), to: place.offset)
                } else {
                    deliver(place)
                }
            }
        }
        settle()
    }

    /// Whether the changelog gives the state that follows from the committed events.
    func checkState(_ number: Int) {
        if let difference = partitions[number].restored.difference(to: partitions[number].mirror) {
            fail(.replay, "partition \(number): \(difference)")
        }
    }

    private func settle() {
        settleCases()
        if let place = open.keys.min() {
            fail(.oneOutcome, "\(open[place]!.event) at \(place) is told \(open[place]!.status), but its offset is not committed with it")
        }
        if let difference = others.difference { fail(.effect, difference) }
        for key in deliveries.keys.sorted() where deliveries[key]!.expected != deliveries[key]!.seen {
            fail(.delivery, "of record \(key) the platform got \(deliveries[key]!.seen) instead of \(deliveries[key]!.expected)")
        }
        deliveries = [:]
        for (number, partition) in partitions.enumerated() {
            if let audit = partition.audits.first { fail(.effect, "an audit entry of \(audit.event) follows from nothing") }
            for (platform, seen) in partition.upstream.sorted(by: { $0.key < $1.key }) where !seen.isEmpty {
                fail(.effect, "\(seen[0].operation) of \(seen[0].record) to \(platform) follows from nothing")
            }
            for (party, seen) in partition.views.sorted(by: { $0.key < $1.key }) where !seen.isEmpty {
                fail(.effect, "a change of \(seen[0].entry) in the view of \(party) follows from nothing")
            }
            guard partition.isDirty else { continue }
            partition.isDirty = false
            if !partition.restored.isSame(as: partition.mirror, at: partition.changes) { checkState(number) }
            partition.changes.removeAll(keepingCapacity: true)
            if partition.restored.audit != partition.audit {
                fail(.audit, "partition \(number): the state's head is \(partition.restored.audit.sequence), the chain's \(partition.audit.sequence)")
            }
            guard partition.areViewsDirty else { continue }
            partition.areViewsDirty = false
            checkViews(number, partition)
        }
    }
}
