import Credit
import Hub
import Kafka
import Testing

/// Brokers of one loop, on a clock of their own: whatever is written takes time, and a transaction that is open for too long is gone.
private final class SlowCluster: StageCluster {
    var now: UInt64 = 0
    /// What each producer asked for, in milliseconds.
    var timeouts: [Int] = []
    /// The most that the broker allows.
    var most = 900_000
    /// Offsets of the inputs that are there, and of the next one that is not committed.
    var end: Int64 = 1
    var committed: Int64 = 0
    var written = 0
    private(set) var latest: SlowProducer?

    var uptimeNanoseconds: UInt64 { now }
    var restoreThreads: Int { 1 }

    func advance(milliseconds: Int) { now += UInt64(milliseconds) * 1_000_000 }

    func producer(transactionalID: String, stage: String, transactionTimeoutMilliseconds: Int) -> any StageProducer {
        timeouts.append(transactionTimeoutMilliseconds)
        let producer = SlowProducer(self, transactionTimeoutMilliseconds)
        latest = producer
        return producer
    }

    func consumer(_ membership: StageMembership) -> any StageConsumer {
        #expect(membership.longestTurnMilliseconds >= timeouts.last ?? 0)
        return Inputs(self)
    }

    func stateReader() throws(KafkaError) -> any StateReader { throw KafkaError(code: .state, reason: "there is no state") }
    func wait(milliseconds: Int) { advance(milliseconds: milliseconds) }
    func pass(_ point: CommitPoint, stage: String) {}
}

private final class SlowProducer: StageProducer {
    private unowned let cluster: SlowCluster
    private let timeout: Int
    private var begun: UInt64 = 0
    private var waiting = 0
    private var next: Int64?

    init(_ cluster: SlowCluster, _ timeout: Int) {
        self.cluster = cluster
        self.timeout = timeout
    }

    private func check() throws(KafkaError) {
        guard cluster.now - begun < UInt64(timeout) * 1_000_000 else {
            throw KafkaError(code: .fenced, reason: "the transaction was aborted", isFatal: true)
        }
    }

    func initTransactions(timeoutMilliseconds: Int32) throws(KafkaError) {
        guard timeout <= cluster.most else { throw KafkaError(code: .invalidTransactionTimeout, reason: "too long", isFatal: true) }
    }

    func beginTransaction() {
        begun = cluster.now
        waiting = 0
    }

    func stageTopic(_ name: String) -> OutboxTopic { OutboxTopic(name: name, native: nil) }

    func send(
        to topic: OutboxTopic, partition: Int32, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: consuming KafkaHeaders?, timestampMilliseconds: Int64
    ) throws(KafkaError) {
        cluster.advance(milliseconds: 1_000)
        try check()
        waiting += 1
    }

    func sendOffsets(_ offsets: [TopicPartitionOffset], of consumer: any StageConsumer, timeoutMilliseconds: Int32) throws(KafkaError) {
        try check()
        next = offsets.first?.offset
    }

    func commitTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {
        try check()
        cluster.written += waiting
        if let next { cluster.committed = next }
    }

    func abortTransaction(timeoutMilliseconds: Int32) {}
    func close(timeoutMilliseconds: Int32) -> Bool { true }
}

private final class Inputs: StageConsumer {
    private let cluster: SlowCluster
    private let topic = StoredMessage.Topic(name: "in")
    private var position: Int64?
    private var onRebalance: ((KafkaConsumer.Rebalance) -> Void)?

    init(_ cluster: SlowCluster) {
        self.cluster = cluster
    }

    var assignment: [TopicPartition] { [TopicPartition("in", 0)] }
    var isMember: Bool { true }

    func subscribe(to topics: [String], onRebalance: @escaping (KafkaConsumer.Rebalance) -> Void) {
        self.onRebalance = onRebalance
    }

