import Contracts
import Credit
import Hub
import Kafka
import Synchronization

/// One run of a simulation.
final class SeedRun {
    private let seed: UInt64
    private let steps: Int
    private let catalogue: Catalogue
    private let topology: Topology
    private let world: World
    private let ledger: Ledger
    private let ingest: SimulatedIngest
    private let observer: Observer
    private let log = HubLog(language: .en, least: .error)
    /// What a process is configured with that starts now.
    private var subscriptions: SimulatedSubscriptions
    /// Names of the processes that the hub has.
    private var instances: [String]
    /// How many processes were started.
    private var lives: UInt64 = 0
    private let isStatic: Bool
    private let hasStaleAborts: Bool

    /// Short terms, so that all kinds of timers fire within a run.
    private static let retention = RetentionPolicy(rules: [
        RetentionPolicy.Rule(from: CivilDate(days: 0), contracts: nil, expires: true, retentionMonths: 2, identityMonths: 1),
        RetentionPolicy.Rule(
            from: CivilDate(days: 0), contracts: ["administrative-permit"], expires: false, retentionMonths: 1, identityMonths: 2),
        RetentionPolicy.Rule(
            from: CivilDate(days: 0), contracts: ["dispute", "credit-repair"], expires: false, retentionMonths: 1, identityMonths: 1200),
    ])

    init(seed: UInt64, steps: Int, catalogue: Catalogue, topology: Topology, plant: PlantedBug?, keepsTrace: Bool) {
        self.seed = seed
        self.steps = steps
        self.catalogue = catalogue
        self.topology = topology
        let names = topology.names
        let partitioned = Set(
            [names.ledgerInput, names.ledgerState, names.audit] + SimulatedSubscriptions.parties.map { names.subscriber($0) }
                + topology.platforms.map { names.outbox($0.party) })
        let broker = ModelBroker { partitioned.contains($0) ? Simulator.ledgerPartitions : 2 }
        world = World(
            seed: seed, broker: broker, start: Timestamp(milliseconds: 1_795_224_600_000), retention: Self.retention, plant: plant,
            keepsTrace: keepsTrace)
        plant?.plant(in: broker)
        subscriptions = SimulatedSubscriptions(&world.random)
        ledger = Ledger(routing: topology.routing, retention: Self.retention, policy: topology.casePolicy(catalogue))
        ingest = SimulatedIngest(world, catalogue: catalogue, topic: broker.topic(names.ledgerInput))
        observer = Observer(
            world, ledger: ledger, routing: topology.routing, names: names, ingest: ingest,
            platformTopics: Dictionary(uniqueKeysWithValues: topology.platforms.map { (names.named($0.topic), $0.party) }))
        instances = Array(["a", "b", "c"].prefix(1 + world.random.below(3)))
        isStatic = world.random.percent(70)
        hasStaleAborts = world.random.percent(15)
        observer.departments = Set(topology.departments.map(\.party))
        observer.configured = { [unowned self] in Dictionary(uniqueKeysWithValues: subscriptions.all.map { ($0.party, $0) }) }
        ingest.state = { [unowned observer] in observer.partitions[Int($0)].mirror }
        broker.transactions.onDecision = { [unowned observer] in observer.decided($0) }
    }

    func run() -> SeedResult {
        world.faults = world.random.one(of: FaultProfile.all)
        world.deliverySloth = world.random.percent(25) ? 85 : 0
        world.meanwhile = { [unowned self] in publish() }
        world.supervise = { [unowned self] in restart() }
        for instance in instances { start(instance) }
        var step = 0
        while step < steps, observer.violation == nil {
            step += 1
            world.trace.step = step
            act()
            observer.checkStep()
        }
        if observer.violation == nil { calmDown(&step) }
        world.counts.seeds = 1
        world.counts.steps = step
        world.counts.events = ingest.published
        world.counts.outcomes = observer.byStatus
        world.counts.aborts = world.broker.transactions.aborts
        world.counts.timeouts = world.broker.transactions.timeouts
        world.counts.rebalances = world.broker.groups.reduce(0) { $0 + $1.rebalances }
        return SeedResult(seed: seed, counts: world.counts, violation: observer.violation, step: step, trace: world.trace.last(400))
    }

    // MARK: Steps

    private func act() {
        switch world.random.below(100) {
        case 0..<12: publish()
        case 12..<14: jump()
        case 14..<15: world.advance(milliseconds: world.random.below(70_000))
        case 15..<16: crash()
        case 16..<17: leave()
        case 17..<18: compact()
        case 18..<19: world.random.percent(50) ? scale() : reconfigure()
        case 19..<22: world.deliverLate()
        case 22..<25: restart()
        default: world.stepSomebody()
        }
        bury()
    }

    /// Somebody publishes, unless there is more to do already than a run has time for.
    private func publish() {
        guard observer.backlog < 100 else { return }
        ingest.publish()
    }

    private func jump() {
        world.counts.jumps += 1
        let days = world.random.percent(20) ? -Int64(world.random.below(3)) : Int64(world.random.below(world.random.percent(30) ? 120 : 15))
        world.trace.note("the calendar jumps by \(days) days")
        world.moveCalendar(milliseconds: days * 86_400_000)
    }

    private func crash() {
        guard world.faults.crash > 0, !world.lives.isEmpty else { return }
        let life = world.random.one(of: world.lives)
        world.trace.note("\(life.instance) dies")
        world.kill(life)
    }

    /// A process ends in order.
    private func leave() {
        if !world.lives.isEmpty { leave(world.random.one(of: world.lives)) }
    }

    private func leave(_ life: ProcessLife) {
        world.trace.note("\(life.instance) ends")
        for loop in life.loops where loop.isReady { world.trace.nested { loop.finish() } }
        life.die()
    }

