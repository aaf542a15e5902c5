import Hub
import Kafka

/// A transactional producer on the model broker, as librdkafka is one: messages wait in a queue and reach the log some time before
/// the commit.
final class SimulatedProducer: StageProducer {
    private final class Waiting {
        let topic: ModelTopic
        let partition: Int32
        let key: [UInt8]?
        let value: [UInt8]?
        var headers: KafkaHeaders?
        let timestampMilliseconds: Int64

        init(
            topic: ModelTopic, partition: Int32, key: [UInt8]?, value: [UInt8]?, headers: consuming KafkaHeaders?,
            timestampMilliseconds: Int64
        ) {
            self.topic = topic
            self.partition = partition
            self.key = key
            self.value = value
            self.headers = headers
            self.timestampMilliseconds = timestampMilliseconds
        }
    }

    private enum State {
        case new
        case ready
        case open
        /// The broker has ended the transaction; the caller was told to ask again.
        case ended
        /// Only an abort helps.
        case failed(KafkaError)
        case fatal(KafkaError)
        case closed
    }

    private let cluster: SimulatedCluster
    private let transactionalID: String
    /// How long its transactions may stay open, in nanoseconds.
    private let timeout: UInt64
    private var identity: ProducerIdentity?
    private var state = State.new
    private var queue: [Waiting] = []
    private var world: World { cluster.world }

    init(_ cluster: SimulatedCluster, transactionalID: String, timeout: UInt64) {
        self.cluster = cluster
        self.transactionalID = transactionalID
        self.timeout = timeout
    }

    /// Whether it is between two transactions.
    var isAtRest: Bool { if case .ready = state { true } else { false } }

    /// Whether the open transaction could go on.
    var canGoOn: Bool { if case .open = state { true } else { false } }

    /// - throws: what stands in the way of any call.
    private func check() throws(KafkaError) -> ProducerIdentity {
        switch state {
        case .fatal(let error): throw error
        case .closed: throw KafkaError(code: .state, reason: "the producer has been closed")
        default: break
        }
        guard let identity else { throw KafkaError(code: .state, reason: "transactions are not initialised") }
        return identity
    }

    /// Notes a fatal error of the broker's.
    private func fatally<R>(_ call: () throws(KafkaError) -> R) throws(KafkaError) -> R {
        do throws(KafkaError) {
            return try call()
        } catch {
            if error.isFatal {
                world.trace.note("producer: \(error)")
                state = .fatal(error)
            }
            throw error
        }
    }

    func initTransactions(timeoutMilliseconds: Int32) throws(KafkaError) {
        try cluster.moment("init")
        if case .fatal(let error) = state { throw error }
        let fault = world.fault("init", [.retriable, .retriableDone, .unansweredUndone, .unansweredDone, .fatal])
        if let fault, fault == .fatal { state = .fatal(fault.error(&world.random)) }
        if case .fatal(let error) = state { throw error }
        if fault != .retriable, fault != .unansweredUndone, identity == nil {
            identity = world.broker.transactions.initialise(transactionalID, timeout: timeout, now: world.uptime)
        }
        if let fault { throw fault.error(&world.random) }
        state = .ready
        world.trace.note("epoch \(identity?.epoch ?? 0) of \(transactionalID)")
        try cluster.moment("initialised")
    }

    func beginTransaction() throws(KafkaError) {
        guard !cluster.life.isDead else { throw .dead }
        _ = try check()
        guard case .ready = state else { throw KafkaError(code: .state, reason: "a transaction is open") }
        if let fault = world.fault("begin", [.fatal, .unansweredUndone], rarely: true) { throw fail(fault) }
        state = .open
    }

    /// The error of a fault, with what it does to the producer.
    private func fail(_ fault: InjectedFault) -> KafkaError {
        let error = fault.error(&world.random)
        if error.isFatal { state = .fatal(error) } else if error.requiresAbort { state = .failed(error) }
        return error
    }

    func stageTopic(_ name: String) throws(KafkaError) -> OutboxTopic {
        OutboxTopic(name: name, native: world.broker.topic(name))
    }

