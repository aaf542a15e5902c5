import CRdKafka

/// Owns librdkafka's answer to an admin request, and all that is read from it.
struct AdminEvent: ~Copyable {
    let pointer: OpaquePointer

    init(adopting pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        rd_kafka_event_destroy(pointer)
    }

    /// Why the request as a whole failed, if it did.
    var error: KafkaError? {
        let code = rd_kafka_event_error(pointer)
        guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { return nil }
        return KafkaError(code, rd_kafka_event_error_string(pointer).map { String(cString: $0) })
    }

    /// An array of the answer, by the function that reads its address and length.
    func array(
        _ read: (OpaquePointer, UnsafeMutablePointer<Int>) -> UnsafeMutablePointer<OpaquePointer?>?
    ) -> [OpaquePointer] {
        var count = 0
        let start = read(pointer, &count)
        return UnsafeBufferPointer(start: start, count: count).compactMap { $0 }
    }
}
