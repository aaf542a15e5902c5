extension KafkaProducer {
    /// Produces from a text key and an array of bytes.
    public func produce(
        to topic: Topic, partition: Int32 = -1, key: String, value: [UInt8]?, headers: consuming KafkaHeaders? = nil
    ) throws(KafkaError) {
        var headers: KafkaHeaders? = headers
        var failure: KafkaError?
        var key = key
        key.withUTF8 { keyBytes in
            func send(_ value: UnsafeRawBufferPointer?) {
                do throws(KafkaError) {
                    try produce(
                        to: topic, partition: partition, key: UnsafeRawBufferPointer(keyBytes), value: value,
                        headers: headers.take())
                } catch {
                    failure = error
                }
            }
            if let value {
                value.withUnsafeBytes { send($0) }
            } else {
                send(nil)
            }
        }
        if let failure { throw failure }
    }
}
