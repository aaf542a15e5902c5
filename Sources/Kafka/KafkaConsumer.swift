import CRdKafka
import Foundation

/// Reads messages, as a member of a group or on its own.
///
/// Used from one thread at a time. Messages are taken one by one: librdkafka 2.0.2's batch call loses messages when it meets a seek,
/// a pause or a rebalance.
public final class KafkaConsumer {
    /// A change of what the group lets this consumer read.
    public enum Rebalance: Sendable {
        /// These partitions are about to be assigned: all of them, or with a cooperative strategy the additional ones.
        case assigned([TopicPartition])

        /// These partitions are about to be given up. Where they are `lost`, they may belong to another member already: what was read
        /// from them must not be committed.
        case revoked([TopicPartition], lost: Bool)
    }

    private var handle: ClientHandle?
    private let rebalancer = Rebalancer()
    private let groupID: String?

    /// - throws: ``KafkaError`` when the configuration is wrong. A broker out of reach is no error here.
    public init(_ configuration: ConsumerConfiguration) throws(KafkaError) {
        groupID = configuration.groupID
        let target = CallbackTarget(configuration.client, rebalancer: rebalancer)
        let handle = try ClientHandle(RD_KAFKA_CONSUMER, try configuration.native(), target: target)
        self.handle = handle
        rebalancer.pinTopic = { [unowned handle] topic throws(KafkaError) in try handle.topic(topic) }
        // So that errors and statistics, too, arrive within poll().
        let code = rd_kafka_poll_set_consumer(handle.pointer)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, on: handle.pointer) }
        if configuration.sharesFairly {
            let bound = configuration.bufferedKilobytes.map {
                BufferBound(kilobytes: $0, rebalancer: rebalancer, client: handle.pointer)
            }
            rebalancer.turns = try TopicTurns(on: handle.pointer, turnMessages: configuration.turnMessages, bound: bound)
        }
    }

    deinit {
        guard let handle else { return }
        rebalancer.turns = nil
        ConsumerDeparture(handle, rebalancer).finishInBackground()
    }

    private func open() throws(KafkaError) -> ClientHandle {
        guard let handle else { throw KafkaError.closed("consumer") }
        return handle
    }

    // MARK: Choosing what to read

    /// Joins the group to share the topics with its other members.
    ///
    /// - parameter onRebalance: Runs within ``poll(timeoutMilliseconds:)`` and ``close(timeoutMilliseconds:)``, on their thread: before
    ///   an assignment takes effect, and before partitions are given up, so that the caller can still end its transaction. It must not
    ///   poll, subscribe or close.
    /// - throws: ``KafkaError`` when there is no group, or no topic, or a name is invalid. A topic that does not exist makes a later
    ///   poll throw.
    public func subscribe(to topics: [String], onRebalance: @escaping (Rebalance) -> Void) throws(KafkaError) {
        let handle = try open()
        guard groupID != nil else { throw KafkaError(code: .unknownGroup, reason: "a subscription needs a group") }
        rebalancer.handler = onRebalance
        let code = PartitionList(topics: topics).lend { rd_kafka_subscribe(handle.pointer, $0) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, on: handle.pointer) }
    }

    /// Leaves the group. The partitions are revoked within later polls.
    public func unsubscribe() {
        guard let handle else { return }
        rd_kafka_unsubscribe(handle.pointer)
    }

    /// Reads these partitions from these offsets, without a group's help. Replaces what was assigned before.
    ///
    /// - throws: ``KafkaError`` when a topic's name is invalid.
    public func assign(_ partitions: [TopicPartitionOffset]) throws(KafkaError) {
        let handle = try open()
        rebalancer.forgetPauses(of: assignment, on: handle.pointer)
        try rebalancer.pin(partitions.map(\.topicPartition))
        try takeTurns(in: partitions, of: handle)
        let code = PartitionList(partitions).lend { rd_kafka_assign(handle.pointer, $0) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, on: handle.pointer) }
        rebalancer.places.set(partitions)
    }

    /// Ends the old assignment and redirects the partitions of the new one, where topics take turns.
    private func takeTurns(in partitions: [TopicPartitionOffset], of handle: ClientHandle) throws(KafkaError) {
        guard let turns = rebalancer.turns else { return }
        let code = rd_kafka_assign(handle.pointer, nil)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, on: handle.pointer) }
        turns.removeAll()
        turns.add(partitions.map(\.topicPartition))
    }

    /// What is being read. Empty after a close.
    public var assignment: [TopicPartition] {
        guard let handle else { return [] }
        var list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?
        guard rd_kafka_assignment(handle.pointer, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        return PartitionList(adopting: list).partitions
    }

    // MARK: Reading

    /// Takes the next message, and serves callbacks while waiting for it.
    ///
    /// - returns: Nil when there was none in time. The end of a partition comes as a message where that is configured.
    /// - throws: ``KafkaError``: of a rebalance, of a subscribed topic, of an offset that is gone, or fatal. Broken connections are
    ///   not thrown but reported to ``ClientConfiguration/error``.
    public func poll(timeoutMilliseconds: Int32) throws(KafkaError) -> KafkaMessage? {
        let handle = try open()
        try rebalancer.throwFailure()
        guard let raw = nextRaw(of: handle, timeoutMilliseconds: timeoutMilliseconds) else {
            try rebalancer.throwFailure()
            return nil
        }
        switch raw.pointee.err {
        case RD_KAFKA_RESP_ERR_NO_ERROR:
            guard rebalancer.places.admit(raw) || acceptsCut(raw, of: handle) else {
                goBack(from: raw, of: handle)
                return nil
            }
            return KafkaMessage(adopting: raw, of: handle)
        case RD_KAFKA_RESP_ERR__PARTITION_EOF:
            return KafkaMessage(adopting: raw, of: handle)
        default:
            try raise(raw, of: handle)
            return nil
        }
    }

    private func nextRaw(
        of handle: ClientHandle,
        timeoutMilliseconds: Int32
    ) -> UnsafeMutablePointer<rd_kafka_message_t>? {
        guard let turns = rebalancer.turns else {
            return rd_kafka_consumer_poll(handle.pointer, max(0, timeoutMilliseconds))
        }
        return turns.next(timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Goes on with a message that comes before its place, where that place is gone: the log was cut off, and has begun anew.
    private func acceptsCut(_ raw: UnsafeMutablePointer<rd_kafka_message_t>, of handle: ClientHandle) -> Bool {
        let place = rebalancer.places.place(of: raw)
        var low: Int64 = -1
        var high: Int64 = -1
        // As of the last fetch: that one, or a later one.
        rd_kafka_get_watermark_offsets(handle.pointer, place.topic, place.partition, &low, &high)
        guard high >= 0, high < place.offset else { return false }
        rebalancer.places.set([TopicPartitionOffset(place.topicPartition, raw.pointee.offset + 1)])
        return true
    }

    /// Destroys a message that comes before its place, and has librdkafka return there. What else it has fetched is outdated at once.
    private func goBack(from raw: UnsafeMutablePointer<rd_kafka_message_t>, of handle: ClientHandle) {
        let list = PartitionList([rebalancer.places.place(of: raw)])
        rd_kafka_message_destroy(raw)
        // Without waiting. Should it fail, the next message is again one before its place.
        if let error = list.lend({ rd_kafka_seek_partitions(handle.pointer, $0, 0) }) { rd_kafka_error_destroy(error) }
    }

    /// Destroys a message that is an error in truth, and throws or reports that.
    private func raise(_ raw: UnsafeMutablePointer<rd_kafka_message_t>, of handle: ClientHandle) throws(KafkaError) {
        defer { rd_kafka_message_destroy(raw) }
        var reason = rd_kafka_message_errstr(raw).map { String(cString: $0) } ?? KafkaErrorCode(raw.pointee.err).meaning
        if let topic = raw.pointee.rkt {
            reason = "\(TopicPartition(String(cString: rd_kafka_topic_name(topic)), raw.pointee.partition)): \(reason)"
        }
        let error = KafkaError(raw.pointee.err, on: handle.pointer, reason)
        // A consumer without a group looks for the coordinator of one all the same, which it may have no right to.
        let isInformation = error.code.isConnectionTrouble || (groupID == nil && error.code == .groupAuthorizationFailed)
        guard isInformation else { throw error }
        handle.target.report(error)
    }

    // MARK: Holding partitions back

    /// Stops reading these partitions until ``resume(_:)`` or the end of the assignment. What was fetched of them is dropped.
    ///
    /// - throws: ``KafkaError`` when one of them is unknown.
    public func pause(_ partitions: [TopicPartition]) throws(KafkaError) {
        try rebalancer.pause(partitions, on: try open().pointer)
    }

    /// Goes on reading these partitions where they were paused; others are left alone.
    ///
    /// - throws: ``KafkaError`` when one of them is unknown.
    public func resume(_ partitions: [TopicPartition]) throws(KafkaError) {
        try rebalancer.resume(partitions, on: try open().pointer)
    }

    /// About how much was fetched and not read yet, in bytes; 0 unless ``ConsumerConfiguration/sharesFairly``.
    public var bufferedBytes: Int { rebalancer.turns?.bufferedBytes ?? 0 }

    /// The partitions that stand still because of ``ConsumerConfiguration/bufferedKilobytes``, the longest held back first.
    public var heldBack: [TopicPartition] { rebalancer.heldBack }

    // MARK: Leaving

    /// Who this consumer is in its group now; nil without a group.
    public func groupMetadata() -> ConsumerGroupMetadata? {
        guard let handle, groupID != nil else { return nil }
        return rd_kafka_consumer_group_metadata(handle.pointer).map { ConsumerGroupMetadata(adopting: $0) }
    }

    /// Whether it has a name in its group at this moment. librdkafka drops the name in the background as soon as the group has put the
    /// member out, before the application is told to give up its partitions.
    public var isMember: Bool {
        guard let handle, groupID != nil, let name = rd_kafka_memberid(handle.pointer) else { return false }
        defer { rd_kafka_mem_free(handle.pointer, name) }
        return name.pointee != 0
    }

    /// Gives up the partitions (the rebalance handler runs), leaves the group, and takes the client down. All its messages must be
    /// gone. A static member does not leave: its place stays reserved for the session time-out.
    ///
    /// librdkafka's own close has no time limit, and in 2.0.2 may wait for ever (#4187, #4527).
    ///
    /// - returns: Whether it was done in time. If not, a thread in the background sees it through, and nothing waits for that.
    @discardableResult
    public func close(timeoutMilliseconds: Int32) -> Bool {
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        guard let destroyed = depart(until: deadline) else { return false }
        return destroyed.wait(until: deadline)
    }

    /// Leaves the group and lets go of the handle; returns what tells when it is destroyed, or nil when that is not even under way.
    private func depart(until deadline: Deadline) -> Completion? {
        guard let handle else { return Completion.done }
        self.handle = nil
        // Drops what was fetched but not read, which would keep librdkafka from being done.
        rebalancer.turns = nil
        let departure = ConsumerDeparture(handle, rebalancer)
        guard departure.serve(until: deadline) else {
            departure.finishInBackground()
            return nil
        }
        return handle.destroyed
    }
}

// MARK: - Positions

extension KafkaConsumer {
    /// The group's committed offsets, ``TopicPartitionOffset/none`` where there is none. Waits for open transactions to end.
    ///
    /// - throws: ``KafkaError``, also for the first partition that has one.
    public func committed(
        _ partitions: [TopicPartition],
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> [TopicPartitionOffset] {
        guard !partitions.isEmpty else { return [] }
        let handle = try open()
        let list = PartitionList(partitions)
        let code = list.lend { rd_kafka_committed(handle.pointer, $0, max(0, timeoutMilliseconds)) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw handle.explaining(KafkaError(code, on: handle.pointer), serve: false)
        }
        return try list.checkedOffsets()
    }

    /// Goes on reading at these offsets. Nothing that was fetched from elsewhere arrives after this has returned.
    ///
    /// Works right after an assignment, too: until librdkafka has started to fetch a partition it answers "wrong state", which is
    /// waited out here. One exception: a partition whose end librdkafka is still looking up, since it was just assigned to be read from
    /// there, may be read from there after all.
    ///
    /// - throws: ``KafkaError``: ``KafkaErrorCode/state`` for a partition that is not assigned, ``KafkaErrorCode/timedOut`` when it took
    ///   too long, and the place to go on at is unknown.
    public func seek(_ partitions: [TopicPartitionOffset], timeoutMilliseconds: Int32) throws(KafkaError) {
        let handle = try open()
        let assigned = Set(assignment)
        for item in partitions where !assigned.contains(item.topicPartition) {
            throw KafkaError(code: .state, reason: "\(item.topicPartition) is not assigned")
        }
        // Should it fail, any place may be the next.
        rebalancer.places.forget(partitions.map(\.topicPartition))
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        var pending = partitions
        while !pending.isEmpty {
            let list = PartitionList(pending)
            let milliseconds = LibraryVersion.seekTimeout(max(1, deadline.remainingMilliseconds))
            let error = list.lend { rd_kafka_seek_partitions(handle.pointer, $0, milliseconds) }
            if let error = KafkaError(consuming: error) { throw error }
            pending = try notYetStarted(pending, list)
            guard pending.isEmpty || !deadline.hasPassed else {
                throw KafkaError(code: .timedOut, reason: "\(pending[0].topicPartition) was not being fetched in time to seek")
            }
            if !pending.isEmpty { Thread.sleep(forTimeInterval: 0.005) }
        }
        rebalancer.places.set(partitions)
    }

    /// Those of the partitions that librdkafka is not fetching yet.
    ///
    /// - throws: Any other ``KafkaError`` of a partition.
    private func notYetStarted(
        _ partitions: [TopicPartitionOffset],
        _ list: borrowing PartitionList
    ) throws(KafkaError) -> [TopicPartitionOffset] {
        var pending: [TopicPartitionOffset] = []
        for (item, code) in zip(partitions, list.codes) {
            switch code {
            case RD_KAFKA_RESP_ERR_NO_ERROR: break
            case RD_KAFKA_RESP_ERR__STATE, RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS: pending.append(item)
            default: throw KafkaError(code, "\(item.topicPartition): \(KafkaErrorCode(code).meaning)")
            }
        }
        return pending
    }

    /// The offset after the last message that ``poll(timeoutMilliseconds:)`` returned, ``TopicPartitionOffset/none`` before the first.
    ///
    /// - throws: ``KafkaError`` for a partition that is not known.
    public func position(_ partitions: [TopicPartition]) throws(KafkaError) -> [TopicPartitionOffset] {
        let handle = try open()
        let list = PartitionList(partitions)
        let code = list.lend { rd_kafka_position(handle.pointer, $0) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code, on: handle.pointer) }
        return try list.checkedOffsets()
    }

    /// Asks the broker for the offsets of the oldest message and behind the newest one.
    ///
    /// - throws: ``KafkaError``
    public func watermarks(
        _ partition: TopicPartition,
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> (low: Int64, high: Int64) {
        try OffsetQueries(try open(), serves: false).watermarks(partition, timeoutMilliseconds: timeoutMilliseconds)
    }

    /// Asks for the first offset at or after a time.
    ///
    /// - parameter forTimes: With times in place of offsets: milliseconds since 1970-01-01 UTC.
    /// - returns: The offsets, ``TopicPartitionOffset/end`` where there is no message so late.
    /// - throws: ``KafkaError``, also for the first partition that has one.
    public func offsets(
        forTimes times: [TopicPartitionOffset],
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> [TopicPartitionOffset] {
        try OffsetQueries(try open(), serves: false).offsets(forTimes: times, timeoutMilliseconds: timeoutMilliseconds)
    }
}