    func send(
        to topic: OutboxTopic, partition: Int32, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: consuming KafkaHeaders?, timestampMilliseconds: Int64
    ) throws(KafkaError) {
        guard !cluster.life.isDead else { throw .dead }
        _ = try check()
        if case .failed(let error) = state {
            throw KafkaError(code: .state, reason: "the transaction has failed: \(error.reason)", requiresAbort: true)
        }
        guard case .open = state else { throw KafkaError(code: .state, reason: "no transaction is open") }
        if let fault = world.fault("send", [.queueFull, .abortable, .fatal], rarely: true) { throw fail(fault) }
        let target = unsafeDowncast(topic.native!, to: ModelTopic.self)
        let keyBytes = key.map { Array($0) }
        queue.append(
            Waiting(
                topic: target, partition: partition < 0 ? target.partition(of: keyBytes) : partition, key: keyBytes,
                value: value.map { Array($0) }, headers: headers, timestampMilliseconds: timestampMilliseconds))
        // Trouble with what was sent in the background shows at the next call.
        if world.random.percent(8) { try? flush() }
    }

    /// Has the queue reach the log, in the transaction.
    private func flush() throws(KafkaError) {
        guard !queue.isEmpty, case .open = state, let identity else { return }
        let sent = queue
        queue = []
        try fatally { () throws(KafkaError) in
            let transaction = try world.broker.transactions.transaction(of: identity, now: world.uptime)
            for waiting in sent {
                transaction.append(
                    to: waiting.topic.logs[Int(waiting.partition)], key: waiting.key, value: waiting.value, headers: waiting.headers.take(),
                    timestampMilliseconds: waiting.timestampMilliseconds)
            }
        }
    }

    func sendOffsets(
        _ offsets: [TopicPartitionOffset], of consumer: any StageConsumer, timeoutMilliseconds: Int32
    ) throws(KafkaError) {
        try cluster.moment("send offsets")
        let identity = try check()
        if case .failed(let error) = state { throw error }
        guard !offsets.isEmpty else { return }
        guard let member = (consumer as? any GroupReader)?.reader else { throw KafkaError(code: .state, reason: "no group") }
        let fault = world.fault("send offsets", [.retriable, .abortable, .fatal, .unansweredUndone, .unansweredDone])
        if let fault, fault != .unansweredDone { throw fail(fault) }
        try fatally { () throws(KafkaError) in
            try put(offsets, of: member, identity)
        }
        if let fault { throw fault.error(&world.random) }
    }

    private func put(_ offsets: [TopicPartitionOffset], of reader: SimulatedConsumer, _ identity: ProducerIdentity) throws(KafkaError) {
        let transaction = try world.broker.transactions.transaction(of: identity, now: world.uptime)
        let group = reader.group
        let code: KafkaErrorCode
        switch reader.checkOffsets() {
        case .ok, .rebalancing:
            return transaction.add(offsets, of: group)
        case .illegalGeneration: code = .illegalGeneration
        case .unknownMember: code = .unknownMember
        case .fencedInstance: code = .fencedInstanceID
        }
        let error = KafkaError(code: code, reason: "offsets of a member that is no more", requiresAbort: true)
        world.trace.note("offsets refused: \(code.name)")
        state = .failed(error)
        throw error
    }

    func commitTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {
        try end(commit: true)
    }

    func abortTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {
        queue = []
        if case .failed = state { state = .open }
        try end(commit: false)
    }

    private func end(commit: Bool) throws(KafkaError) {
        try cluster.moment(commit ? "commit" : "abort")
        let identity = try check()
        if case .failed(let error) = state { throw error }
        if case .ready = state { throw KafkaError(code: .state, reason: "no transaction is open") }
        if case .open = state {
            var kinds: [InjectedFault] = [
                .retriable, .retriableDone, .fatal, .unansweredUndone, .unansweredDone, .unansweredDone, .unansweredLate,
            ]
            if commit { kinds.append(.abortable) }
            let fault = world.fault(commit ? "commit" : "abort", kinds)
            if let fault, fault == .abortable || fault == .fatal { throw fail(fault) }
            try flush()
            if let fault, fault == .retriable || fault == .unansweredUndone { throw fault.error(&world.random) }
            let transactions = world.broker.transactions
            if let fault, fault == .unansweredLate {
                world.sendLate { [world] in try? transactions.end(identity, commit: commit, now: world.uptime) }
                throw fault.error(&world.random)
            }
            try cluster.moment("end of transaction")
            try fatally { () throws(KafkaError) in try transactions.end(identity, commit: commit, now: world.uptime) }
            world.trace.note(commit ? "committed" : "aborted")
            state = .ended
            if let fault { throw fault.error(&world.random) }
        }
        state = .ready
        try cluster.moment(commit ? "committed" : "aborted")
    }

    @discardableResult func close(timeoutMilliseconds: Int32) -> Bool {
        queue = []
        state = .closed
        return true
    }
}
