import Kafka

/// Gives each session of a stage a transactional id of its own, and fences the one before: only for a broker with
/// ``HubConfiguration/hasStaleAborts``.
///
/// The number of the last session is kept where Kafka keeps numbers safely, as the committed offset of a group that nobody
/// joins. Only the holder of the last id can count it up, in a transaction, so a former self is fenced before its successor
/// begins; two that start at once end up with the same id, of which the later fences the earlier.
public struct SessionRegister {
    let client: ClientConfiguration
    let names: TopicNames

    public init(client: ClientConfiguration, names: TopicNames) {
        self.client = client
        self.names = names
    }

    /// The transactional id of the next session.
    public func next(_ base: String) throws(KafkaError) -> String {
        let group = "\(base)-sessions"
        let admin = try KafkaAdmin(client)
        defer { _ = admin.close(timeoutMilliseconds: 2_000) }
        let place = TopicPartition(names.ledgerInput, 0)
        let held = try admin.groupOffsets(group: group, partitions: [place], timeoutMilliseconds: 30_000)
        let last = max(0, held.first?.offset ?? 0)
        let former = try KafkaProducer(ProducerConfiguration(client: client, transactionalID: "\(base)-\(last)"))
        defer { _ = former.close(timeoutMilliseconds: 2_000) }
        try former.initTransactions(timeoutMilliseconds: 30_000)
        try former.beginTransaction()
        try former.sendOffsets(
            [TopicPartitionOffset(place.topic, place.partition, last + 1)], group: ConsumerGroupMetadata(outside: group),
            timeoutMilliseconds: 30_000)
        try former.commitTransaction(timeoutMilliseconds: 30_000)
        return "\(base)-\(last + 1)"
    }
}
