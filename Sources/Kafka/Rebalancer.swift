import CRdKafka

/// Answers the group's rebalances for one consumer, and knows which partitions are paused.
///
/// Used on the consumer's thread only.
final class Rebalancer {
    /// The application's part: runs before the assignment takes effect, and before partitions are given up.
    var handler: ((KafkaConsumer.Rebalance) -> Void)?

    /// Keeps librdkafka's object for a topic, so that its address stays the topic's own as long as the consumer lives.
    var pinTopic: ((String) throws(KafkaError) -> OpaquePointer)?

    /// Lets topics take turns, where they shall.
    var turns: TopicTurns?

    /// Where the partitions are being read.
    let places = ReadPlaces()

    /// What went wrong in a rebalance, to be thrown by the next poll: nothing can be thrown through librdkafka.
    private var failure: KafkaError?

    /// Those that the application paused.
    private var paused: Set<TopicPartition> = []

    /// Those that were paused because too much is fetched ahead, the longest held back first. None of them is in `paused`.
    private(set) var heldBack: [TopicPartition] = []

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
            places.forget(partitions)
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
            forgetPauses(of: Array(paused) + heldBack, on: client)
            rd_kafka_assign(client, nil)
            turns?.removeAll()
        }
    }

    /// - throws: ``KafkaError`` when a topic's name is invalid.
    func pin(_ partitions: [TopicPartition]) throws(KafkaError) {
        guard let pinTopic else { return }
        for topic in Set(partitions.map(\.topic)) { places.add(topic, try pinTopic(topic)) }
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
        // Those held back stand still already, and are the application's from now on.
        let taken = partitions.filter { heldBack.contains($0) }
        heldBack.removeAll { taken.contains($0) }
        paused.formUnion(taken)
        let list = PartitionList(partitions.filter { !taken.contains($0) })
        paused.formUnion(stop(list, on: client))
        if let error = list.firstError { throw error }
    }

    /// Has librdkafka pause partitions; returns those that it has.
    private func stop(_ list: borrowing PartitionList, on client: OpaquePointer) -> [TopicPartition] {
        _ = list.lend { rd_kafka_pause_partitions(client, $0) }
        return zip(list.partitions, list.codes).filter { $0.1 == RD_KAFKA_RESP_ERR_NO_ERROR }.map(\.0)
    }

    /// Resumes those of the partitions that are paused; the others must not be touched, since resuming a running partition makes
    /// librdkafka 2.0.2 fetch old offsets again (#4686): duplicates.
    ///
    /// - throws: The first partition's ``KafkaError``, when it is not assigned.
    func resume(_ partitions: [TopicPartition], on client: OpaquePointer) throws(KafkaError) {
        let list = PartitionList(partitions.filter { forget($0) })
        guard !list.isEmpty else { return }
        _ = list.lend { rd_kafka_resume_partitions(client, $0) }
        if let error = list.firstError { throw error }
    }

    /// Returns whether the partition was paused, by whom ever.
    private func forget(_ partition: TopicPartition) -> Bool {
        if paused.remove(partition) != nil { return true }
        guard let index = heldBack.firstIndex(of: partition) else { return false }
        heldBack.remove(at: index)
        return true
    }

    /// A pause ends with the assignment: librdkafka would remember it, and a partition that comes back would stand still.
    func forgetPauses(of partitions: [TopicPartition], on client: OpaquePointer) {
        // A partition that is gone already is not paused either.
        try? resume(partitions, on: client)
    }
}

// MARK: - Holding back

extension Rebalancer {
    /// Whether one of the partitions is not paused, by whom ever.
    func isRunning(_ partitions: [TopicPartition]) -> Bool {
        partitions.contains { isRunning($0) }
    }

    private func isRunning(_ partition: TopicPartition) -> Bool {
        !paused.contains(partition) && !heldBack.contains(partition)
    }

    /// Pauses those of the partitions that run, without the application.
    func holdBack(_ partitions: [TopicPartition], on client: OpaquePointer) {
        heldBack += stop(PartitionList(partitions.filter { isRunning($0) }), on: client)
    }

    /// Resumes what is held back of a topic. What the application has paused stays paused.
    func release(_ topic: String, on client: OpaquePointer) {
        // A partition that is gone already is not paused either.
        try? resume(heldBack.filter { $0.topic == topic }, on: client)
    }
}
