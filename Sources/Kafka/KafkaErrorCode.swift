import CRdKafka

/// Which error it is: a number of librdkafka's own (below -100) or of the Kafka protocol (-1 and above).
///
/// The constants are the ones that this project acts on; any other number may occur too.
public struct KafkaErrorCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    init(_ native: rd_kafka_resp_err_t) {
        rawValue = native.rawValue
    }

    /// The same code as librdkafka writes it.
    var native: rd_kafka_resp_err_t {
        rd_kafka_resp_err_t(rawValue: rawValue)
    }

    /// The protocol's name, such as `_TIMED_OUT` or `UNKNOWN_TOPIC_OR_PART`; a leading underscore marks librdkafka's own codes.
    public var name: String {
        String(cString: rd_kafka_err2name(native))
    }

    /// One English sentence from librdkafka on what the code means.
    public var meaning: String {
        String(cString: rd_kafka_err2str(native))
    }
}

extension KafkaErrorCode: CustomStringConvertible {
    public var description: String { name }
}

// MARK: - Raised by librdkafka itself

extension KafkaErrorCode {
    /// The client is being taken down.
    public static let destroyed = KafkaErrorCode(RD_KAFKA_RESP_ERR__DESTROY)
    /// A failure that has no code of its own.
    public static let failed = KafkaErrorCode(RD_KAFKA_RESP_ERR__FAIL)
    /// The connection to a broker failed or broke.
    public static let transport = KafkaErrorCode(RD_KAFKA_RESP_ERR__TRANSPORT)
    /// A broker's host name could not be resolved.
    public static let resolve = KafkaErrorCode(RD_KAFKA_RESP_ERR__RESOLVE)
    /// A message was not acknowledged within its time; whether it was written is unknown.
    public static let messageTimedOut = KafkaErrorCode(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT)
    /// Not an error: the end of a partition was reached.
    public static let partitionEOF = KafkaErrorCode(RD_KAFKA_RESP_ERR__PARTITION_EOF)
    /// The partition does not exist.
    public static let unknownPartition = KafkaErrorCode(RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION)
    /// The topic does not exist, so far as the client knows.
    public static let unknownTopic = KafkaErrorCode(RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC)
    /// No broker is connected.
    public static let allBrokersDown = KafkaErrorCode(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
    /// An argument or a configuration property is wrong.
    public static let invalidArgument = KafkaErrorCode(RD_KAFKA_RESP_ERR__INVALID_ARG)
    /// The time limit of a call passed; what the broker did is unknown.
    public static let timedOut = KafkaErrorCode(RD_KAFKA_RESP_ERR__TIMED_OUT)
    /// The producer's queue of unsent messages is full.
    public static let queueFull = KafkaErrorCode(RD_KAFKA_RESP_ERR__QUEUE_FULL)
    /// TLS failed.
    public static let tls = KafkaErrorCode(RD_KAFKA_RESP_ERR__SSL)
    /// The group's or the transaction's coordinator is not known yet.
    public static let waitingForCoordinator = KafkaErrorCode(RD_KAFKA_RESP_ERR__WAIT_COORD)
    /// A consumer without a group was asked for something that needs one.
    public static let unknownGroup = KafkaErrorCode(RD_KAFKA_RESP_ERR__UNKNOWN_GROUP)
    /// The same operation is already under way.
    public static let inProgress = KafkaErrorCode(RD_KAFKA_RESP_ERR__IN_PROGRESS)
    /// An earlier operation has to end first.
    public static let previousInProgress = KafkaErrorCode(RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS)
    /// Another call of the same kind conflicts with this one.
    public static let conflict = KafkaErrorCode(RD_KAFKA_RESP_ERR__CONFLICT)
    /// The client is in no state for this call: closed, without a transaction, not assigned.
    public static let state = KafkaErrorCode(RD_KAFKA_RESP_ERR__STATE)
    /// The broker refused the credentials.
    public static let authentication = KafkaErrorCode(RD_KAFKA_RESP_ERR__AUTHENTICATION)
    /// There is no offset to commit.
    public static let noOffset = KafkaErrorCode(RD_KAFKA_RESP_ERR__NO_OFFSET)
    /// The message grew too old in the client's queue; it never left the client.
    public static let timedOutInQueue = KafkaErrorCode(RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE)
    /// The broker is too old for this.
    public static let unsupportedFeature = KafkaErrorCode(RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE)
    /// The message was dropped from the client's queue; it never left the client.
    public static let purgedInQueue = KafkaErrorCode(RD_KAFKA_RESP_ERR__PURGE_QUEUE)
    /// The message was given up while on its way; whether it was written is unknown.
    public static let purgedInFlight = KafkaErrorCode(RD_KAFKA_RESP_ERR__PURGE_INFLIGHT)
    /// The client has met a fatal error; ``KafkaError`` then carries the code beneath it instead of this one.
    public static let fatal = KafkaErrorCode(RD_KAFKA_RESP_ERR__FATAL)
    /// ``KafkaConsumer/poll(timeoutMilliseconds:)`` was not called for too long: the group took the partitions away.
    public static let maxPollExceeded = KafkaErrorCode(RD_KAFKA_RESP_ERR__MAX_POLL_EXCEEDED)
    /// A producer call was made that the configuration does not allow, such as a transaction without a transactional ID.
    public static let notConfigured = KafkaErrorCode(RD_KAFKA_RESP_ERR__NOT_CONFIGURED)
    /// A newer producer with the same transactional ID has taken over.
    public static let fenced = KafkaErrorCode(RD_KAFKA_RESP_ERR__FENCED)
    /// The partitions already belong to another member of the group.
    public static let assignmentLost = KafkaErrorCode(RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST)
    /// There is no committed offset, or it is gone from the log, and the consumer was told not to guess.
    public static let autoOffsetReset = KafkaErrorCode(RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)
}

// MARK: - Sent by brokers

extension KafkaErrorCode {
    public static let none = KafkaErrorCode(RD_KAFKA_RESP_ERR_NO_ERROR)
    public static let unknown = KafkaErrorCode(RD_KAFKA_RESP_ERR_UNKNOWN)
    public static let offsetOutOfRange = KafkaErrorCode(RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE)
    public static let unknownTopicOrPartition = KafkaErrorCode(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
    public static let leaderNotAvailable = KafkaErrorCode(RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE)
    public static let notLeader = KafkaErrorCode(RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION)
    public static let requestTimedOut = KafkaErrorCode(RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT)
    public static let brokerNotAvailable = KafkaErrorCode(RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE)
    public static let messageSizeTooLarge = KafkaErrorCode(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE)
    public static let networkException = KafkaErrorCode(RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION)
    public static let coordinatorLoadInProgress = KafkaErrorCode(RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS)
    public static let coordinatorNotAvailable = KafkaErrorCode(RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE)
    public static let notCoordinator = KafkaErrorCode(RD_KAFKA_RESP_ERR_NOT_COORDINATOR)
    public static let invalidTopic = KafkaErrorCode(RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION)
    public static let recordListTooLarge = KafkaErrorCode(RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE)
    public static let notEnoughReplicas = KafkaErrorCode(RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS)
    public static let notEnoughReplicasAfterAppend = KafkaErrorCode(RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND)
    /// The group has moved on since this member's assignment.
    public static let illegalGeneration = KafkaErrorCode(RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION)
    /// The group does not know this member (any longer).
    public static let unknownMember = KafkaErrorCode(RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID)
    public static let rebalanceInProgress = KafkaErrorCode(RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS)
    public static let topicAuthorizationFailed = KafkaErrorCode(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED)
    public static let groupAuthorizationFailed = KafkaErrorCode(RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)
    public static let clusterAuthorizationFailed = KafkaErrorCode(RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED)
    public static let topicAlreadyExists = KafkaErrorCode(RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
    public static let invalidPartitions = KafkaErrorCode(RD_KAFKA_RESP_ERR_INVALID_PARTITIONS)
    public static let invalidReplicationFactor = KafkaErrorCode(RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR)
    public static let invalidConfiguration = KafkaErrorCode(RD_KAFKA_RESP_ERR_INVALID_CONFIG)
    public static let outOfOrderSequence = KafkaErrorCode(RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER)
    /// The producer's epoch is old: it was fenced, or its transaction timed out.
    public static let invalidProducerEpoch = KafkaErrorCode(RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH)
    public static let invalidTransactionState = KafkaErrorCode(RD_KAFKA_RESP_ERR_INVALID_TXN_STATE)
    public static let invalidProducerIDMapping = KafkaErrorCode(RD_KAFKA_RESP_ERR_INVALID_PRODUCER_ID_MAPPING)
    public static let invalidTransactionTimeout = KafkaErrorCode(RD_KAFKA_RESP_ERR_INVALID_TRANSACTION_TIMEOUT)
    /// The transactional ID's last transaction is still being ended.
    public static let concurrentTransactions = KafkaErrorCode(RD_KAFKA_RESP_ERR_CONCURRENT_TRANSACTIONS)
    public static let transactionalIDAuthorizationFailed =
        KafkaErrorCode(RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED)
    public static let unknownProducerID = KafkaErrorCode(RD_KAFKA_RESP_ERR_UNKNOWN_PRODUCER_ID)
    public static let groupIDNotFound = KafkaErrorCode(RD_KAFKA_RESP_ERR_GROUP_ID_NOT_FOUND)
    /// Another consumer with the same `group.instance.id` has taken this one's place.
    public static let fencedInstanceID = KafkaErrorCode(RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID)
    /// The offsets asked for belong to a transaction that is still open.
    public static let unstableOffsetCommit = KafkaErrorCode(RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT)
    /// What brokers answer where librdkafka says ``fenced``.
    public static let producerFenced = KafkaErrorCode(RD_KAFKA_RESP_ERR_PRODUCER_FENCED)
}

// MARK: - Kinds

extension KafkaErrorCode {
    /// Passing trouble with connections, from which librdkafka recovers alone.
    var isConnectionTrouble: Bool {
        switch self {
        case .transport, .resolve, .allBrokersDown: true
        default: false
        }
    }

    /// Whether the same call may well succeed a little later. Only asked where librdkafka gives no judgement of its own.
    var isUsuallyTransient: Bool {
        switch self {
        case .transport, .resolve, .allBrokersDown, .timedOut, .queueFull, .waitingForCoordinator, .inProgress,
            .previousInProgress, .leaderNotAvailable, .notLeader, .requestTimedOut, .brokerNotAvailable, .networkException,
            .coordinatorLoadInProgress, .coordinatorNotAvailable, .notCoordinator, .notEnoughReplicas,
            .notEnoughReplicasAfterAppend, .rebalanceInProgress, .concurrentTransactions, .unstableOffsetCommit:
            true
        default: false
        }
    }
}
