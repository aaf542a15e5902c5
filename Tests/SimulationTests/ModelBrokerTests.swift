import Kafka
import Simulation
import Testing

private let second: UInt64 = 1_000_000_000

@Suite("The model broker") struct ModelBrokerTests {
    private let broker = ModelBroker { _ in 3 }

    private func send(_ text: String, by producer: ProducerIdentity, to log: ModelLog, now: UInt64 = 0) throws {
        try broker.transactions.transaction(of: producer, now: now).append(
            to: log, key: Array(text.utf8), value: Array(text.utf8), headers: nil, timestampMilliseconds: 0)
    }

    /// What a reader of committed messages gets.
    private func read(_ log: ModelLog) -> [String] {
        var found: [String] = []
        var next: Int64 = 0
        while let message = log.next(from: next, below: log.lastStable) {
            found.append(String(decoding: message.key ?? [], as: UTF8.self))
            next = message.offset + 1
        }
        return found
    }

    private func join(_ group: ModelGroup, _ instance: String?, isAlive: @escaping () -> Bool = { true }, now: UInt64 = 0) -> ModelGroup.Member {
        group.join(instance: instance, topics: ["t"], isAlive: isAlive, now: now)
    }

    // MARK: Transactions

    @Test("an open transaction hides what follows it, up to its end") func lastStableOffset() throws {
        let log = broker.topic("t").logs[0]
        let a = broker.transactions.initialise("a", now: 0)
        let b = broker.transactions.initialise("b", now: 0)
        try send("a1", by: a, to: log)
        try send("b1", by: b, to: log)
        try broker.transactions.end(b, commit: true, now: 0)
        #expect(log.lastStable == 0)
        #expect(read(log).isEmpty)
        try broker.transactions.end(a, commit: true, now: 0)
        #expect(read(log) == ["a1", "b1"])
        // Two messages, and the mark of each transaction's end.
        #expect(log.end == 4 && log.lastStable == 4)
    }

    @Test("what was aborted stays hidden and keeps its offsets") func aborted() throws {
        let log = broker.topic("t").logs[0]
        let a = broker.transactions.initialise("a", now: 0)
        try send("a1", by: a, to: log)
        try broker.transactions.end(a, commit: false, now: 0)
        try send("a2", by: a, to: log)
        try broker.transactions.end(a, commit: true, now: 0)
        #expect(read(log) == ["a2"])
        #expect(log.next(from: 0, below: log.end)?.offset == 2)
    }

    @Test("a new producer aborts what the old one left open, and shuts it out") func fencing() throws {
        let log = broker.topic("t").logs[0]
        let old = broker.transactions.initialise("a", now: 0)
        try send("old", by: old, to: log)
        let new = broker.transactions.initialise("a", now: 0)
        #expect(log.lastStable == log.end)
        #expect(read(log).isEmpty)
        #expect(throws: KafkaError.self) { try send("late", by: old, to: log) }
        #expect(throws: KafkaError.self) { try broker.transactions.end(old, commit: true, now: 0) }
        try send("new", by: new, to: log)
        try broker.transactions.end(new, commit: true, now: 0)
        #expect(read(log) == ["new"])
    }

    @Test("a transaction that is open for too long is aborted, and its producer shut out") func timeout() throws {
        let log = broker.topic("t").logs[0]
        let a = broker.transactions.initialise("a", now: 0)
        try send("a1", by: a, to: log)
        broker.tick(now: 59 * second)
        #expect(log.lastStable == 0)
        broker.tick(now: 60 * second)
        #expect(log.lastStable == log.end)
        #expect(throws: KafkaError.self) { try broker.transactions.end(a, commit: true, now: 60 * second) }
        #expect(read(log).isEmpty)
    }

