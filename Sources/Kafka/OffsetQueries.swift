import CRdKafka

/// Questions about a partition's log that consumers and administrators both ask.
struct OffsetQueries {
    private let handle: ClientHandle

    /// Whether callbacks may be served to explain an error.
    private let serves: Bool

    init(_ handle: ClientHandle, serves: Bool) {
        self.handle = handle
        self.serves = serves
    }

    /// librdkafka 2.0.2 ignores the time limit of this call (#4460), hence the thread.
    func watermarks(
        _ partition: TopicPartition,
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> (low: Int64, high: Int64) {
        let milliseconds = max(0, timeoutMilliseconds)
        let handle = handle
        let answer = BoundedCall.run(timeoutMilliseconds: milliseconds) { () -> Result<(Int64, Int64), KafkaError> in
            var low: Int64 = 0
            var high: Int64 = 0
            let code = rd_kafka_query_watermark_offsets(
                handle.pointer, partition.topic, partition.partition, &low, &high, milliseconds)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                return .failure(KafkaError(code, "\(partition): \(KafkaErrorCode(code).meaning)"))
            }
            return .success((low, high))
        }
        switch answer {
        case .success(let (low, high)):
            return (low, high)
        case .failure(let error):
            throw handle.explaining(error, serve: serves)
        case nil:
            let error = KafkaError(code: .timedOut, reason: "no watermarks of \(partition) in \(milliseconds) ms", isRetriable: true)
            throw handle.explaining(error, serve: serves)
        }
    }

    func offsets(
        forTimes times: [TopicPartitionOffset],
        timeoutMilliseconds: Int32
    ) throws(KafkaError) -> [TopicPartitionOffset] {
        guard !times.isEmpty else { return [] }
        let list = PartitionList(times)
        let code = list.lend { rd_kafka_offsets_for_times(handle.pointer, $0, max(0, timeoutMilliseconds)) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw handle.explaining(KafkaError(code, on: handle.pointer), serve: serves)
        }
        return try list.checkedOffsets()
    }
}
