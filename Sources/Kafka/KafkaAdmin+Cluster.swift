import CRdKafka

extension KafkaAdmin {
    /// What there is in a cluster.
    public struct ClusterDescription: Sendable {
        public var brokers: [Broker]

        /// In the order of the question, or of their names where all were asked for.
        public var topics: [TopicDescription]
    }

    /// One broker, as it wants to be reached.
    public struct Broker: Hashable, Sendable {
        public var id: Int32
        public var host: String
        public var port: Int
    }

    /// One topic as it is.
    public struct TopicDescription: Sendable {
        public var name: String

        /// 0 with an ``error``.
        public var partitionCount: Int

        /// The leading broker's number for each partition, by partition; -1 where there is none at present.
        public var leaders: [Int32]

        /// Why the topic cannot be described: it does not exist, or this client has no right to see it.
        public var error: KafkaError?
    }

    /// Tells which brokers and topics there are. Creates none.
    ///
    /// - parameter topics: Which to tell of; nil is all.
    /// - throws: ``KafkaError`` when no broker answers in time; the reason includes why connections fail.
    public func describeCluster(topics: [String]? = nil, timeoutMilliseconds: Int32) throws(KafkaError) -> ClusterDescription {
        let deadline = Deadline(milliseconds: timeoutMilliseconds)
        let handle = try open()
        // Another thread may close the client meanwhile.
        defer { withExtendedLifetime(handle) {} }
        let (brokers, known) = try metadata(handle, of: nil, until: deadline)
        guard let topics else {
            return ClusterDescription(brokers: brokers, topics: known.sorted { $0.name < $1.name })
        }
        let byName = Dictionary(known.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var described: [TopicDescription] = []
        for name in topics {
            // One that is not listed is asked for by name, to learn whether it is missing or hidden.
            if let listed = byName[name] {
                described.append(listed)
            } else {
                described.append(try unlisted(name, handle, until: deadline))
            }
        }
        return ClusterDescription(brokers: brokers, topics: described)
    }

    /// Asks for the offsets of a partition's oldest message and behind its newest one.
    ///
    /// - throws: ``KafkaError``
    public func watermarks(
        _ partition: TopicPartition,
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> (low: Int64, high: Int64) {
        try OffsetQueries(try open(), serves: true).watermarks(partition, timeoutMilliseconds: timeoutMilliseconds)
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
        try OffsetQueries(try open(), serves: true).offsets(forTimes: times, timeoutMilliseconds: timeoutMilliseconds)
    }

    private func unlisted(_ name: String, _ handle: ClientHandle, until deadline: Deadline) throws(KafkaError) -> TopicDescription {
        guard let topic = rd_kafka_topic_new(handle.pointer, name, nil) else {
            let error = KafkaError(code: .invalidTopic, reason: "\(name): not a topic's name")
            return TopicDescription(name: name, partitionCount: 0, leaders: [], error: error)
        }
        defer { rd_kafka_topic_destroy(topic) }
        if let found = try metadata(handle, of: topic, until: deadline).topics.first(where: { $0.name == name }) { return found }
        let error = KafkaError(code: .unknownTopicOrPartition, reason: "\(name): \(KafkaErrorCode.unknownTopicOrPartition.meaning)")
        return TopicDescription(name: name, partitionCount: 0, leaders: [], error: error)
    }

    /// The brokers, and one topic or all.
    private func metadata(
        _ handle: ClientHandle,
        of topic: OpaquePointer?,
        until deadline: Deadline
    ) throws(KafkaError) -> (brokers: [Broker], topics: [TopicDescription]) {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(handle.pointer, topic == nil ? 1 : 0, topic, &answer, deadline.remainingMilliseconds)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else {
            throw handle.explaining(KafkaError(code, on: handle.pointer), serve: true)
        }
        defer { rd_kafka_metadata_destroy(answer) }
        let brokers = UnsafeBufferPointer(start: answer.pointee.brokers, count: Int(answer.pointee.broker_cnt))
        let topics = UnsafeBufferPointer(start: answer.pointee.topics, count: Int(answer.pointee.topic_cnt))
        return (
            brokers.map { Broker(id: $0.id, host: String(cString: $0.host), port: Int($0.port)) },
            topics.map(KafkaAdmin.description)
        )
    }

    private static func description(_ topic: rd_kafka_metadata_topic) -> TopicDescription {
        let name = String(cString: topic.topic)
        guard topic.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
            let error = KafkaError(topic.err, "\(name): \(KafkaErrorCode(topic.err).meaning)")
            return TopicDescription(name: name, partitionCount: 0, leaders: [], error: error)
        }
        let partitions = UnsafeBufferPointer(start: topic.partitions, count: Int(topic.partition_cnt))
        let leaders = partitions.sorted { $0.id < $1.id }.map(\.leader)
        return TopicDescription(name: name, partitionCount: partitions.count, leaders: leaders, error: nil)
    }
}
