import CRdKafka

/// A message in memory, of no broker: for whoever plays one, as a simulator does. ``KafkaMessage/init(_:)`` makes a message of it that
/// reads like any other, as often as needed.
public final class StoredMessage {
    /// Stands for a topic: its messages share it.
    public final class Topic {
        public let name: String

        public init(name: String) {
            self.name = name
        }

        var identity: UnsafeRawPointer { UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) }
    }

    public let topic: Topic
    public let timestampMilliseconds: Int64
    public let key: [UInt8]?
    public let value: [UInt8]?
    /// librdkafka's list of headers, which this owns.
    let headersPointer: OpaquePointer?
    let raw: UnsafeMutablePointer<rd_kafka_message_t>
    private let bytes: UnsafeMutableRawPointer

    public init(
        topic: Topic, partition: Int32, offset: Int64, key: [UInt8]?, value: [UInt8]?, headers: consuming KafkaHeaders? = nil,
        timestampMilliseconds: Int64 = 0
    ) {
        self.topic = topic
        self.timestampMilliseconds = timestampMilliseconds
        self.key = key
        self.value = value
        var headers: KafkaHeaders? = headers
        headersPointer = headers.take()?.release()
        let keySize = key?.count ?? 0
        // One byte more, so that what is present and empty has an address.
        bytes = UnsafeMutableRawPointer.allocate(byteCount: keySize + (value?.count ?? 0) + 1, alignment: 8)
        raw = .allocate(capacity: 1)
        raw.initialize(to: rd_kafka_message_t())
        raw.pointee.partition = partition
        raw.pointee.offset = offset
        if let key {
            bytes.copyMemory(from: key, byteCount: keySize)
            raw.pointee.key = bytes
            raw.pointee.key_len = keySize
        }
        if let value {
            (bytes + keySize).copyMemory(from: value, byteCount: value.count)
            raw.pointee.payload = bytes + keySize
            raw.pointee.len = value.count
        }
    }

    /// The mark of a partition's end, for now.
    public static func end(of topic: Topic, partition: Int32, offset: Int64) -> StoredMessage {
        let mark = StoredMessage(topic: topic, partition: partition, offset: offset, key: nil, value: nil)
        mark.raw.pointee.err = RD_KAFKA_RESP_ERR__PARTITION_EOF
        return mark
    }

    deinit {
        if let headersPointer { rd_kafka_headers_destroy(headersPointer) }
        raw.deallocate()
        bytes.deallocate()
    }

    public var partition: Int32 { raw.pointee.partition }
    public var offset: Int64 { raw.pointee.offset }
}
