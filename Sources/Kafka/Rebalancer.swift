import CRdKafka

/// Answers the group's rebalances for one consumer, and knows which partitions are paused.
///
/// Used on the consumer's thread only.
final class Rebalancer {
    /// The application's part: runs before the assignment takes effect, and before partitions are given up.
    var handler: ((KafkaConsumer.Rebalance) -> Void)?

    /// Keeps librdkafka's object for a topic, so that its address stays the topic's own as long as the consumer lives.
    var pinTopic: ((String) throws(KafkaError) -> Void)?

    /// Lets topics take turns, where they shall.
    var turns: TopicTurns?

    /// What went wrong in a rebalance, to be thrown by the next poll: nothing can be thrown through librdkafka.
    private var failure: KafkaError?

    private var paused: Set<TopicPartition> = []

    /// - throws: What went wrong in a rebalance since the last call.
    func throwFailure() throws(KafkaError) {
        guard let failure else { return }
        self.failure = nil
        throw failure
    }

    func answer(
        _ code: rd_kafka_resp_err_t,
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?,
        on client: OpaquePointer
    ) {
        let partitions = list.map { PartitionList.partitions(of: $0) } ?? []
        switch code {
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS:
            handler?(.assigned(partitions))
            do throws(KafkaError) { try pin(partitions) } catch { failure = error }
            turns?.add(partitions)
            update(list, on: client, incrementally: rd_kafka_incremental_assign) { rd_kafka_assign(client, list) }

        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
            handler?(.revoked(partitions, lost: rd_kafka_assignment_lost(client) != 0))
            forgetPauses(of: partitions, on: client)
            update(list, on: client, incrementally: rd_kafka_incremental_unassign) { rd_kafka_assign(client, nil) }
            turns?.remove(partitions)

        default:
            failure = KafkaError(code, on: client)
            handler?(.revoked(partitions, lost: true))
            forgetPauses(of: Array(paused), on: client)
            rd_kafka_assign(client, nil)
            turns?.removeAll()
        }
    }

    /// - throws: ``KafkaError`` when a topic's name is invalid.
    func pin(_ partitions: [TopicPartition]) throws(KafkaError) {
        guard let pinTopic else { return }
        for topic in Set(partitions.map(\.topic)) { try pinTopic(topic) }
    }

    /// Carries out the assignment by the group's protocol: piece by piece (cooperative) or as a whole (eager).
    private func update(
        _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?,
        on client: OpaquePointer,
        incrementally: (OpaquePointer?, UnsafePointer<rd_kafka_topic_partition_list_t>?) -> OpaquePointer?,
        wholly: () -> rd_kafka_resp_err_t
    ) {
        let isCooperative = rd_kafka_rebalance_protocol(client).map { String(cString: $0) == "COOPERATIVE" } ?? false
        if isCooperative {
            if let error = KafkaError(consuming: incrementally(client, list)) { failure = error }
        } else {
            let code = wholly()
            if code != RD_KAFKA_RESP_ERR_NO_ERROR { failure = KafkaError(code, on: client) }
        }
    }
}

// MARK: - Pauses

extension Rebalancer {
    /// - throws: The first partition's ``KafkaError``, when it is not assigned.
    func pause(_ partitions: [TopicPartition], on client: OpaquePointer) throws(KafkaError) {
        let list = PartitionList(partitions)
        _ = list.lend { rd_kafka_pause_partitions(client, $0) }
        for (partition, code) in zip(partitions, list.codes) where code == RD_KAFKA_RESP_ERR_NO_ERROR {
            paused.insert(partition)
        }
        if let error = list.firstError { throw error }
    }

    /// Resumes those of the partitions that are paused; the others must not be touched, since resuming a running partition makes
    /// librdkafka 2.0.2 fetch old offsets again (#4686): duplicates.
    ///
    /// - throws: The first partition's ``KafkaError``, when it is not assigned.
    func resume(_ partitions: [TopicPartition], on client: OpaquePointer) throws(KafkaError) {
        let list = PartitionList(partitions.filter { paused.remove($0) != nil })
        guard !list.isEmpty else { return }
        _ = list.lend { rd_kafka_resume_partitions(client, $0) }
        if let error = list.firstError { throw error }
    }

    /// A pause ends with the assignment: librdkafka would remember it, and a partition that comes back would stand still.
    func forgetPauses(of partitions: [TopicPartition], on client: OpaquePointer) {
        // A partition that is gone already is not paused either.
        try? resume(partitions, on: client)
    }
}
