import CRdKafka

/// A message as it came from a broker. Owns the memory that it points into.
///
/// Key, value and headers are views of that memory: they are valid as long as the message lives. Making one allocates nothing in
/// Swift. A living message keeps its consumer's connection from being taken down.
public struct KafkaMessage: ~Copyable {
    private let raw: UnsafeMutablePointer<rd_kafka_message_t>

    /// Its client must outlive it: librdkafka's messages point into the client.
    private let handle: ClientHandle?

    /// Holds the memory of a message that did not come from a broker.
    private let stored: StoredMessage?

    init(adopting raw: UnsafeMutablePointer<rd_kafka_message_t>, of handle: ClientHandle) {
        self.raw = raw
        self.handle = handle
        stored = nil
    }

    /// A message as whoever plays the broker hands it out.
    public init(_ stored: StoredMessage) {
        raw = stored.raw
        handle = nil
        self.stored = stored
    }

    deinit {
        if stored == nil { rd_kafka_message_destroy(raw) }
    }

    /// The topic's name. Makes a string each time; ``topicIdentity`` is the fast way to tell topics apart.
    public var topic: String { stored?.topic.name ?? String(cString: rd_kafka_topic_name(raw.pointee.rkt)) }

    /// An address that stands for the topic: the same for all its messages, and for no other topic's, as long as the consumer lives.
    public var topicIdentity: UnsafeRawPointer { stored?.topic.identity ?? UnsafeRawPointer(raw.pointee.rkt) }

    public var partition: Int32 { raw.pointee.partition }

    public var offset: Int64 { raw.pointee.offset }

    /// Nil where the message has none.
    public var key: UnsafeRawBufferPointer? {
        raw.pointee.key.map { UnsafeRawBufferPointer(start: $0, count: raw.pointee.key_len) }
    }

    /// Nil is a tombstone, which is not the same as an empty value. Also nil in an end-of-partition mark.
    public var value: UnsafeRawBufferPointer? {
        guard !isPartitionEOF else { return nil }
        return raw.pointee.payload.map { UnsafeRawBufferPointer(start: $0, count: raw.pointee.len) }
    }

    /// Milliseconds since 1970-01-01 UTC, or -1 where there is none.
    public var timestampMilliseconds: Int64 { stored?.timestampMilliseconds ?? rd_kafka_message_timestamp(raw, nil) }

    /// Whether this is no message but the mark that ``offset`` is the end of the partition, for now.
    public var isPartitionEOF: Bool { raw.pointee.err == RD_KAFKA_RESP_ERR__PARTITION_EOF }
}

// MARK: - Headers

extension KafkaMessage {
    /// The headers' own list, if there are any.
    private var headers: OpaquePointer? {
        if let stored { return stored.headersPointer }
        var list: OpaquePointer?
        guard rd_kafka_message_headers(raw, &list) == RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return list
    }

    /// Calls `body` with each header in order. Names may repeat; a null value is not the same as an empty one.
    public func forEachHeader(_ body: (_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) -> Void) {
        guard let headers else { return }
        var index = 0
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        while rd_kafka_header_get_all(headers, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR, let start = name {
            body(
                UnsafeRawBufferPointer(start: start, count: utf8Length(start)),
                value.map { UnsafeRawBufferPointer(start: $0, count: size) }
            )
            index += 1
        }
    }

    /// The value of the last header of that name; nil where there is none, and where its value is null.
    public func header(_ name: StaticString) -> UnsafeRawBufferPointer? {
        guard let headers else { return nil }
        var value: UnsafeRawPointer?
        var size = 0
        let found = name.withUTF8Buffer { utf8 in
            // A static string ends with a zero byte behind its buffer.
            utf8.withMemoryRebound(to: CChar.self) { rd_kafka_header_get_last(headers, $0.baseAddress, &value, &size) }
        }
        guard found == RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return value.map { UnsafeRawBufferPointer(start: $0, count: size) }
    }

    /// A copy of all headers in their order, for passing the message on.
    public func copyHeaders() -> KafkaHeaders {
        guard let headers, let copy = rd_kafka_headers_copy(headers) else { return KafkaHeaders(capacity: 0) }
        return KafkaHeaders(adopting: copy)
    }

    private func utf8Length(_ text: UnsafePointer<CChar>) -> Int {
        var end = text
        while end.pointee != 0 { end += 1 }
        return end - text
    }
}
