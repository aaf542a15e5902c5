import CRdKafka

/// Writes messages, in transactions or without.
///
/// Used from one thread at a time.
public final class KafkaProducer {
    /// A topic to write to, as its producer knows it.
    public final class Topic {
        public let name: String
        let pointer: OpaquePointer

        /// Which producer it belongs to: it is good for no other.
        let owner: Owner

        init(name: String, pointer: OpaquePointer, owner: Owner) {
            self.name = name
            self.pointer = pointer
            self.owner = owner
        }
    }

    /// Stands for one producer in its topics, without keeping it alive.
    final class Owner: Sendable {}

    /// How long a call that librdkafka gives no time limit is waited for, in milliseconds.
    private static let boundlessCallMilliseconds: Int32 = 10_000

    /// Whether a transaction has begun and neither been committed nor aborted.
    public private(set) var isInTransaction = false

    private var handle: ClientHandle?
    private let owner = Owner()
    private var topics: [String: Topic] = [:]
    private let queueFullTimeoutMilliseconds: Int32

    /// - throws: ``KafkaError`` when the configuration is wrong. A broker out of reach is no error here.
    public init(_ configuration: ProducerConfiguration) throws(KafkaError) {
        queueFullTimeoutMilliseconds = configuration.queueFullTimeoutMilliseconds
        let target = CallbackTarget(configuration.client)
        handle = try ClientHandle(RD_KAFKA_PRODUCER, try configuration.native(), target: target)
    }

    deinit {
        close(timeoutMilliseconds: 0)
    }

    private func open() throws(KafkaError) -> ClientHandle {
        guard let handle else { throw KafkaError.closed("producer") }
        return handle
    }

    // MARK: Writing

    /// The handle for writing to a topic. To be got once and kept.
    ///
    /// - throws: ``KafkaError`` when the name is invalid.
    public func topic(_ name: String) throws(KafkaError) -> Topic {
        if let known = topics[name] { return known }
        let topic = Topic(name: name, pointer: try open().topic(name), owner: owner)
        topics[name] = topic
        return topic
    }

    /// Queues a message; its bytes are copied.
    ///
    /// A full queue is waited for, up to ``ProducerConfiguration/queueFullTimeoutMilliseconds``.
    ///
    /// - parameters:
    ///   - topic: Of this producer.
    ///   - partition: -1 has the key choose it, or chance where there is no key.
    ///   - value: Nil is a tombstone.
    ///   - timestampMilliseconds: Since 1970-01-01 UTC; 0 is now.
    /// - throws: ``KafkaError``: ``KafkaErrorCode/queueFull``, ``KafkaErrorCode/messageSizeTooLarge``, ``KafkaErrorCode/state`` outside a
    ///   transaction, and in one that has failed (then with ``KafkaError/requiresAbort``).
    public func produce(
        to topic: Topic,
        partition: Int32 = -1,
        key: UnsafeRawBufferPointer?,
        value: UnsafeRawBufferPointer?,
        headers: consuming KafkaHeaders? = nil,
        timestampMilliseconds: Int64 = 0
    ) throws(KafkaError) {
        let handle = try open()
        precondition(topic.owner === owner, "the topic belongs to another producer")
        let headerList = headers.take()?.release()
        var code = enqueue(handle, topic, partition, key, value, headerList, timestampMilliseconds)
        if code == RD_KAFKA_RESP_ERR__QUEUE_FULL {
            let deadline = Deadline(milliseconds: queueFullTimeoutMilliseconds)
            repeat {
                rd_kafka_poll(handle.pointer, deadline.remainingMilliseconds(atMost: 5))
                code = enqueue(handle, topic, partition, key, value, headerList, timestampMilliseconds)
            } while code == RD_KAFKA_RESP_ERR__QUEUE_FULL && !deadline.hasPassed
        }
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        if let headerList { rd_kafka_headers_destroy(headerList) }
        throw refusal(code, topic, handle)
    }

    private func enqueue(
        _ handle: ClientHandle,
        _ topic: Topic,
        _ partition: Int32,
        _ key: UnsafeRawBufferPointer?,
        _ value: UnsafeRawBufferPointer?,
        _ headers: OpaquePointer?,
        _ timestampMilliseconds: Int64
    ) -> rd_kafka_resp_err_t {
        crdkafka_produce(
            handle.pointer, topic.pointer, partition, key?.baseAddress, key?.count ?? -1, value?.baseAddress, value?.count ?? -1,
            timestampMilliseconds, headers)
    }

    private func refusal(_ code: rd_kafka_resp_err_t, _ topic: Topic, _ handle: ClientHandle) -> KafkaError {
        let error = KafkaError(code, on: handle.pointer)
        if error.isFatal { return error }
        let named = KafkaError(code, "\(topic.name): \(error.reason)")
        // Within a transaction librdkafka refuses messages for one reason only: that it has failed.
        return isInTransaction && named.code == .state ? named.abortingTransaction : named
    }

