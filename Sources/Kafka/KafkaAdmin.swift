import CRdKafka
import Synchronization

/// Looks after topics and consumer groups.
///
/// A client of its own, since looking at watermarks and groups on a working consumer gets in its way. May be used by many threads.
/// It never makes a topic by asking for it.
public final class KafkaAdmin: Sendable {
    private let handle: Mutex<ClientHandle?>

    /// - throws: ``KafkaError`` when the configuration is wrong. A broker out of reach is no error here.
    public init(_ configuration: ClientConfiguration) throws(KafkaError) {
        let native = try NativeConfiguration(configuration)
        // A consumer, though it never consumes: a producer's questions about a topic make brokers create it.
        try native.set("allow.auto.create.topics", "false")
        try native.set(configuration.properties)
        handle = Mutex(try ClientHandle(RD_KAFKA_CONSUMER, native, target: CallbackTarget(configuration)))
    }

    /// Takes the client down, waiting for that no longer than this.
    ///
    /// - returns: Whether it was done in time. If not, a thread in the background sees it through, and nothing waits for that.
    @discardableResult
    public func close(timeoutMilliseconds: Int32) -> Bool {
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        return letGo().wait(until: deadline)
    }

    private func letGo() -> Completion {
        handle.withLock { handle in
            defer { handle = nil }
            return handle?.destroyed ?? Completion.done
        }
    }

    func open() throws(KafkaError) -> ClientHandle {
        guard let handle = handle.withLock({ $0 }) else { throw KafkaError.closed("administrator") }
        return handle
    }

    /// Sends a request and waits for its answer.
    ///
    /// - parameter send: Given the client, the request's options and the queue for the answer.
    /// - throws: ``KafkaError`` when the request as a whole failed; its parts may have failed all the same.
    func request(
        _ kind: rd_kafka_admin_op_t,
        timeoutMilliseconds: Int32,
        _ send: (_ client: OpaquePointer, _ options: OpaquePointer, _ queue: OpaquePointer) -> Void
    ) throws(KafkaError) -> AdminEvent {
        let handle = try open()
        // Another thread may close the client meanwhile.
        defer { withExtendedLifetime(handle) {} }
        let milliseconds = max(1, timeoutMilliseconds)
        guard let queue = rd_kafka_queue_new(handle.pointer), let options = rd_kafka_AdminOptions_new(handle.pointer, kind) else {
            throw KafkaError(code: .failed, reason: "no admin request could be made")
        }
        defer {
            rd_kafka_AdminOptions_destroy(options)
            rd_kafka_queue_destroy(queue)
        }
        let reason = ReasonBuffer()
        let code = rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, reason.pointer, ReasonBuffer.size)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, reason.text) }
        send(handle.pointer, options, queue)
        // librdkafka keeps the limit itself and says more than we could; the margin is for the way back.
        guard let event = rd_kafka_queue_poll(queue, milliseconds + 500) else {
            let error = KafkaError(code: .timedOut, reason: "no answer in \(milliseconds) ms", isRetriable: true)
            throw handle.explaining(error, serve: true)
        }
        let answer = AdminEvent(adopting: event)
        if let error = answer.error { throw handle.explaining(error, serve: true) }
        return answer
    }
}
