import Credit
import Kafka

/// Makes the headers of a dead letter: the original ones untouched, then why, as text that any viewer shows.
enum DeadLetter {
    /// More of a value than this is not kept (its head is): a dead letter must itself fit into its topic.
    static let longestValue = 16 << 20
    /// Most original headers that are kept: a message with thousands of them is not an event.
    private static let codesShown = 20

    static func headers(
        _ original: consuming KafkaHeaders, key: UnsafeRawBufferPointer?, faults: [Fault], stage: Receipt.Stage, origin: Origin,
        timestamp: Int64, now: Timestamp, isCut: Bool
    ) -> KafkaHeaders {
        var headers = original
        var codes: [String] = []
        for fault in faults where !codes.contains(fault.code.rawValue) && codes.count < codesShown {
            codes.append(fault.code.rawValue)
        }
        headers.append("credithub.error.code", codes.first ?? FaultCode.internalError.rawValue)
        headers.append("credithub.error.codes", codes.joined(separator: ","))
        headers.append("credithub.error.count", String(faults.count))
        headers.append("credithub.error.message", faults.first?.message.zh ?? "")
        headers.append("credithub.error.message.en", faults.first?.message.en ?? "")
        headers.append("credithub.error.stage", stage.rawValue)
        headers.append("credithub.error.time", now.description)
        headers.append("credithub.original.topic", origin.topic)
        headers.append("credithub.original.partition", String(origin.partition))
        headers.append("credithub.original.offset", String(origin.offset))
        headers.append("credithub.original.timestamp", String(timestamp))
        if let key { headers.append("credithub.original.key", key) }
        if isCut { headers.append("credithub.original.cut", "true") }
        return headers
    }
}
