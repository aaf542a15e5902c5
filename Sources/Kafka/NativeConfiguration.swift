import CRdKafka

/// A librdkafka configuration in the making, owned until a client is made of it.
struct NativeConfiguration: ~Copyable {
    private let pointer: OpaquePointer

    /// What all clients have in common. The properties of `client` are not set here, since they come last.
    init(_ client: ClientConfiguration) throws(KafkaError) {
        pointer = rd_kafka_conf_new()
        try set("bootstrap.servers", client.bootstrapServers)
        try set("client.id", client.clientID)
        try set("socket.keepalive.enable", "true")
        try set("socket.nagle.disable", "true")
        try set("socket.connection.setup.timeout.ms", 10_000)
        try set("reconnect.backoff.ms", 100)
        try set("reconnect.backoff.max.ms", 2_000)
        // Brokers close idle connections in the normal course of things.
        try set("log.connection.close", "false")
        if client.statistics != nil {
            try set("statistics.interval.ms", client.statisticsIntervalMilliseconds)
        }
        CallbackTarget.register(in: pointer, for: client)
    }

    deinit {
        rd_kafka_conf_destroy(pointer)
    }

    func set(_ name: String, _ value: String) throws(KafkaError) {
        let reason = ReasonBuffer()
        guard rd_kafka_conf_set(pointer, name, value, reason.pointer, ReasonBuffer.size) == RD_KAFKA_CONF_OK else {
            throw KafkaError(code: .invalidArgument, reason: reason.text)
        }
    }

    func set(_ name: String, _ value: Int) throws(KafkaError) {
        try set(name, String(value))
    }

    /// In the order of names, so that the same configuration always fails at the same property.
    func set(_ properties: [String: String]) throws(KafkaError) {
        for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
            try set(name, value)
        }
    }

    /// Has failed deliveries counted in the ``CallbackTarget``.
    func reportFailedDeliveries() {
        CallbackTarget.registerDeliveryReports(in: pointer)
    }

    /// Has each delivery wake a flush. librdkafka's own, with which a commit begins, otherwise looks only every 10 ms whether anything is
    /// still on its way.
    func wakeAtDeliveries() {
        rd_kafka_conf_set_dr_msg_cb(pointer) { _, _, _ in }
    }

    /// Has rebalances answered by the ``CallbackTarget``.
    func reportRebalances() {
        CallbackTarget.registerRebalances(in: pointer)
    }

    /// Hands over the configuration and the duty to destroy it.
    consuming func release() -> OpaquePointer {
        let released = pointer
        discard self
        return released
    }
}
