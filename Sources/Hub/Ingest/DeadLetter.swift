import Credit
import Kafka

/// Makes the headers of a dead letter: the original ones untouched, then why, as text that any viewer shows, also under the
/// names of Kafka Connect.
enum DeadLetter {
    /// A value longer than this is not kept whole: a dead letter must itself fit into its topic.
    static let longestValue = 16 << 20
    /// What is kept of such a value, in bytes.
    static let longestHead = 1 << 20
    private static let codesShown = 20
    private static let faultsShown = 50

    /// - parameter receipt: the refusal that the sender gets.
    static func headers(
        _ original: consuming KafkaHeaders, key: UnsafeRawBufferPointer?, receipt: Receipt, timestamp: Int64, isCut: Bool
    ) -> KafkaHeaders {
        var headers = original
        let faults = receipt.faults
        let origin = receipt.origin
        var codes: [String] = []
        for fault in faults where !codes.contains(fault.code.rawValue) && codes.count < codesShown {
            codes.append(fault.code.rawValue)
        }
        let code = codes.first ?? FaultCode.internalError.rawValue
        headers.append("credithub.error.code", code)
        headers.append("credithub.error.codes", codes.joined(separator: ","))
        headers.append("credithub.error.count", String(faults.count))
        headers.append("credithub.error.message", faults.first?.message.zh ?? "")
        headers.append("credithub.error.message.en", faults.first?.message.en ?? "")
        headers.append("credithub.error.stage", receipt.stage.rawValue)
        headers.append("credithub.error.time", receipt.time.description)
        if let contract = receipt.contract { headers.append("credithub.error.contract", contract) }
        if let operation = receipt.operation { headers.append("credithub.error.operation", operation) }
        if let record = receipt.recordID { headers.append("credithub.error.record", record.description) }
        headers.append("credithub.original.topic", origin.topic)
        headers.append("credithub.original.partition", String(origin.partition))
        headers.append("credithub.original.offset", String(origin.offset))
        if let record = origin.record { headers.append("credithub.original.record", String(record)) }
        headers.append("credithub.original.timestamp", String(timestamp))
        if let key { headers.append("credithub.original.key", key) }
        if isCut { headers.append("credithub.original.cut", "true") }
        appendConnect(&headers, code, receipt)
        return headers
    }

    /// The names that Kafka Connect writes, for viewers that know these. The "stack trace" lists every fault.
    private static func appendConnect(_ headers: inout KafkaHeaders, _ code: String, _ receipt: Receipt) {
        let origin = receipt.origin
        headers.append("__connect.errors.topic", origin.topic)
        headers.append("__connect.errors.partition", String(origin.partition))
        headers.append("__connect.errors.offset", String(origin.offset))
        headers.append("__connect.errors.connector.name", "credithub")
        headers.append("__connect.errors.task.id", "0")
        headers.append("__connect.errors.stage", receipt.stage.rawValue)
        headers.append("__connect.errors.class.name", "credithub.\(receipt.stage.rawValue)")
        headers.append("__connect.errors.exception.class.name", code)
        headers.append("__connect.errors.exception.message", receipt.faults.first?.message.en ?? "")
        let lines = receipt.faults.prefix(faultsShown).map { "\($0.code.rawValue) \($0.path) \($0.message.en)" }
        headers.append("__connect.errors.exception.stacktrace", lines.joined(separator: "\n"))
    }
}
