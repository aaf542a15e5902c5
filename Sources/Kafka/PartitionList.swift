import CRdKafka

/// Owns one of librdkafka's lists of partitions with offsets.
struct PartitionList: ~Copyable {
    private let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    /// Takes over a list that librdkafka made.
    init(adopting pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        self.pointer = pointer
    }

    init(_ offsets: some Collection<TopicPartitionOffset>) {
        pointer = rd_kafka_topic_partition_list_new(Int32(clamping: offsets.count))
        for item in offsets {
            rd_kafka_topic_partition_list_add(pointer, item.topic, item.partition).pointee.offset = item.offset
        }
    }

    init(_ partitions: some Collection<TopicPartition>) {
        pointer = rd_kafka_topic_partition_list_new(Int32(clamping: partitions.count))
        for item in partitions {
            rd_kafka_topic_partition_list_add(pointer, item.topic, item.partition)
        }
    }

    /// Whole topics, for a subscription.
    init(topics: [String]) {
        self.init(topics.map { TopicPartition($0, -1) })
    }

    deinit {
        rd_kafka_topic_partition_list_destroy(pointer)
    }

    /// Lends the list to librdkafka. Only this way it is sure to outlive the call.
    func lend<Result>(_ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> Result) -> Result {
        body(pointer)
    }

    var isEmpty: Bool { pointer.pointee.cnt == 0 }

    /// What became of each partition, in the list's order.
    var codes: [rd_kafka_resp_err_t] { PartitionList.elements(of: pointer).map(\.err) }

    var partitions: [TopicPartition] { PartitionList.partitions(of: pointer) }

    var offsets: [TopicPartitionOffset] { PartitionList.offsets(of: pointer) }

    /// The first partition's error, with its name in the reason.
    var firstError: KafkaError? { PartitionList.firstError(of: pointer) }

    /// - throws: ``firstError``.
    func checkedOffsets() throws(KafkaError) -> [TopicPartitionOffset] {
        if let firstError { throw firstError }
        return offsets
    }

    // MARK: Lists that librdkafka keeps

    private static func elements(
        of list: UnsafePointer<rd_kafka_topic_partition_list_t>
    ) -> UnsafeBufferPointer<rd_kafka_topic_partition_t> {
        UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
    }

    static func partitions(of list: UnsafePointer<rd_kafka_topic_partition_list_t>) -> [TopicPartition] {
        elements(of: list).map { TopicPartition(String(cString: $0.topic), $0.partition) }
    }

    static func offsets(of list: UnsafePointer<rd_kafka_topic_partition_list_t>) -> [TopicPartitionOffset] {
        elements(of: list).map { TopicPartitionOffset(String(cString: $0.topic), $0.partition, $0.offset) }
    }

    static func firstError(of list: UnsafePointer<rd_kafka_topic_partition_list_t>) -> KafkaError? {
        guard let failed = elements(of: list).first(where: { $0.err != RD_KAFKA_RESP_ERR_NO_ERROR }) else { return nil }
        let name = TopicPartition(String(cString: failed.topic), failed.partition)
        return KafkaError(failed.err, "\(name): \(KafkaErrorCode(failed.err).meaning)")
    }
}
