/// How a ``KafkaConsumer`` reads.
///
/// Offsets are never committed or stored behind the caller's back: that is done in a transaction, by
/// ``KafkaProducer/sendOffsets(_:group:timeoutMilliseconds:)``.
public struct ConsumerConfiguration: Sendable {
    /// Which messages are seen.
    public enum Isolation: String, Sendable {
        /// Only those of no transaction or of a committed one, up to the first one still open.
        case readCommitted = "read_committed"
        /// All.
        case readUncommitted = "read_uncommitted"
    }

    /// Where to start when nothing is committed, or what was committed is gone from the log.
    public enum OffsetReset: String, Sendable {
        /// Nowhere: ``KafkaConsumer/poll(timeoutMilliseconds:)`` throws ``KafkaErrorCode/autoOffsetReset``, since a guess loses or
        /// repeats messages.
        case error
        case earliest
        case latest
    }

    /// How the group shares out partitions.
    public enum AssignmentStrategy: String, Sendable {
        case range
        case roundRobin = "roundrobin"
        /// Moves as few partitions as possible. In librdkafka 2.0.2 it has an endless loop (#4783) and crashes and hangs when closed
        /// early (#4381, #4527): prefer another one with ``ConsumerConfiguration/groupInstanceID``.
        case cooperativeSticky = "cooperative-sticky"
    }

    public var client: ClientConfiguration

    /// The consumer group. Without one the consumer reads only what it assigns to itself.
    public var groupID: String?

    /// A name for this member that survives restarts (static membership): it gets the same partitions back at once, without a
    /// rebalance, when it returns within the session time-out.
    public var groupInstanceID: String?

    public var isolation = Isolation.readCommitted
    public var offsetReset = OffsetReset.error
    public var assignment = AssignmentStrategy.range

    /// How long the group waits for a silent member before it gives its partitions away, in milliseconds.
    public var sessionTimeoutMilliseconds = 45_000

    /// How long the application may stay away from ``KafkaConsumer/poll(timeoutMilliseconds:)``, in milliseconds; not below the
    /// session time-out. Looking at any queue resets this clock in librdkafka 2.0.2 (#4176), so it does not replace a watchdog.
    public var maxPollIntervalMilliseconds = 300_000

    /// Whether the end of each partition arrives as a message of its own (``KafkaMessage/isPartitionEOF``).
    public var reportsPartitionEOF = false

    /// How much is fetched ahead, in units of 1,024 bytes. A queue that holds as much has its partitions fetched no further; one
    /// answer of a broker may still go beyond it.
    ///
    /// librdkafka asks this for each partition, but of the queue that the partition's messages wait in: so it holds for all
    /// partitions together, or where ``sharesFairly`` for those of each topic.
    public var maxQueuedKilobytes = 65_536

    /// The same limit in messages; whichever is reached first holds. Nil is librdkafka's 100,000.
    ///
    /// Each partition may go on until its queue is full, and the queue may be shared: see ``maxQueuedKilobytes``. What one partition
    /// has read ahead is never more than this and one answer of a broker.
    public var queuedMessages: Int?

    /// Whether topics take turns, so that a message never waits behind the backlog of another topic. Otherwise messages come in the
    /// order in which they were fetched. Either way those of one partition come in order.
    public var sharesFairly = false

    /// How many messages a topic may give before it is the next topic's turn, where ``sharesFairly``; at least 1.
    public var turnMessages = 64

    /// About how much all topics together may have fetched ahead, where ``sharesFairly``, in units of 1,024 bytes: keys and values,
    /// estimated by the average message of each topic. Nil is no bound.
    ///
    /// Above it the topics with most are paused, and what was fetched of them is dropped; they are resumed, one after the other, when
    /// less than half of it is left, or else one a second. One topic with all that it may have by ``maxQueuedKilobytes``, and what is
    /// already under way, come on top: so a bound of several times that is best.
    public var bufferedKilobytes: Int?

    /// How long a broker with nothing new may sit on a fetch, in milliseconds. New messages are answered at once whatever it is; it
    /// bounds how long a seek, a resume or a new assignment may wait for its first fetch.
    public var fetchWaitMaxMilliseconds = 100

    /// The largest message to be ready for, in bytes.
    public var maxMessageBytes = 64 << 20

    public init(client: ClientConfiguration, groupID: String?) {
        self.client = client
        self.groupID = groupID
    }
}

extension ConsumerConfiguration {
    /// What one fetch asks of one partition, in bytes, unless messages are smaller still. A larger message comes all the same, alone.
    private static let partitionFetchBytes = 8 << 20

    /// The least size of an answer that is accepted, in bytes. The embedded broker of our tests ignores what a fetch asks for and
    /// returns a partition's whole backlog, which librdkafka would refuse at its own 100 MB.
    private static let leastReceiveBytes = 256 << 20

    /// The group that a consumer without one is configured with: librdkafka assigns nothing otherwise. It is never joined.
    private var unjoinedGroupID: String { client.clientID + ".unjoined" }

    func native() throws(KafkaError) -> NativeConfiguration {
        let native = try NativeConfiguration(client)
        try native.set("group.id", groupID ?? unjoinedGroupID)
        if let groupInstanceID { try native.set("group.instance.id", groupInstanceID) }
        try native.set("enable.auto.commit", "false")
        try native.set("enable.auto.offset.store", "false")
        try native.set("allow.auto.create.topics", "false")
        try native.set("isolation.level", isolation.rawValue)
        try native.set("auto.offset.reset", offsetReset.rawValue)
        try native.set("partition.assignment.strategy", assignment.rawValue)
        try native.set("session.timeout.ms", sessionTimeoutMilliseconds)
        // Three chances to be heard within a session, and no less often than Kafka's default.
        try native.set("heartbeat.interval.ms", max(1, min(3_000, sessionTimeoutMilliseconds / 3)))
        try native.set("max.poll.interval.ms", maxPollIntervalMilliseconds)
        try native.set("enable.partition.eof", reportsPartitionEOF ? "true" : "false")
        try native.set("queued.max.messages.kbytes", maxQueuedKilobytes)
        if let queuedMessages { try native.set("queued.min.messages", queuedMessages) }
        try native.set("fetch.wait.max.ms", fetchWaitMaxMilliseconds)
        try native.set("fetch.error.backoff.ms", 100)
        try native.set("fetch.message.max.bytes", min(maxMessageBytes, ConsumerConfiguration.partitionFetchBytes))
        try native.set(
            "receive.message.max.bytes",
            min(max(ConsumerConfiguration.leastReceiveBytes, 2 * maxMessageBytes), Int(Int32.max))
        )
        try native.set("check.crcs", "true")
        native.reportRebalances()
        try native.set(client.properties)
        return native
    }
}