    @Test("the end of a transaction reaches partitions at different times") func lateMarks() throws {
        let logs = broker.topic("t").logs
        var delays: [UInt64] = [0, 5 * second]
        broker.transactions.markDelay = { delays.removeFirst() }
        let a = broker.transactions.initialise("a", now: 0)
        try send("x", by: a, to: logs[0])
        try send("y", by: a, to: logs[1])
        try broker.transactions.end(a, commit: true, now: 0)
        #expect(read(logs[0]) == ["x"] && read(logs[1]).isEmpty)
        broker.tick(now: 5 * second)
        #expect(read(logs[1]) == ["y"])
    }

    // MARK: Offsets

    @Test("offsets in a transaction count when it is committed, and are known to be on their way until then") func pendingOffsets() throws {
        let group = broker.group("g")
        let place = TopicPartition("t", 0)
        let a = broker.transactions.initialise("a", now: 0)
        try broker.transactions.transaction(of: a, now: 0).add([TopicPartitionOffset(place, 7)], of: group)
        #expect(group.hasPending(place))
        #expect(group.committed(place) == nil)
        try broker.transactions.end(a, commit: false, now: 0)
        #expect(!group.hasPending(place) && group.committed(place) == nil)
        try broker.transactions.transaction(of: a, now: 0).add([TopicPartitionOffset(place, 8)], of: group)
        try broker.transactions.end(a, commit: true, now: 0)
        #expect(!group.hasPending(place) && group.committed(place) == 8)
    }

    // MARK: Groups

    @Test("partitions are given in runs, once all members have joined again") func rebalance() {
        let group = broker.group("g")
        let a = join(group, "a")
        #expect(a.assignment.map(\.partition) == [0, 1, 2])
        #expect(group.generation == 1)
        let b = join(group, "b")
        #expect(group.isRebalancing)
        #expect(group.heartbeat(a, generation: 1, now: 0) == .rebalancing)
        // Until it has joined again, what it has read may be committed.
        #expect(group.check(a, generation: 1) == .ok)
        #expect(group.rejoin(a, now: 0) == .ok)
        #expect(!group.isRebalancing && group.generation == 2)
        #expect(a.assignment.map(\.partition) == [0, 1] && b.assignment.map(\.partition) == [2])
        #expect(group.check(a, generation: 1) == .illegalGeneration)
        #expect(group.check(a, generation: 2) == .ok)
    }

    @Test("a static member that comes back has its partitions at once, and its former self is shut out") func staticMember() {
        let group = broker.group("g")
        let old = join(group, "a")
        let new = join(group, "a")
        #expect(group.generation == 1)
        #expect(new.assignment == old.assignment && new.generation == 1)
        #expect(group.heartbeat(old, generation: 1, now: 0) == .fencedInstance)
        #expect(group.check(old, generation: 1) == .fencedInstance)
        #expect(group.check(new, generation: 1) == .ok)
    }

    @Test("a member that is silent for too long loses its place") func session() {
        let group = broker.group("g")
        var lives = true
        let a = join(group, "a", isAlive: { lives })
        let b = join(group, "b")
        group.rejoin(a, now: 0)
        lives = false
        group.tick(now: 44 * second)
        #expect(group.members.count == 2)
        group.tick(now: 45 * second)
        #expect(group.members.count == 1)
        group.rejoin(b, now: 45 * second)
        #expect(b.assignment.count == 3)
        #expect(group.check(a, generation: 2) == .unknownMember)
    }

    @Test("offsets without a member's name are taken, but not of a static member") func nameless() {
        let group = broker.group("g")
        _ = join(group, "a")
        #expect(group.checkNameless(instance: nil) == .ok)
        #expect(group.checkNameless(instance: "a") == .unknownMember)
    }

    @Test("a group does not wait for ever for a dynamic member to join again") func rebalanceTimeout() {
        let group = broker.group("g")
        let a = join(group, nil)
        let b = join(group, nil)
        #expect(group.isRebalancing)
        group.tick(now: 299 * second)
        #expect(group.isRebalancing)
        group.tick(now: 300 * second)
        #expect(!group.isRebalancing)
        #expect(b.assignment.count == 3)
        #expect(group.check(a, generation: 1) == .unknownMember)
    }
}
