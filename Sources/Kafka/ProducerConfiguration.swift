/// How a ``KafkaProducer`` writes.
///
/// Always idempotent and acknowledged by all in-sync replicas; keys choose partitions as Java clients do (murmur2).
public struct ProducerConfiguration: Sendable {
    public var client: ClientConfiguration

    /// Makes the producer transactional. Of all producers with one ID only the newest may write; the others are fenced.
    public var transactionalID: String?

    /// After how long the broker aborts a transaction that was left open, in milliseconds.
    public var transactionTimeoutMilliseconds = 60_000

    /// How long a message may wait for others to share a batch with, in milliseconds.
    public var lingerMilliseconds: Double = 5

    /// `none`, `gzip`, `snappy`, `lz4` or `zstd`.
    public var compression = "lz4"

    /// The largest message that is accepted, in bytes. Topics have limits of their own (`max.message.bytes`).
    public var maxMessageBytes = 64 << 20

    /// How long a message may stay unacknowledged until its delivery has failed, in milliseconds. In a transaction it is never
    /// more than the transaction's own time.
    public var messageTimeoutMilliseconds = 120_000

    /// How many messages may be queued or on their way.
    public var queueMaxMessages = 100_000

    /// How much may be queued or on its way, in units of 1,024 bytes.
    public var queueMaxKilobytes = 262_144

    /// How long ``KafkaProducer/produce(to:partition:key:value:headers:timestampMilliseconds:)`` waits for room in a full queue, in
    /// milliseconds.
    public var queueFullTimeoutMilliseconds: Int32 = 30_000

    public init(client: ClientConfiguration, transactionalID: String?) {
        self.client = client
        self.transactionalID = transactionalID
    }
}

extension ProducerConfiguration {
    func native() throws(KafkaError) -> NativeConfiguration {
        let native = try NativeConfiguration(client)
        try native.set("enable.idempotence", "true")
        try native.set("acks", "all")
        try native.set("partitioner", "murmur2_random")
        try native.set("linger.ms", String(lingerMilliseconds))
        try native.set("compression.codec", compression)
        try native.set("message.max.bytes", maxMessageBytes)
        try native.set("queue.buffering.max.messages", queueMaxMessages)
        try native.set("queue.buffering.max.kbytes", queueMaxKilobytes)
        if let transactionalID {
            try native.set("transactional.id", transactionalID)
            try native.set("transaction.timeout.ms", transactionTimeoutMilliseconds)
            try native.set("message.timeout.ms", min(messageTimeoutMilliseconds, transactionTimeoutMilliseconds))
            native.wakeAtDeliveries()
        } else {
            try native.set("message.timeout.ms", messageTimeoutMilliseconds)
            try native.set("delivery.report.only.error", "true")
            native.reportFailedDeliveries()
        }
        try native.set(client.properties)
        return native
    }
}
