import Credit
import JSON

/// What became of one record of a file that was handed over.
public struct RecordOutcome: Sendable {
    public enum Status: Sendable, Equatable {
        /// The check refused it: it was not published.
        case refused
        /// It is good, and was not published.
        case held
        /// It was published; nobody waited for the answer.
        case published
        /// It was published, and no final answer came in time.
        case open
        /// The final answer: accepted, rejected, duplicate or stale.
        case final(String)

        public var word: String {
            switch self {
            case .refused: "refused"
            case .held: "valid"
            case .published: "published"
            case .open: "open"
            case .final(let status): status
            }
        }
    }

    public let record: PreparedRecord
    public let status: Status
    public let receipt: ShownReceipt?

    public init(_ record: PreparedRecord, _ status: Status, receipt: ShownReceipt? = nil) {
        self.record = record
        self.status = status
        self.receipt = receipt
    }

    /// Whether the record has not reached the ledger and will not.
    public var isRefused: Bool { [.refused, .final("rejected"), .final("stale")].contains(status) }

    /// One line of JSON.
    public func json() -> String {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("line", record.place.line)
        if record.place.number > 1 { writer.member("number", record.place.number) }
        writer.member("event", record.event)
        writer.member("operation", record.operation)
        if let id = record.senderID { writer.member("sender", id) }
        writer.member("status", status.word)
        writer.name("errors")
        writer.beginArray()
        for fault in record.faults { fault.write(to: &writer) }
        for fault in receipt?.faults ?? [] {
            writer.beginObject()
            writer.member("code", fault.code)
            writer.member("path", fault.path)
            if let column = fault.column { writer.member("column", column) }
            writer.name("message")
            fault.message.write(to: &writer)
            writer.name("remedy")
            fault.remedy.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        if let receipt {
            if let id = receipt.record { writer.member("record", id) }
            if let original = receipt.original { writer.member("original", original) }
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
