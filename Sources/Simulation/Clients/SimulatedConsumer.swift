import Hub
import Kafka

/// A consumer with a group, whatever is wrapped around it.
protocol GroupReader: AnyObject {
    var reader: SimulatedConsumer { get }
}

/// A member of a group on the model broker, as librdkafka is one with the eager protocol.
final class SimulatedConsumer: StageConsumer, GroupReader {
    private let cluster: SimulatedCluster
    private let settings: StageMembership
    let group: ModelGroup
    private var topics: [String] = []
    private var onRebalance: (KafkaConsumer.Rebalance) -> Void = { _ in }
    /// Who it is in the group, and of which generation it believes to be.
    private(set) var membership: (member: ModelGroup.Member, generation: Int)?
    private(set) var assignment: [TopicPartition] = [] {
        didSet { logs = assignment.map { world.broker.log($0) } }
    }
    private var logs: [ModelLog] = []
    private var positions: [TopicPartition: Int64] = [:]
    private var askedAt: UInt64 = 0
    private var fatal: KafkaError?
    /// Beats until it is closed.
    private let pulse = Pulse()
    var isClosed: Bool { pulse.isDead }
    /// Its thread in the background has heard that the group has put it out, and has dropped the name.
    private var hasLostName = false
    private var turn = 0
    /// For planted bugs: what was never committed is read, too.
    var readsUncommitted = false
    private var world: World { cluster.world }

    init(_ cluster: SimulatedCluster, _ settings: StageMembership) {
        self.cluster = cluster
        self.settings = settings
        group = cluster.world.broker.group(settings.groupID)
    }

    deinit {
        pulse.isDead = true
    }

    var reader: SimulatedConsumer { self }

    /// Whether the group takes offsets from it, as of now.
    func checkOffsets() -> ModelGroup.Answer {
        hearInBackground()
        guard let membership, !hasLostName else { return group.checkNameless(instance: settings.groupInstanceID) }
        return group.check(membership.member, generation: membership.generation)
    }

    var isMember: Bool {
        hearInBackground()
        return membership != nil && !hasLostName
    }

    private func hearInBackground() {
        guard let (member, generation) = membership, generation > 0, !hasLostName, world.random.percent(50) else { return }
        hasLostName = group.heartbeat(member, generation: generation, now: world.uptime) == .unknownMember
    }

    /// Whether the group agrees that it owns a partition.
    func owns(_ place: TopicPartition) -> Bool {
        guard !isClosed, let membership, assignment.contains(place), !group.isRebalancing else { return false }
        return group.owner(of: place) === membership.member && membership.generation == group.generation
    }

    func subscribe(to topics: [String], onRebalance: @escaping (KafkaConsumer.Rebalance) -> Void) throws(KafkaError) {
        guard !cluster.life.isDead else { throw .dead }
        self.topics = topics
        self.onRebalance = onRebalance
    }

    // MARK: Reading

    func poll(timeoutMilliseconds: Int32) throws(KafkaError) -> KafkaMessage? {
        try cluster.moment("poll")
        if let fatal { throw fatal }
        guard !isClosed else { throw KafkaError(code: .state, reason: "the consumer has been closed") }
        if world.fault("poll", [.fatal], rarely: true) != nil {
            throw KafkaError(code: world.random.one(of: [.maxPollExceeded, .unknownTopicOrPartition, .offsetOutOfRange]), reason: "injected")
        }
        try attend()
        guard !cluster.life.isDead else { throw .dead }
        if let message = take() { return KafkaMessage(message) }
        world.advance(milliseconds: timeoutMilliseconds > 1 ? 10 + world.random.below(Int(timeoutMilliseconds)) : 1)
        return nil
    }

    /// Does its duties as a member.
    private func attend() throws(KafkaError) {
        guard let (member, generation) = membership else {
            join()
            return try takeAssignment()
        }
        guard generation > 0 else { return try wait(member) }
        // Heartbeats go every few seconds: what the group has decided is not known at once.
        if world.uptime < askedAt + 3_000_000_000, !world.random.percent(25) { return }
        askedAt = world.uptime
        switch group.heartbeat(member, generation: generation, now: world.uptime) {
        case .ok:
            return
        case .rebalancing:
            try giveUp(lost: false)
            membership = (member, 0)
            group.rejoin(member, now: world.uptime)
        case .illegalGeneration:
            try giveUp(lost: true)
            membership = (member, 0)
            group.rejoin(member, now: world.uptime)
        case .unknownMember:
            try giveUp(lost: true)
            membership = nil
            return
        case .fencedInstance:
            throw try fence()
        }
        try takeAssignment()
    }

