import CRdKafka

extension KafkaAdmin {
    /// A topic to be created.
    public struct NewTopic: Sendable {
        public var name: String

        /// -1 is the broker's default.
        public var partitions: Int32

        /// On how many brokers each partition is kept; -1 is the broker's default.
        public var replicationFactor: Int32

        /// The topic's own settings by Kafka's names, such as `cleanup.policy`.
        public var configuration: [String: String]

        public init(name: String, partitions: Int32, replicationFactor: Int32, configuration: [String: String] = [:]) {
            self.name = name
            self.partitions = partitions
            self.replicationFactor = replicationFactor
            self.configuration = configuration
        }
    }

    /// Creates topics, each on its own: some may fail while others succeed.
    ///
    /// - returns: What became of each, ``KafkaErrorCode/topicAlreadyExists`` for one that was there.
    /// - throws: ``KafkaError`` when the cluster could not be asked. After a time-out they may exist or not.
    public func createTopics(
        _ topics: [NewTopic],
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> [(name: String, error: KafkaError?)] {
        guard !topics.isEmpty else { return [] }
        var natives: [OpaquePointer?] = []
        defer { for native in natives { rd_kafka_NewTopic_destroy(native) } }
        for topic in topics { natives.append(try native(topic)) }
        let answer = try request(RD_KAFKA_ADMIN_OP_CREATETOPICS, timeoutMilliseconds: timeoutMilliseconds) {
            rd_kafka_CreateTopics($0, &natives, natives.count, $1, $2)
        }
        return answer.array { rd_kafka_CreateTopics_result_topics($0, $1) }.map(KafkaAdmin.outcome)
    }

    /// Deletes topics with all that is in them, each on its own: some may fail while others succeed.
    ///
    /// - returns: What became of each, ``KafkaErrorCode/unknownTopicOrPartition`` for one that was not there.
    /// - throws: ``KafkaError`` when the cluster could not be asked. After a time-out they may exist or not.
    public func deleteTopics(
        _ names: [String],
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> [(name: String, error: KafkaError?)] {
        guard !names.isEmpty else { return [] }
        var natives: [OpaquePointer?] = names.map { rd_kafka_DeleteTopic_new($0) }
        defer { for native in natives { rd_kafka_DeleteTopic_destroy(native) } }
        let answer = try request(RD_KAFKA_ADMIN_OP_DELETETOPICS, timeoutMilliseconds: timeoutMilliseconds) {
            rd_kafka_DeleteTopics($0, &natives, natives.count, $1, $2)
        }
        return answer.array { rd_kafka_DeleteTopics_result_topics($0, $1) }.map(KafkaAdmin.outcome)
    }

    /// A topic's settings in force, the defaults included, by Kafka's names. Without those that brokers keep to themselves.
    ///
    /// - throws: ``KafkaError``, also for a topic that does not exist.
    public func topicConfiguration(_ name: String, timeoutMilliseconds: Int32) throws(KafkaError) -> [String: String] {
        var natives: [OpaquePointer?] = [rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, name)]
        defer { for native in natives { rd_kafka_ConfigResource_destroy(native) } }
        let answer = try request(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, timeoutMilliseconds: timeoutMilliseconds) {
            rd_kafka_DescribeConfigs($0, &natives, natives.count, $1, $2)
        }
        var configuration: [String: String] = [:]
        for resource in answer.array({ rd_kafka_DescribeConfigs_result_resources($0, $1) }) {
            let code = rd_kafka_ConfigResource_error(resource)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                let reason = rd_kafka_ConfigResource_error_string(resource).map { String(cString: $0) }
                throw KafkaError(code, "\(name): \(reason ?? KafkaErrorCode(code).meaning)")
            }
            var count = 0
            let entries = UnsafeBufferPointer(start: rd_kafka_ConfigResource_configs(resource, &count), count: count)
            for entry in entries {
                guard let key = rd_kafka_ConfigEntry_name(entry), let value = rd_kafka_ConfigEntry_value(entry) else { continue }
                configuration[String(cString: key)] = String(cString: value)
            }
        }
        return configuration
    }

    private func native(_ topic: NewTopic) throws(KafkaError) -> OpaquePointer {
        let reason = ReasonBuffer()
        guard
            let native = rd_kafka_NewTopic_new(
                topic.name, topic.partitions, topic.replicationFactor, reason.pointer, ReasonBuffer.size)
        else {
            throw KafkaError(code: .invalidArgument, reason: "\(topic.name): \(reason.text)")
        }
        for (name, value) in topic.configuration {
            rd_kafka_NewTopic_set_config(native, name, value)
        }
        return native
    }

    private static func outcome(_ result: OpaquePointer) -> (name: String, error: KafkaError?) {
        let name = String(cString: rd_kafka_topic_result_name(result))
        let code = rd_kafka_topic_result_error(result)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return (name, nil) }
        let reason = rd_kafka_topic_result_error_string(result).map { String(cString: $0) }
        return (name, KafkaError(code, "\(name): \(reason ?? KafkaErrorCode(code).meaning)"))
    }
}
