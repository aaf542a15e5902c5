import CRdKafka

extension KafkaAdmin {
    /// What a consumer group is doing.
    public enum GroupState: String, Sendable {
        case unknown
        /// Members are joining or leaving.
        case preparingRebalance
        /// Members wait to be told their partitions.
        case completingRebalance
        /// Members are reading.
        case stable
        /// The group is gone.
        case dead
        /// There are offsets but no members.
        case empty

        init(_ native: rd_kafka_consumer_group_state_t) {
            switch native {
            case RD_KAFKA_CONSUMER_GROUP_STATE_PREPARING_REBALANCE: self = .preparingRebalance
            case RD_KAFKA_CONSUMER_GROUP_STATE_COMPLETING_REBALANCE: self = .completingRebalance
            case RD_KAFKA_CONSUMER_GROUP_STATE_STABLE: self = .stable
            case RD_KAFKA_CONSUMER_GROUP_STATE_DEAD: self = .dead
            case RD_KAFKA_CONSUMER_GROUP_STATE_EMPTY: self = .empty
            default: self = .unknown
            }
        }
    }

    /// One group of a cluster.
    public struct GroupListing: Hashable, Sendable {
        public var name: String
        public var state: GroupState

        /// Whether it only keeps offsets and never had members.
        public var isSimple: Bool
    }

    /// One group in full.
    public struct GroupDescription: Sendable {
        public var name: String
        public var state: GroupState

        /// How partitions are shared out, such as `range`; empty where nobody has joined.
        public var assignor: String
        public var members: [GroupMember]

        /// Why the group cannot be described.
        public var error: KafkaError?
    }

    /// One consumer of a group.
    public struct GroupMember: Hashable, Sendable {
        /// Given by the broker, another one after each join.
        public var id: String

        /// The name of a static member.
        public var instanceID: String?
        public var clientID: String
        public var host: String
        public var assignment: [TopicPartition]
    }

    /// Tells which groups there are.
    ///
    /// - throws: ``KafkaError``, also when only some of the brokers could be asked.
    public func listGroups(timeoutMilliseconds: Int32) throws(KafkaError) -> [GroupListing] {
        let answer = try request(RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS, timeoutMilliseconds: timeoutMilliseconds) {
            rd_kafka_ListConsumerGroups($0, $1, $2)
        }
        if let error = answer.array({ rd_kafka_ListConsumerGroups_result_errors($0, $1) }).first {
            throw KafkaError(borrowing: error)
        }
        return answer.array { rd_kafka_ListConsumerGroups_result_valid($0, $1) }
            .map { group in
                GroupListing(
                    name: String(cString: rd_kafka_ConsumerGroupListing_group_id(group)),
                    state: GroupState(rd_kafka_ConsumerGroupListing_state(group)),
                    isSimple: rd_kafka_ConsumerGroupListing_is_simple_consumer_group(group) != 0
                )
            }
            .sorted { $0.name < $1.name }
    }

    /// Describes groups and who is in them. A group that does not exist is described as ``GroupState/dead``.
    ///
    /// - throws: ``KafkaError`` when the cluster could not be asked.
    public func describeGroups(_ names: [String], timeoutMilliseconds: Int32) throws(KafkaError) -> [GroupDescription] {
        guard !names.isEmpty else { return [] }
        let answer = try withCStrings(names) { (natives) throws(KafkaError) in
            try request(RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, timeoutMilliseconds: timeoutMilliseconds) {
                var natives = natives
                rd_kafka_DescribeConsumerGroups($0, &natives, natives.count, $1, $2)
            }
        }
        return answer.array { rd_kafka_DescribeConsumerGroups_result_groups($0, $1) }.map(KafkaAdmin.description)
    }

    /// The offsets a group has committed, ``TopicPartitionOffset/none`` where there is none. Those of open transactions do not count.
    ///
    /// Partitions have to be named: for "all", librdkafka 2.0.2 gives an incomplete list on some brokers.
    ///
    /// - throws: ``KafkaError``, also for the first partition that has one.
    public func groupOffsets(
        group: String,
        partitions: [TopicPartition],
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> [TopicPartitionOffset] {
        guard !partitions.isEmpty else { return [] }
        let list = PartitionList(partitions)
        var natives: [OpaquePointer?] = [list.lend { rd_kafka_ListConsumerGroupOffsets_new(group, $0) }]
        defer { for native in natives { rd_kafka_ListConsumerGroupOffsets_destroy(native) } }
        let answer = try request(RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, timeoutMilliseconds: timeoutMilliseconds) {
            rd_kafka_ListConsumerGroupOffsets($0, &natives, natives.count, $1, $2)
        }
        guard let result = answer.array({ rd_kafka_ListConsumerGroupOffsets_result_groups($0, $1) }).first else {
            throw KafkaError(code: .failed, reason: "\(group): the broker's answer does not contain the group")
        }
        if let error = rd_kafka_group_result_error(result) { throw KafkaError(borrowing: error) }
        guard let offsets = rd_kafka_group_result_partitions(result) else { return [] }
        if let error = PartitionList.firstError(of: offsets) { throw error }
        return PartitionList.offsets(of: offsets)
    }

    private static func description(_ group: OpaquePointer) -> GroupDescription {
        let members = (0..<rd_kafka_ConsumerGroupDescription_member_count(group))
            .compactMap { rd_kafka_ConsumerGroupDescription_member(group, $0) }
        let error = rd_kafka_ConsumerGroupDescription_error(group).map { KafkaError(borrowing: $0) }
        return GroupDescription(
            name: String(cString: rd_kafka_ConsumerGroupDescription_group_id(group)),
            state: GroupState(rd_kafka_ConsumerGroupDescription_state(group)),
            assignor: rd_kafka_ConsumerGroupDescription_partition_assignor(group).map { String(cString: $0) } ?? "",
            members: members.map(KafkaAdmin.member),
            error: error?.code == KafkaErrorCode.none ? nil : error
        )
    }

    private static func member(_ member: OpaquePointer) -> GroupMember {
        let assignment = rd_kafka_MemberDescription_assignment(member).flatMap { rd_kafka_MemberAssignment_partitions($0) }
        return GroupMember(
            id: rd_kafka_MemberDescription_consumer_id(member).map { String(cString: $0) } ?? "",
            instanceID: rd_kafka_MemberDescription_group_instance_id(member).map { String(cString: $0) },
            clientID: rd_kafka_MemberDescription_client_id(member).map { String(cString: $0) } ?? "",
            host: rd_kafka_MemberDescription_host(member).map { String(cString: $0) } ?? "",
            assignment: assignment.map { PartitionList.partitions(of: $0) } ?? []
        )
    }
}

/// Lends copies of strings in C's form.
private func withCStrings<Result: ~Copyable, Failure: Error>(
    _ strings: [String],
    _ body: ([UnsafePointer<CChar>?]) throws(Failure) -> Result
) throws(Failure) -> Result {
    let copies = strings.map { string in
        let utf8 = string.utf8CString
        let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: utf8.count)
        _ = copy.initialize(from: utf8)
        return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    return try body(copies.map { UnsafePointer($0.baseAddress) })
}
