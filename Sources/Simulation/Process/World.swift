import Credit
import Hub
import Kafka

/// One simulated world: a broker, processes, two clocks, and all chance.
///
/// All of it runs on one thread. Within any call to the broker the caller may stand still while others go on, or die.
final class World {
    var random: SimulationRandom
    let broker: ModelBroker
    let clock: SimulatedClock
    let trace: Trace
    var counts = RunCounts()
    var faults = FaultProfile.quiet
    /// How often the platforms' deliveries are passed over although they could go on, in a hundred.
    var deliverySloth = 0
    /// Nanoseconds on the clock that nobody sets.
    private(set) var uptime: UInt64 = 1_000_000_000
    /// The processes that live.
    var lives: [ProcessLife] = []
    let plant: PlantedBug?
    let retention: RetentionPolicy
    /// The latest moment that the calendar has shown.
    private(set) var latest = Timestamp(milliseconds: 0)
    /// What else goes on in the world while a process stands still: somebody publishes.
    var meanwhile: () -> Void = {}
    /// Whether a timer's command is being handled: for planted bugs.
    var isInTimer = false
    /// What kind of command or event is being handled, by its type: for planted bugs.
    var handledType = ""
    /// What is being handled is no message, but made up by a planted bug.
    var isMadeUp = false
    /// Somebody starts processes that do not run.
    var supervise: () -> Void = {}
    /// How often each transactional id was given out: for producers that are used once.
    var sessions: [String: Int] = [:]
    /// Requests whose answer was lost, and which the broker has yet to get.
    private var late: [() -> Void] = []
    private var depth = 0
    /// Of the step that is being chosen.
    private var ready: [SimulatedLoop] = []

    /// How wrong the clock of a machine may be, in milliseconds.
    static let mostSkew = 20 * 3_600_000

    init(seed: UInt64, broker: ModelBroker, start: Timestamp, retention: RetentionPolicy, plant: PlantedBug?, keepsTrace: Bool) {
        random = SimulationRandom(seed: seed)
        self.broker = broker
        clock = SimulatedClock(start)
        self.plant = plant
        self.retention = retention
        trace = Trace(isKept: keepsTrace)
        broker.transactions.markDelay = { [unowned self] in
            random.percent(faults.lateMark) ? UInt64(random.below(random.percent(20) ? 20_000 : 500)) * 1_000_000 : 0
        }
    }

    // MARK: Time

    /// Both clocks go on.
    func advance(nanoseconds: UInt64) {
        uptime += nanoseconds
        moveCalendar(milliseconds: Int64(nanoseconds / 1_000_000))
        broker.tick(now: uptime)
        if !late.isEmpty, random.percent(30) { late.removeFirst()() }
    }

    /// The calendar's clock alone jumps.
    func moveCalendar(milliseconds: Int64) {
        clock.advance(milliseconds: milliseconds)
        latest = max(latest, clock.now())
    }

    func advance(milliseconds: Int) {
        advance(nanoseconds: UInt64(milliseconds) * 1_000_000)
    }

    /// A request that reaches the broker some time.
    func sendLate(_ request: @escaping () -> Void) {
        late.append(request)
    }

    func deliverLate() {
        let requests = late
        late = []
        for request in requests { request() }
    }

    // MARK: What happens within a call

    /// A moment within a call of a process: it may die or stand still here.
    ///
    /// - parameter weight: how much more than others the moment is worth.
    func interlude(_ life: ProcessLife, _ place: @autoclosure () -> String, weight: Int = 1) {
        advance(nanoseconds: 50_000)
        let chance = random.below(10_000) / weight
        if chance < faults.crash {
            guard !life.isDead else { return }
            trace.note("\(life.instance) dies (\(place()))")
            kill(life)
        } else if chance < faults.crash + faults.stall {
            stall(life, place())
        }
    }

    func kill(_ life: ProcessLife) {
        guard !life.isDead else { return }
        life.die()
        counts.crashes += 1
    }

    private func stall(_ life: ProcessLife, _ place: String) {
        guard depth < 4 else { return }
        depth += 1
        defer { depth -= 1 }
        counts.stalls += 1
        let isLong = random.percent(faults.long)
        // A process that stands still has no heartbeats; a thread that does leaves them going.
        let isFrozen = random.percent(60)
        if isFrozen { life.freezes += 1 }
        trace.note("\(life.instance) stands still\(isLong ? " for long" : "")\(isFrozen ? ", frozen" : "") (\(place))")
        trace.nested {
            let rounds = 1 + random.below(isLong ? 24 : 8)
            for _ in 0..<rounds {
                if random.percent(10) { supervise() }
                if isLong { advance(milliseconds: random.below(9_000)) }
                stepSomebody()
            }
        }
        if isFrozen { life.freezes -= 1 }
        trace.note("\(life.instance) goes on")
    }

    /// One step of some loop that can make one.
    ///
    /// - parameter alone: whether nobody publishes.
    func stepSomebody(alone: Bool = false) {
        if !alone, random.percent(15) { meanwhile() }
        ready.removeAll(keepingCapacity: true)
        for life in lives where life.isRunning { for loop in life.loops where loop.isReady { ready.append(loop) } }
        guard !ready.isEmpty else { return advance(milliseconds: 100) }
        let chosen = random.one(of: ready)
        ready.removeAll(keepingCapacity: true)
        if !alone, deliverySloth > 0, chosen.name == "delivery", random.percent(deliverySloth) { return advance(milliseconds: 100) }
        step(chosen)
    }

    func step(_ loop: SimulatedLoop) {
        trace.note("\(loop.life.instance) \(loop.name)")
        trace.nested { loop.step() }
        if loop.life.stop.isSet, !loop.life.isDead {
            trace.note("\(loop.life.instance) stops: \(loop.life.stop.failure?.reason.en.prefix(30) ?? "")")
            counts.fenced += 1
            loop.life.die()
        }
    }

    // MARK: Errors

    /// Draws whether a call goes wrong, and how.
    func fault(_ call: String, _ kinds: [InjectedFault], rarely: Bool = false) -> InjectedFault? {
        guard random.perTenThousand(rarely ? faults.error / 8 : faults.error) else { return nil }
        let fault = random.one(of: kinds)
        counts.errors["\(fault)", default: 0] += 1
        trace.note("injected into \(call): \(fault)")
        return fault
    }
}

extension KafkaError {
    /// What a dead process's calls come to.
    static let dead = KafkaError(code: .destroyed, reason: "the process is dead")
}