    /// Waits until everything queued has been delivered or has failed; ``deliveryFailures`` tells which.
    ///
    /// - throws: ``KafkaError``: ``KafkaErrorCode/timedOut``, or a fatal one.
    public func flush(timeoutMilliseconds: Int32) throws(KafkaError) {
        let handle = try open()
        let code = rd_kafka_flush(handle.pointer, max(0, timeoutMilliseconds))
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
        throw handle.explaining(KafkaError(code, on: handle.pointer), serve: true)
    }

    /// Serves callbacks without waiting. To be called now and then where no transactions are committed.
    public func poll() {
        guard let handle else { return }
        rd_kafka_poll(handle.pointer, 0)
    }

    /// Messages that are queued or on their way.
    public var outstanding: Int {
        guard let handle else { return 0 }
        return Int(rd_kafka_outq_len(handle.pointer))
    }

    /// Messages whose delivery has failed since the start, and why the last one did. Up to date after ``flush(timeoutMilliseconds:)`` and
    /// ``poll()``. Always zero with transactions, where a failed delivery fails the transaction.
    public var deliveryFailures: (count: Int, last: KafkaError?) {
        handle?.target.deliveryFailures ?? lastDeliveryFailures
    }

    private var lastDeliveryFailures: (count: Int, last: KafkaError?) = (0, nil)

    /// Drops what is still queued and takes the client down, waiting for that no longer than this. An open transaction is left to the
    /// broker, which aborts it when the next producer with the same transactional ID appears, or at its time-out.
    ///
    /// - returns: Whether it was done in time. If not, a thread in the background sees it through, and nothing waits for that.
    @discardableResult
    public func close(timeoutMilliseconds: Int32) -> Bool {
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        return letGo().wait(until: deadline)
    }

    /// Lets go of the handle; returns what tells when it is destroyed.
    private func letGo() -> Completion {
        guard let handle else { return Completion.done }
        rd_kafka_purge(handle.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING)
        lastDeliveryFailures = handle.target.deliveryFailures
        topics = [:]
        isInTransaction = false
        self.handle = nil
        return handle.destroyed
    }
}

// MARK: - Transactions

extension KafkaProducer {
    /// Takes over the transactional ID: fences older producers and ends what they left open. Once, before the first transaction. After
    /// a retriable error it may be called again, and goes on where it was.
    ///
    /// - throws: ``KafkaError``
    public func initTransactions(timeoutMilliseconds: Int32) throws(KafkaError) {
        let handle = try open()
        try check(rd_kafka_init_transactions(handle.pointer, max(0, timeoutMilliseconds)), handle)
    }

    /// Begins a transaction.
    ///
    /// librdkafka's call has no time limit and may hang after a fatal error (#4420): fatal errors are asked for first, and the call
    /// itself is given ten seconds.
    ///
    /// - throws: ``KafkaError``
    public func beginTransaction() throws(KafkaError) {
        let handle = try open()
        if let fatal = KafkaError.fatal(of: handle.pointer) { throw fatal }
        let answer = BoundedCall.run(timeoutMilliseconds: KafkaProducer.boundlessCallMilliseconds) {
            Answer(error: KafkaError(consuming: rd_kafka_begin_transaction(handle.pointer)))
        }
        guard let answer else { throw KafkaError(code: .timedOut, reason: "beginning a transaction hangs") }
        if let error = answer.error { throw error }
        isInTransaction = true
    }

    private struct Answer: Sendable {
        let error: KafkaError?
    }

    /// Adds consumed offsets to the transaction: they are committed with it or not at all. Does nothing where there are none.
    ///
    /// - parameters:
    ///   - offsets: For each partition the offset of the next message to read.
    ///   - group: Of the consumer that read the messages, as of now.
    /// - throws: ``KafkaError``
    public func sendOffsets(
        _ offsets: [TopicPartitionOffset],
        group: ConsumerGroupMetadata,
        timeoutMilliseconds: Int32
    ) throws(KafkaError) {
        let handle = try open()
        guard !offsets.isEmpty else { return }
        let list = PartitionList(offsets)
        let error = list.lend {
            rd_kafka_send_offsets_to_transaction(handle.pointer, $0, group.pointer, max(0, timeoutMilliseconds))
        }
        try check(error, handle)
    }

    /// Delivers what is queued and commits the transaction.
    ///
    /// - throws: ``KafkaError``. After an indefinite one it may have been committed or not.
    public func commitTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {
        let handle = try open()
        try check(rd_kafka_commit_transaction(handle.pointer, max(0, timeoutMilliseconds)), handle)
        isInTransaction = false
    }

    /// Drops what is queued and aborts the transaction.
    ///
    /// - throws: ``KafkaError``
    public func abortTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {
        let handle = try open()
        try check(rd_kafka_abort_transaction(handle.pointer, max(0, timeoutMilliseconds)), handle)
        isInTransaction = false
    }

    private func check(_ error: OpaquePointer?, _ handle: ClientHandle) throws(KafkaError) {
        guard let error = KafkaError(consuming: error) else { return }
        throw handle.explaining(error, serve: true)
    }
}
