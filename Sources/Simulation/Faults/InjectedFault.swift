import Kafka

/// What may go wrong with a call to the broker.
enum InjectedFault: CaseIterable {
    /// The broker has not done it, and may be asked again.
    case retriable
    /// The broker has done it, and asks all the same to be asked again.
    case retriableDone
    /// The transaction is lost.
    case abortable
    /// The client is of no more use.
    case fatal
    /// No answer, and it was not done.
    case unansweredUndone
    /// No answer, and it was done.
    case unansweredDone
    /// No answer, and it is done later, unless something keeps it from that.
    case unansweredLate
    /// The client's queue is full.
    case queueFull

    /// The error that the caller sees.
    func error(_ random: inout SimulationRandom) -> KafkaError {
        switch self {
        case .retriable, .retriableDone:
            let code = random.one(
                of: [
                    KafkaErrorCode.coordinatorLoadInProgress, .notCoordinator, .coordinatorNotAvailable, .concurrentTransactions,
                    .notEnoughReplicas, .waitingForCoordinator,
                ])
            return KafkaError(code: code, reason: "injected", isRetriable: true)
        case .abortable:
            let code = random.one(
                of: [
                    KafkaErrorCode.messageTimedOut, .invalidTransactionState, .state, .messageSizeTooLarge, .topicAuthorizationFailed,
                    .unknownTopicOrPartition, .invalidProducerIDMapping, .recordListTooLarge,
                ])
            return KafkaError(code: code, reason: "injected", requiresAbort: true)
        case .fatal:
            let code = random.one(
                of: [KafkaErrorCode.outOfOrderSequence, .unknownProducerID, .transactionalIDAuthorizationFailed, .failed])
            return KafkaError(code: code, reason: "injected", isFatal: true)
        case .unansweredUndone, .unansweredDone, .unansweredLate:
            let code = random.one(of: [KafkaErrorCode.timedOut, .transport, .requestTimedOut, .networkException])
            return KafkaError(code: code, reason: "injected", isRetriable: true)
        case .queueFull:
            return KafkaError(code: .queueFull, reason: "injected", isRetriable: true)
        }
    }
}
