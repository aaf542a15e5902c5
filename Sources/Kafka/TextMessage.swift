/// A message whose key is a text and whose value is an array of bytes.
public enum TextMessage {
    /// Calls `body` with the bytes of both, without copying them.
    public static func withBytes(
        key: String, value: [UInt8]?,
        _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) throws(KafkaError) -> Void
    ) throws(KafkaError) {
        var failure: KafkaError?
        var key = key
        key.withUTF8 { keyBytes in
            func call(_ value: UnsafeRawBufferPointer?) {
                do throws(KafkaError) {
                    try body(UnsafeRawBufferPointer(keyBytes), value)
                } catch {
                    failure = error
                }
            }
            if let value {
                value.withUnsafeBytes { call($0) }
            } else {
                call(nil)
            }
        }
        if let failure { throw failure }
    }
}

extension KafkaProducer {
    /// Produces from a text key and an array of bytes.
    public func produce(
        to topic: Topic, partition: Int32 = -1, key: String, value: [UInt8]?, headers: consuming KafkaHeaders? = nil
    ) throws(KafkaError) {
        var headers: KafkaHeaders? = headers
        try TextMessage.withBytes(key: key, value: value) { (key, value) throws(KafkaError) in
            try produce(to: topic, partition: partition, key: key, value: value, headers: headers.take())
        }
    }
}