    func poll(timeoutMilliseconds: Int32) -> KafkaMessage? {
        if position == nil {
            position = cluster.committed
            onRebalance?(.assigned(assignment))
        }
        guard let place = position, place < cluster.end else {
            cluster.advance(milliseconds: Int(timeoutMilliseconds))
            return nil
        }
        position = place + 1
        return KafkaMessage(StoredMessage(topic: topic, partition: 0, offset: place, key: nil, value: [1]))
    }

    func committed(_ partitions: [TopicPartition], timeoutMilliseconds: Int32) -> [TopicPartitionOffset] {
        [TopicPartitionOffset("in", 0, cluster.committed)]
    }

    func seek(_ partitions: [TopicPartitionOffset], timeoutMilliseconds: Int32) { position = partitions.first?.offset }
    func close(timeoutMilliseconds: Int32) -> Bool { true }
}

/// Each message becomes so many others.
private final class Fanning: Stage {
    let name = "ledger"
    let inputs = ["in"]
    private let cluster: SlowCluster
    private let count: Int

    init(_ cluster: SlowCluster, _ count: Int) {
        self.cluster = cluster
        self.count = count
    }

    func open(_ outbox: Outbox) {}

    func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError) {
        for _ in 0..<count {
            try cluster.latest!.send(
                to: OutboxTopic(name: "out", native: nil), partition: -1, key: nil, value: nil, headers: nil, timestampMilliseconds: 0)
        }
    }
}

/// What one input becomes is one transaction, however long it takes.
@Suite("Transactions that take long") struct TransactionTimeTests {
    private let cluster = SlowCluster()
    private let stop = StopSignal()

    private func loop(_ messages: Int) -> StageLoop {
        StageLoop(
            stage: Fanning(cluster, messages), cluster: cluster, settings: StageLoop.Settings(instance: "a"), names: TopicNames(prefix: ""),
            log: HubLog(language: .en, least: .error), stop: stop, statistics: StageStatistics())
    }

    @Test("one that does not fit is tried again with twice the time, and is then written once") func doubling() {
        let loop = loop(150)
        for _ in 0..<100 where cluster.committed < 1 { loop.step() }
        #expect(cluster.committed == 1)
        #expect(cluster.written == 150)
        #expect(cluster.timeouts == [60_000, 120_000, 240_000])
        #expect(!stop.isSet)
    }

    @Test("when nothing has come for a minute, transactions have the usual time again") func quiet() {
        let loop = loop(70)
        for _ in 0..<100 where cluster.committed < 1 { loop.step() }
        #expect(cluster.timeouts == [60_000, 120_000])
        let begun = cluster.now
        for _ in 0..<1_000 where cluster.timeouts.count < 3 { loop.step() }
        #expect(cluster.timeouts == [60_000, 120_000, 60_000])
        #expect(cluster.now - begun >= 59_000_000_000)
        #expect(cluster.written == 70)
    }

    @Test("several that take long are written in one session") func several() {
        cluster.end = 3
        let loop = loop(70)
        for _ in 0..<100 where cluster.committed < 3 { loop.step() }
        #expect(cluster.written == 210)
        #expect(cluster.timeouts == [60_000, 120_000])
    }

    @Test("brokers that allow less are asked for less") func refused() {
        cluster.most = 100_000
        let loop = loop(70)
        for _ in 0..<20 { loop.step() }
        #expect(cluster.timeouts.starts(with: [60_000, 120_000, 60_000]))
        #expect(!stop.isSet)
        cluster.most = 30_000
        let fresh = StageLoop(
            stage: Fanning(cluster, 5), cluster: cluster, settings: StageLoop.Settings(instance: "b"), names: TopicNames(prefix: ""),
            log: HubLog(language: .en, least: .error), stop: stop, statistics: StageStatistics())
        cluster.timeouts = []
        for _ in 0..<20 where cluster.committed < 1 { fresh.step() }
        #expect(cluster.timeouts == [60_000, 30_000])
        #expect(cluster.written == 5)
    }
}
