import JSON

/// What became of one event, told to the party that sent it on `receipt.<party>`.
public struct Receipt: Sendable {
    public enum Status: String, Sendable {
        /// Checked by ingest and handed to the ledger; the ledger's answer follows.
        case received
        /// Taken by the ledger. Final.
        case accepted
        /// Refused, with every fault. Final.
        case rejected
        /// Already taken; nothing happened. Final.
        case duplicate
        /// Older than what is held; nothing happened. Final.
        case stale
        /// Handed to an upper platform.
        case delivered
        /// A dispute came to its end.
        case closed
    }

    public enum Stage: String, Sendable {
        case ingest
        case ledger
        case upstream
    }

    public var event: String
    public var status: Status
    public var stage: Stage
    public var operation: String?
    public var recordID: Identifier128?
    /// The contract with its version.
    public var contract: String?
    public var faults: [Fault]
    public var origin: Origin
    public var time: Timestamp
    /// For a duplicate: the event whose record was taken, and when.
    public var original: (event: String, time: Timestamp)?
    /// The platform, for deliveries.
    public var platform: String?

    public init(
        event: String, status: Status, stage: Stage, operation: String? = nil, recordID: Identifier128? = nil,
        contract: String? = nil, faults: [Fault] = [], origin: Origin, time: Timestamp,
        original: (event: String, time: Timestamp)? = nil, platform: String? = nil
    ) {
        self.event = event
        self.status = status
        self.stage = stage
        self.operation = operation
        self.recordID = recordID
        self.contract = contract
        self.faults = faults
        self.origin = origin
        self.time = time
        self.original = original
        self.platform = platform
    }

    /// Writes the receipt as JSON (design, section 5; **fixed**).
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("event", event)
        writer.member("status", status.rawValue)
        writer.member("stage", stage.rawValue)
        if let recordID {
            writer.member("record", recordID.description)
        }
        if let contract {
            writer.member("contract", contract)
        }
        if let operation {
            writer.member("operation", operation)
        }
        if let platform {
            writer.member("platform", platform)
        }
        writer.name("errors")
        writer.beginArray()
        for fault in faults { fault.write(to: &writer) }
        writer.endArray()
        if let original {
            writer.name("original")
            writer.beginObject()
            writer.member("event", original.event)
            writer.member("time", original.time.description)
            writer.endObject()
        }
        writer.name("source")
        writer.beginObject()
        writer.member("topic", origin.topic)
        writer.member("partition", Int(origin.partition))
        writer.member("offset", origin.offset)
        writer.endObject()
        writer.member("time", time.description)
        writer.endObject()
    }
}

extension Fault {
    /// Writes the fault as JSON: code, path, message and remedy in both languages, and what else is known.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", code.rawValue)
        writer.member("path", path)
        if let column {
            writer.member("column", column)
        }
        writer.name("message")
        message.write(to: &writer)
        writer.name("remedy")
        remedy.write(to: &writer)
        if let keyword {
            writer.member("keyword", keyword)
        }
        if let expected {
            writer.member("expected", expected)
        }
        if let value {
            writer.member("value", value)
        }
        writer.endObject()
    }
}

extension Bilingual {
    /// Writes `{"zh":…,"en":…}`.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("zh", zh)
        writer.member("en", en)
        writer.endObject()
    }
}
