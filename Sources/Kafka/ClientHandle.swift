import CRdKafka
import Dispatch

/// Owns one librdkafka client, which is destroyed when the last reference goes.
///
/// Destroying blocks, and in librdkafka 2.0.2 may block for ever (#4187: a lost partition keeps a reference). So it happens on a
/// thread of its own, and whoever wants to know waits for ``destroyed`` with a limit.
///
/// librdkafka's client is safe for use by many threads. The topics kept here are touched by the thread of the consumer or producer
/// that owns this handle, and by nobody after it: hence `@unchecked`.
final class ClientHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let target: CallbackTarget

    /// Tells when librdkafka is done with this client.
    let destroyed = Completion()

    private var topics: [String: OpaquePointer] = [:]

    /// - throws: ``KafkaError`` when the configuration is contradictory or the system is out of threads or memory.
    init(
        _ kind: rd_kafka_type_t,
        _ configuration: consuming NativeConfiguration,
        target: CallbackTarget
    ) throws(KafkaError) {
        let native = configuration.release()
        let retained = Unmanaged.passRetained(target)
        rd_kafka_conf_set_opaque(native, retained.toOpaque())
        let reason = ReasonBuffer()
        guard let pointer = rd_kafka_new(kind, native, reason.pointer, ReasonBuffer.size) else {
            let code = rd_kafka_last_error()
            rd_kafka_conf_destroy(native)
            retained.release()
            throw KafkaError(code, reason.text)
        }
        self.pointer = pointer
        self.target = target
    }

    deinit {
        let remains = Remains(client: pointer, topics: Array(topics.values), target: .passUnretained(target), destroyed: destroyed)
        DispatchQueue(label: "kafka.destroy").async { remains.destroy() }
    }

    /// librdkafka's object for a topic, kept until this client is destroyed.
    func topic(_ name: String) throws(KafkaError) -> OpaquePointer {
        if let known = topics[name] { return known }
        guard let topic = rd_kafka_topic_new(pointer, name, nil) else {
            throw KafkaError(rd_kafka_last_error(), "topic \(name): \(KafkaErrorCode(rd_kafka_last_error()).meaning)")
        }
        topics[name] = topic
        return topic
    }

    /// Adds to an error why connections fail, where that is what stands behind it.
    ///
    /// - parameter serve: Whether to serve waiting callbacks first, to hear the latest; not for consumers, whose callbacks come with
    ///   their messages.
    func explaining(_ error: KafkaError, serve: Bool) -> KafkaError {
        guard error.code == .timedOut || error.code.isConnectionTrouble else { return error }
        if serve { rd_kafka_poll(pointer, 0) }
        guard let cause = target.lastConnectionError else { return error }
        return error.adding("; the last connection error: \(cause.reason)")
    }
}

/// What a handle leaves to be destroyed after it.
private struct Remains: @unchecked Sendable {
    let client: OpaquePointer
    let topics: [OpaquePointer]
    let target: Unmanaged<CallbackTarget>
    let destroyed: Completion

    func destroy() {
        // First the topics: a client with living ones is never done.
        for topic in topics { rd_kafka_topic_destroy(topic) }
        rd_kafka_destroy_flags(client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
        target.release()
        destroyed.signal()
    }
}