    private func compact() {
        let names = topology.names
        // The changelog always: whoever starts reads all of it.
        for topic in [names.ledgerState, names.subscriber(world.random.one(of: SimulatedSubscriptions.parties))] {
            for log in world.broker.topic(topic).logs {
                log.compact(below: Int64(world.random.below(Int(log.lastStable) + 1)))
            }
        }
    }

    /// There are more processes, or fewer.
    private func scale() {
        if instances.count < 3, world.random.percent(50) {
            instances.append(["a", "b", "c"].first { !instances.contains($0) }!)
        } else if instances.count > 1 {
            instances.removeLast()
        }
    }

    /// The subscriptions change. Processes that run keep to what they have read: so for a while there may be two opinions.
    private func reconfigure() {
        subscriptions.change(&world.random)
        world.trace.note("the configured subscriptions change")
        if world.random.percent(60) { leave() }
    }

    /// Processes that have died are taken away.
    private func bury() {
        world.lives.removeAll { $0.isDead }
    }

    /// Starts a process that does not run. One of its name that stands still may go on later.
    private func restart() {
        let missing = instances.filter { name in !world.lives.contains { $0.instance == name && $0.isRunning } }
        guard !missing.isEmpty else { return }
        start(world.random.one(of: missing))
    }

    private func start(_ instance: String) {
        let life = ProcessLife(instance: instance, subscriptions: subscriptions.all)
        world.trace.note("\(instance) starts")
        var settings = StageLoop.Settings(instance: instance)
        settings.isStatic = isStatic
        settings.transactionEvents = world.random.percent(50) ? 1 + world.random.below(4) : 10_000
        settings.hasStaleAborts = hasStaleAborts
        let clock = SkewedClock(clock: world.clock, milliseconds: Int64(world.random.percent(30) ? world.random.below(2 * World.mostSkew) - World.mostSkew : 0))
        let ledgerCluster = SimulatedCluster(world: world, life: life, hasStaleAborts: hasStaleAborts)
        let restorer = StateRestorer(
            cluster: ledgerCluster, topic: topology.names.ledgerState, ledger: ledger, shelves: shelves(), log: log, stop: life.stop,
            readiness: Readiness())
        let stage = LedgerStage(
            topology: topology, subscriptions: life.subscriptions, catalogue: catalogue, ledger: ledger, clock: clock, restorer: restorer, log: log,
            readiness: Readiness(), mostTimers: 4)
        add("ledger", world.plant?.plant(in: stage, world) ?? stage, stage, ledgerCluster, settings, life)
        let delivery = DeliveryStage(topology: topology, catalogue: catalogue, clock: clock, log: log)
        add("delivery", delivery, nil, SimulatedCluster(world: world, life: life, hasStaleAborts: hasStaleAborts), settings, life)
        world.lives.append(life)
    }

    /// Memory, or disks of which each goes bad some time: by a chance of its own, so that all else happens as without them.
    private func shelves() -> ShelfRoom {
        lives += 1
        var random = SimulationRandom(seed: seed &* 1_000_003 &+ lives)
        guard random.percent(15) else { return ShelfRoom(log: log) }
        let chance = Mutex(random)
        // Restored by this thread.
        nonisolated(unsafe) let world = world
        return ShelfRoom(log: log) {
            FailingShelf(reads: chance.withLock { $0.below(3_000) }) { world.counts.errors["lost entries", default: 0] += 1 }
        }
    }

    private func add(
        _ name: String, _ stage: any Stage, _ ledgerStage: LedgerStage?, _ cluster: SimulatedCluster, _ settings: StageLoop.Settings,
        _ life: ProcessLife
    ) {
        let loop = StageLoop(
            stage: stage, cluster: cluster, settings: settings, names: topology.names, log: log, stop: life.stop,
            statistics: StageStatistics())
        life.loops.append(SimulatedLoop(life: life, name: name, loop: loop, ledger: ledgerStage, cluster: cluster))
    }

    // MARK: The end

    /// Most steps until everything must be worked off.
    private static let mostQuietSteps = 20_000

    /// The faults stop: everything is worked off, timers in bulk as well.
    private func calmDown(_ step: inout Int) {
        world.trace.note("the faults stop")
        world.faults = .quiet
        world.deliverLate()
        world.broker.transactions.finishMarks()
        ingest.finish()
        // Whoever has an old configuration is started anew with the one that holds.
        for life in world.lives where !life.isDead && life.subscriptions != subscriptions.all { leave(life) }
        bury()
        for instance in instances where !world.lives.contains(where: { $0.instance == instance }) { start(instance) }
        if drain(&step) {
            world.moveCalendar(milliseconds: Int64(world.random.below(200)) * 86_400_000)
            if drain(&step) {
                // Then every place has what any case has led to.
                ingest.confirmAll(subscriptions.all)
                if drain(&step) {
                    world.moveCalendar(milliseconds: 3_600_000)
                    _ = drain(&step, isTold: true)
                }
            }
        }
        world.counts.gaps = observer.forgetful.hasNoticed ? 1 : 0
        observer.checkEnd()
    }

    /// - parameter isTold: whether the digests of all views are to be told, too.
    private func drain(_ step: inout Int, isTold: Bool = false) -> Bool {
        var quiet = 0
        while quiet < Self.mostQuietSteps, observer.violation == nil {
            quiet += 1
            step += 1
            world.trace.step = step
            if quiet % 40 == 0 { world.advance(milliseconds: 4_000) }
            world.stepSomebody(alone: true)
            bury()
            for instance in instances where !world.lives.contains(where: { $0.instance == instance }) { start(instance) }
            observer.checkStep()
            if quiet % 8 == 0, observer.isDrained(isTold: isTold) { return true }
        }
        return false
    }
}
