import Kafka

/// 消费者组: who reads what, by the eager protocol with `range` assignment, and how far it was read.
package final class ModelGroup {
    package final class Member {
        package let id: Int
        package let instance: String?
        let topics: [String]
        /// Whether the process that it stands for can still say that it lives.
        let isAlive: () -> Bool
        fileprivate var heardAt: UInt64
        fileprivate var hasJoined = true
        package fileprivate(set) var generation = 0
        package fileprivate(set) var assignment: [TopicPartition] = []

        init(id: Int, instance: String?, topics: [String], isAlive: @escaping () -> Bool, now: UInt64) {
            self.id = id
            self.instance = instance
            self.topics = topics
            self.isAlive = isAlive
            heardAt = now
        }
    }

    /// What a member is told when it says that it lives.
    package enum Answer: Equatable {
        case ok
        case rebalancing
        case illegalGeneration
        case unknownMember
        case fencedInstance
    }

    /// How long a silent member keeps its place, and how long the group waits for members to join again, in nanoseconds.
    package static let sessionTimeout: UInt64 = 45_000_000_000
    package static let rebalanceTimeout: UInt64 = 300_000_000_000

    package let name: String
    private let topic: (String) -> ModelTopic
    package private(set) var generation = 0
    package private(set) var members: [Member] = []
    private var rebalancingSince: UInt64?
    private var replaced: Set<Int> = []
    private var count = 0
    private var offsets: [TopicPartition: Int64] = [:]
    private var pending: [(transaction: Int, places: [TopicPartitionOffset])] = []
    /// A weakness, for tests of the tests: offsets are taken from members of an old generation, too.
    var takesOldGenerations = false
    package private(set) var rebalances = 0
    /// How often offsets were committed.
    private(set) var commits = 0

    package init(name: String, topic: @escaping (String) -> ModelTopic) {
        self.name = name
        self.topic = topic
    }

    // MARK: Membership

    /// A new member joins. One with an instance's name takes the place of the former one of that name.
    package func join(instance: String?, topics: [String], isAlive: @escaping () -> Bool, now: UInt64) -> Member {
        count += 1
        let member = Member(id: count, instance: instance, topics: topics, isAlive: isAlive, now: now)
        guard let instance, let index = members.firstIndex(where: { $0.instance == instance }) else {
            members.append(member)
            beginRebalance(now)
            completeIfReady(now)
            return member
        }
        let former = members[index]
        replaced.insert(former.id)
        members[index] = member
        if rebalancingSince == nil, former.topics == topics {
            member.generation = generation
            member.assignment = former.assignment
        } else {
            beginRebalance(now)
            completeIfReady(now)
        }
        return member
    }

    /// A member has given up its partitions and takes part in the rebalance.
    @discardableResult
    package func rejoin(_ member: Member, now: UInt64) -> Answer {
        let answer = standing(of: member)
        guard answer != .unknownMember, answer != .fencedInstance else { return answer }
        member.heardAt = now
        beginRebalance(now)
        member.hasJoined = true
        completeIfReady(now)
        return .ok
    }

    package func leave(_ member: Member, now: UInt64) {
        guard let index = members.firstIndex(where: { $0 === member }) else { return }
        members.remove(at: index)
        beginRebalance(now)
        completeIfReady(now)
    }

    package func heartbeat(_ member: Member, generation: Int, now: UInt64) -> Answer {
        let answer = standing(of: member)
        guard answer == .ok else { return answer }
        member.heardAt = now
        if rebalancingSince != nil { return .rebalancing }
        return generation == self.generation ? .ok : .illegalGeneration
    }

    private func standing(of member: Member) -> Answer {
        if members.contains(where: { $0 === member }) { return .ok }
        return replaced.contains(member.id) ? .fencedInstance : .unknownMember
    }

    /// Whether the group is between two assignments.
    package var isRebalancing: Bool { rebalancingSince != nil }

    private func beginRebalance(_ now: UInt64) {
        guard rebalancingSince == nil else { return }
        rebalancingSince = now
        // Whoever has no generation yet has just joined, and is waiting already.
        for member in members where member.generation > 0 { member.hasJoined = false }
    }

    private func completeIfReady(_ now: UInt64) {
        guard let since = rebalancingSince else { return }
        if members.contains(where: { !$0.hasJoined }) {
            guard now >= since + Self.rebalanceTimeout else { return }
            // A static member keeps its place until its session is over.
            members.removeAll { !$0.hasJoined && $0.instance == nil }
        }
        rebalancingSince = nil
        generation += 1
        rebalances += 1
        assign()
    }

    /// `range`: each topic's partitions in runs, to the members in the order of their names.
    private func assign() {
        let sorted = members.sorted { ($0.instance ?? "~", $0.id) < ($1.instance ?? "~", $1.id) }
        for member in sorted {
            member.assignment = []
            member.generation = member.hasJoined ? generation : member.generation
        }
        guard !sorted.isEmpty else { return }
        for name in Set(sorted.flatMap(\.topics)).sorted() {
            let takers = sorted.filter { $0.topics.contains(name) }
            let partitions = topic(name).logs.count
            var next = 0
            for (index, member) in takers.enumerated() {
                let size = partitions / takers.count + (index < partitions % takers.count ? 1 : 0)
                for partition in next..<next + size { member.assignment.append(TopicPartition(name, Int32(partition))) }
                next += size
            }
        }
    }

    /// Time goes on: members that were silent for too long lose their place.
    package func tick(now: UInt64) {
        for member in members where member.isAlive() { member.heardAt = now }
        let before = members.count
        members.removeAll { now >= $0.heardAt + Self.sessionTimeout }
        if members.count < before { beginRebalance(now) }
        completeIfReady(now)
    }

    // MARK: Offsets

    /// Whether a member may commit offsets.
    package func check(_ member: Member, generation: Int) -> Answer {
        if takesOldGenerations { return .ok }
        let answer = standing(of: member)
        guard answer == .ok else { return answer }
        return generation == self.generation ? .ok : .illegalGeneration
    }

    /// Whether offsets may be committed in a transaction without a member's name: Kafka lets producers do so that know of no groups.
    package func checkNameless(instance: String?) -> Answer { instance == nil ? .ok : .unknownMember }

    package func committed(_ place: TopicPartition) -> Int64? { offsets[place] }

    /// Whether an open transaction holds offsets of a partition.
    package func hasPending(_ place: TopicPartition) -> Bool {
        pending.contains { $0.places.contains { $0.topicPartition == place } }
    }

    func hold(_ places: [TopicPartitionOffset], for transaction: Int) {
        pending.append((transaction, places))
    }

    func settle(_ transaction: Int, committed: Bool) {
        for held in pending where held.transaction == transaction && committed { commit(held.places) }
        pending.removeAll { $0.transaction == transaction }
    }

    func commit(_ places: [TopicPartitionOffset]) {
        commits += 1
        for place in places { offsets[place.topicPartition] = place.offset }
    }

    /// The member that the group has given a partition to.
    package func owner(of place: TopicPartition) -> Member? {
        members.first { $0.generation == generation && $0.assignment.contains(place) }
    }
}
