import CRdKafka

/// The headers of a message to be sent: names with values, in order. Names may repeat.
public struct KafkaHeaders: ~Copyable {
    let pointer: OpaquePointer

    /// - parameter capacity: How many headers to make room for at once; there may be more.
    public init(capacity: Int) {
        pointer = rd_kafka_headers_new(max(0, capacity))
    }

    init(adopting pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        rd_kafka_headers_destroy(pointer)
    }

    public var count: Int { rd_kafka_header_cnt(pointer) }

    /// Appends a copy of `value`; nil makes a header whose value is null.
    public mutating func append(_ name: StaticString, _ value: UnsafeRawBufferPointer?) {
        name.withUTF8Buffer { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { add($0.baseAddress, $0.count, value) }
        }
    }

    public mutating func append(_ name: StaticString, _ value: [UInt8]) {
        value.withUnsafeBytes { append(name, $0) }
    }

    public mutating func append(_ name: StaticString, _ value: StaticString) {
        append(name, UnsafeRawBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
    }

    public mutating func append(_ name: StaticString, _ value: String) {
        var value = value
        value.withUTF8 { append(name, UnsafeRawBufferPointer($0)) }
    }

    public mutating func append(_ name: String, _ value: String) {
        var value = value
        value.withUTF8 { append(name, UnsafeRawBufferPointer($0)) }
    }

    /// Appends a copy of `value`; nil makes a header whose value is null.
    public mutating func append(_ name: String, _ value: UnsafeRawBufferPointer?) {
        var name = name
        name.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { add($0.baseAddress, $0.count, value) }
        }
    }

    /// Removes all headers of that name.
    public mutating func remove(_ name: String) {
        rd_kafka_header_remove(pointer, name)
    }

    private func add(_ name: UnsafePointer<CChar>?, _ nameSize: Int, _ value: UnsafeRawBufferPointer?) {
        guard let value else {
            rd_kafka_header_add(pointer, name, nameSize, nil, 0)
            return
        }
        if let bytes = value.baseAddress {
            rd_kafka_header_add(pointer, name, nameSize, bytes, value.count)
        } else {
            // Present and empty: librdkafka takes a null address for a null value.
            rd_kafka_header_add(pointer, name, nameSize, "", 0)
        }
    }

    /// Hands over the list and the duty to destroy it.
    consuming func release() -> OpaquePointer {
        let released = pointer
        discard self
        return released
    }
}
