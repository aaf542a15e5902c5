import CRdKafka

/// A cluster within this process, for tests of faults: failing requests, brokers that go away, slow links.
///
/// It is librdkafka's own and proves nothing about exactly-once: in 2.0.2 a read-committed consumer sees aborted messages, offsets in
/// transactions are not stored, nobody is fenced. It also keeps no more than 5 MiB of a partition, and drops the rest silently.
public final class MockCluster {
    private let cluster: OpaquePointer

    /// librdkafka keeps the cluster's books in a client, which otherwise does nothing.
    private let keeper: ClientHandle

    /// - parameter brokers: How many; their numbers start at 1.
    /// - throws: ``KafkaError`` when the system lets it listen nowhere.
    public init(brokers: Int) throws(KafkaError) {
        let configuration = ClientConfiguration(bootstrapServers: "", clientID: "mock-cluster")
        let native = try NativeConfiguration(configuration)
        keeper = try ClientHandle(RD_KAFKA_PRODUCER, native, target: CallbackTarget(configuration))
        guard let cluster = rd_kafka_mock_cluster_new(keeper.pointer, Int32(clamping: brokers)) else {
            throw KafkaError(code: .failed, reason: "no mock cluster could be made")
        }
        self.cluster = cluster
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
    }

    /// Where clients find it.
    public var bootstrapServers: String { String(cString: rd_kafka_mock_cluster_bootstraps(cluster)) }

    /// Creates a topic. The admin request for that is one the mock does not know.
    ///
    /// - throws: ``KafkaError`` when it exists, or there are fewer brokers than copies.
    public func createTopic(_ name: String, partitions: Int, replication: Int) throws(KafkaError) {
        try check(rd_kafka_mock_topic_create(cluster, name, Int32(clamping: partitions), Int32(clamping: replication)))
    }

    /// Makes the next requests of one kind fail, one after the other, on whichever broker. ``KafkaErrorCode/transport`` breaks the
    /// connection instead of answering.
    ///
    /// - parameter apiKey: The kind, by its number in Kafka's protocol: 0 is Produce, 26 EndTxn.
    public func pushRequestErrors(apiKey: Int16, errors: [KafkaErrorCode]) {
        rd_kafka_mock_push_request_errors_array(cluster, apiKey, errors.count, errors.map(\.native))
    }

    /// Makes one broker's next request of one kind be answered late, and with an error unless that is ``KafkaErrorCode/none``.
    ///
    /// - throws: ``KafkaError`` for an unknown broker.
    public func pushRequestError(
        apiKey: Int16,
        error: KafkaErrorCode,
        delayMilliseconds: Int,
        brokerID: Int32
    ) throws(KafkaError) {
        try check(
            crdkafka_mock_push_delayed_error(cluster, brokerID, apiKey, error.native, Int32(clamping: delayMilliseconds)))
    }

    /// Forgets the errors that ``pushRequestErrors(apiKey:errors:)`` has left.
    public func clearRequestErrors(apiKey: Int16) {
        rd_kafka_mock_clear_request_errors(cluster, apiKey)
    }

    /// Breaks a broker's connections and takes no new ones; -1 is all brokers. Leaders stay leaders.
    ///
    /// - throws: ``KafkaError`` for an unknown broker.
    public func setBrokerDown(_ id: Int32) throws(KafkaError) {
        try check(rd_kafka_mock_broker_set_down(cluster, id))
    }

    /// Undoes ``setBrokerDown(_:)``.
    ///
    /// - throws: ``KafkaError`` for an unknown broker.
    public func setBrokerUp(_ id: Int32) throws(KafkaError) {
        try check(rd_kafka_mock_broker_set_up(cluster, id))
    }

    /// Makes a broker answer this many milliseconds late; -1 is all brokers.
    ///
    /// - throws: ``KafkaError`` for an unknown broker.
    public func setRoundTrip(brokerID: Int32, milliseconds: Int) throws(KafkaError) {
        try check(rd_kafka_mock_broker_set_rtt(cluster, brokerID, Int32(clamping: milliseconds)))
    }

    /// Moves a transactional ID's or a group's coordination to a broker, which need not exist.
    ///
    /// - throws: ``KafkaError``
    public func setCoordinator(_ kind: Coordinated, _ id: String, brokerID: Int32) throws(KafkaError) {
        try check(rd_kafka_mock_coordinator_set(cluster, kind.rawValue, id, brokerID))
    }

    /// What coordinators coordinate.
    public enum Coordinated: String, Sendable {
        case transaction
        case group
    }

    private func check(_ code: rd_kafka_resp_err_t) throws(KafkaError) {
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code) }
    }
}
