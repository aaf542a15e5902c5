import CRdKafka

/// Why a call to Kafka failed, with what the caller may do next.
///
/// In a transaction look at the flags in this order: ``isFatal``, ``isIndefinite``, ``requiresAbort``, ``isRetriable``.
public struct KafkaError: Error, Sendable, CustomStringConvertible {
    public let code: KafkaErrorCode

    /// What happened, in English, for a log or an operator.
    public let reason: String

    /// The client is spent: close it and make a new one.
    ///
    /// librdkafka 2.0.2 may also raise this after a mere disconnect ("rewound sequence", #4438), so a fatal error is a reason to
    /// replace the client, not to stop the process.
    public let isFatal: Bool

    /// The same call may be made again on the same client.
    public let isRetriable: Bool

    /// The open transaction is lost: ``KafkaProducer/abortTransaction(timeoutMilliseconds:)`` is the only way on.
    public let requiresAbort: Bool

    public init(
        code: KafkaErrorCode,
        reason: String,
        isFatal: Bool = false,
        isRetriable: Bool = false,
        requiresAbort: Bool = false
    ) {
        self.code = code
        self.reason = reason
        self.isFatal = isFatal
        self.isRetriable = isRetriable
        self.requiresAbort = requiresAbort
    }

    /// True where what the broker did is unknown: the producer must be replaced by a fresh one.
    ///
    /// After a time-out in a transaction a late answer to the old request can still hit the *next* transaction of the same
    /// producer. A new producer with the same transactional ID gets a new epoch from the broker, which shuts the old request out.
    public var isIndefinite: Bool {
        switch code {
        case .timedOut, .messageTimedOut, .purgedInFlight, .transport, .requestTimedOut, .networkException: true
        default: false
        }
    }

    public var description: String {
        let marks = [isFatal ? "fatal" : nil, requiresAbort ? "abort" : nil, isRetriable ? "retriable" : nil]
        return ([code.name] + marks.compactMap { $0 }).joined(separator: ", ") + ": " + reason
    }
}

// MARK: - From librdkafka

extension KafkaError {
    /// For the calls that return no more than a code.
    init(_ native: rd_kafka_resp_err_t, _ reason: String? = nil) {
        let code = KafkaErrorCode(native)
        self.init(code: code, reason: reason ?? code.meaning, isRetriable: code.isUsuallyTransient)
    }

    /// For the calls that return no more than a code, where that may be "see the fatal error".
    init(_ native: rd_kafka_resp_err_t, on client: OpaquePointer, _ reason: String? = nil) {
        if native == RD_KAFKA_RESP_ERR__FATAL, let fatal = KafkaError.fatal(of: client) {
            self = fatal
        } else {
            self.init(native, reason)
        }
    }

    /// Copies an error object, which stays its owner's.
    init(borrowing error: OpaquePointer) {
        self.init(
            code: KafkaErrorCode(rd_kafka_error_code(error)),
            reason: String(cString: rd_kafka_error_string(error)),
            isFatal: rd_kafka_error_is_fatal(error) != 0,
            isRetriable: rd_kafka_error_is_retriable(error) != 0,
            requiresAbort: rd_kafka_error_txn_requires_abort(error) != 0
        )
    }

    /// Copies an error object and destroys it; nil for "no error".
    init?(consuming error: OpaquePointer?) {
        guard let error else { return nil }
        self.init(borrowing: error)
        rd_kafka_error_destroy(error)
    }

    /// The fatal error that the client has met, if it has.
    static func fatal(of client: OpaquePointer) -> KafkaError? {
        let reason = ReasonBuffer()
        let code = rd_kafka_fatal_error(client, reason.pointer, ReasonBuffer.size)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return KafkaError(code: KafkaErrorCode(code), reason: reason.text, isFatal: true)
    }

    /// The error of a call on a client that has been closed.
    static func closed(_ client: String) -> KafkaError {
        KafkaError(code: .state, reason: "the \(client) has been closed")
    }

    /// The same error with more words to its reason.
    func adding(_ words: String) -> KafkaError {
        KafkaError(
            code: code,
            reason: reason + words,
            isFatal: isFatal,
            isRetriable: isRetriable,
            requiresAbort: requiresAbort
        )
    }

    /// The same error, marked as one that only an abort of the transaction can heal.
    var abortingTransaction: KafkaError {
        KafkaError(code: code, reason: reason, isFatal: isFatal, isRetriable: isRetriable, requiresAbort: true)
    }
}