    /// It has joined, and waits for the others.
    private func wait(_ member: ModelGroup.Member) throws(KafkaError) {
        switch group.heartbeat(member, generation: member.generation, now: world.uptime) {
        case .unknownMember: membership = nil
        case .fencedInstance: throw try fence()
        case .rebalancing, .illegalGeneration: group.rejoin(member, now: world.uptime)
        case .ok: break
        }
        try takeAssignment()
    }

    private func fence() throws(KafkaError) -> KafkaError {
        let error = KafkaError(code: .fencedInstanceID, reason: "another member has this instance's name", isFatal: true)
        fatal = error
        world.trace.note("fenced instance")
        if world.random.percent(50) { try giveUp(lost: true) }
        return error
    }

    private func join() {
        let (own, process) = (pulse, cluster.life.pulse)
        let member = group.join(
            instance: settings.groupInstanceID, topics: topics, isAlive: { own.beats && process.beats }, now: world.uptime)
        membership = (member, 0)
        hasLostName = false
        askedAt = world.uptime
        world.trace.note("joins as member \(member.id)")
    }

    private func takeAssignment() throws(KafkaError) {
        guard let (member, generation) = membership, generation == 0, member.generation > 0, member.generation == group.generation,
            !group.isRebalancing
        else { return }
        world.trace.note("generation \(member.generation): \(member.assignment.map(\.partition))")
        membership = (member, member.generation)
        let assigned = member.assignment
        onRebalance(.assigned(assigned))
        guard !cluster.life.isDead else { throw .dead }
        assignment = assigned
        positions = [:]
    }

    private func giveUp(lost: Bool) throws(KafkaError) {
        guard !assignment.isEmpty else { return }
        world.trace.note("gives up its partitions\(lost ? ", lost" : "")")
        onRebalance(.revoked(assignment, lost: lost))
        assignment = []
        positions = [:]
        guard !cluster.life.isDead else { throw .dead }
    }

    private func take() -> StoredMessage? {
        guard !assignment.isEmpty else { return nil }
        turn = world.random.below(assignment.count)
        for index in 0..<assignment.count {
            let chosen = (turn + index) % assignment.count
            let place = assignment[chosen]
            guard let position = position(of: place) else { continue }
            let log = logs[chosen]
            let message = readsUncommitted ? log.nextUncommitted(from: position) : log.next(from: position, below: log.lastStable)
            guard let message else { continue }
            positions[place] = message.offset + 1
            return message
        }
        return nil
    }

    /// Where it reads on; nil while a transaction holds the group's offset.
    private func position(of place: TopicPartition) -> Int64? {
        if let known = positions[place] { return known }
        guard !group.hasPending(place) else { return nil }
        let start = group.committed(place) ?? 0
        positions[place] = start
        return start
    }

    // MARK: Positions

    func committed(_ partitions: [TopicPartition], timeoutMilliseconds: Int32) throws(KafkaError) -> [TopicPartitionOffset] {
        try cluster.moment("committed")
        if let fault = world.fault("committed", [.retriable, .unansweredUndone]) { throw fault.error(&world.random) }
        let deadline = world.uptime + UInt64(timeoutMilliseconds) * 1_000_000
        while !readsUnstableOffsets, partitions.contains(where: { group.hasPending($0) }) {
            guard world.uptime < deadline else {
                throw KafkaError(code: .timedOut, reason: "offsets are held by an open transaction", isRetriable: true)
            }
            world.advance(milliseconds: 500)
            if world.random.percent(20) { try cluster.moment("waiting for offsets") }
        }
        return partitions.map { TopicPartitionOffset($0, group.committed($0) ?? TopicPartitionOffset.none) }
    }

    /// For planted bugs: offsets of open transactions are not waited for.
    var readsUnstableOffsets = false

    func seek(_ partitions: [TopicPartitionOffset], timeoutMilliseconds: Int32) throws(KafkaError) {
        try cluster.moment("seek")
        if let fault = world.fault("seek", [.unansweredUndone]) { throw fault.error(&world.random) }
        for place in partitions {
            guard assignment.contains(place.topicPartition) else {
                throw KafkaError(code: .state, reason: "\(place.topicPartition) is not assigned")
            }
            positions[place.topicPartition] = max(0, place.offset)
        }
    }

    @discardableResult func close(timeoutMilliseconds: Int32) -> Bool {
        guard !isClosed else { return true }
        if !cluster.life.isDead {
            try? giveUp(lost: fatal != nil)
            // A static member does not leave: its place stays its own for the session time-out.
            if !cluster.life.isDead, settings.groupInstanceID == nil, let membership { group.leave(membership.member, now: world.uptime) }
        }
        pulse.isDead = true
        return true
    }
}
