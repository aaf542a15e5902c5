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
        /// 到期: the record's term is over, and it has disappeared wherever it was shown.
        case expired
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
    /// What the sender itself calls the record.
    public var sender: Sender?
    /// For a duplicate: the receipt of the event whose record was taken.
    public var original: Original?
    /// The platform, for deliveries.
    public var platform: String?

    /// For a full list file's end: whose answer it is.
    public var share: Share?
    /// Entries that are refused by receipts of their own.
    public var refused: Int?

    /// One partition's share of a full list: each answers for its own.
    public struct Share: Hashable, Sendable {
        public var partition: Int32
        /// How many answer.
        public var partitions: Int32

        public init(partition: Int32, partitions: Int32) {
            self.partition = partition
            self.partitions = partitions
        }
    }

    /// The receipt that a duplicate's sender gets again: that of the record that was taken.
    public struct Original: Sendable {
        public var event: String
        public var contract: String
        public var revision: Int
        public var time: Timestamp

        public init(event: String, contract: String, revision: Int, time: Timestamp) {
            self.event = event
            self.contract = contract
            self.revision = revision
            self.time = time
        }
    }

    public init(
        event: String, status: Status, stage: Stage, operation: String? = nil, recordID: Identifier128? = nil,
        contract: String? = nil, faults: [Fault] = [], origin: Origin, time: Timestamp, sender: Sender? = nil,
        original: Original? = nil, platform: String? = nil, share: Share? = nil, refused: Int? = nil
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
        self.sender = sender
        self.original = original
        self.platform = platform
        self.share = share
        self.refused = refused
    }

    /// Writes the receipt as JSON (design, section 5; **fixed**).
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("event", event)
        writer.member("status", status.rawValue)
        writer.member("stage", stage.rawValue)
        if let recordID {
            writer.member("record", recordID)
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
            writer.member("status", Status.accepted.rawValue)
            writer.member("contract", original.contract)
            writer.member("revision", original.revision)
            writer.member("time", original.time)
            writer.endObject()
        }
        if let share {
            writer.name("share")
            writer.beginObject()
            writer.member("partition", Int(share.partition))
            writer.member("partitions", Int(share.partitions))
            writer.endObject()
        }
        if let refused { writer.member("refused", refused) }
        if let sender {
            writer.name("sender")
            writer.beginObject()
            if let id = sender.id { writer.member("id", id) }
            if let row = sender.row { writer.member("row", row) }
            writer.endObject()
        }
        writer.name("source")
        writer.beginObject()
        writer.member("topic", origin.topic)
        writer.member("partition", Int(origin.partition))
        writer.member("offset", origin.offset)
        if let record = origin.record { writer.member("record", Int(record)) }
        writer.endObject()
        writer.member("time", time)
        writer.endObject()
    }
}

extension JSONWriter {
    /// Writes a member whose value is an identifier's digits.
    fileprivate mutating func member(_ name: StaticString, _ value: Identifier128) {
        self.name(name)
        string(plainCount: Identifier128.digitCount) { value.write(to: $0) }
    }

    /// Writes a member whose value is a moment.
    fileprivate mutating func member(_ name: StaticString, _ value: Timestamp) {
        self.name(name)
        string(plainCount: Timestamp.textLength) { value.write(to: $0) }
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
