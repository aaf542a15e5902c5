import Credit
import JSON

/// A receipt as it stands in a topic, read back for people.
public struct ShownReceipt: Sendable {
    /// One of its faults.
    public struct Fault: Sendable {
        public let code: String
        public let path: String
        /// The sender's own column.
        public let column: String?
        public let message: Bilingual
        public let remedy: Bilingual
    }

    public let event: String
    public let status: String
    public let stage: String
    public let operation: String?
    public let record: String?
    public let contract: String?
    public let sender: Sender
    public let faults: [Fault]
    /// For a duplicate: the event that was taken.
    public let original: String?
    public let platform: String?
    /// For a full list's end: which of how many partitions answers.
    public let share: Receipt.Share?
    /// Entries that are refused by receipts of their own.
    public let refused: Int
    /// `topic/partition/offset`, `#record` behind it in a message of several.
    public let origin: String
    /// As the receipt has it, RFC 3339.
    public let time: String
    /// When it was written to the topic.
    public let writtenAt: Timestamp
    /// The receipt's own JSON.
    public let json: [UInt8]

    /// Reads a receipt; nil for what is none.
    public init?(_ bytes: [UInt8], writtenAt: Timestamp) {
        guard let json = try? JSONValue(parsing: bytes), let event = json["event"]?.stringValue,
            let status = json["status"]?.stringValue
        else { return nil }
        func text(_ value: JSONValue?) -> Bilingual {
            Bilingual(zh: value?["zh"]?.stringValue ?? "", en: value?["en"]?.stringValue ?? "")
        }
        self.event = event
        self.status = status
        stage = json["stage"]?.stringValue ?? ""
        operation = json["operation"]?.stringValue
        record = json["record"]?.stringValue
        contract = json["contract"]?.stringValue
        sender = Sender(id: json["sender"]?["id"]?.stringValue, row: json["sender"]?["row"]?.stringValue)
        faults = (json["errors"]?.arrayValue ?? []).map {
            Fault(
                code: $0["code"]?.stringValue ?? "", path: $0["path"]?.stringValue ?? "", column: $0["column"]?.stringValue,
                message: text($0["message"]), remedy: text($0["remedy"]))
        }
        original = json["original"]?["event"]?.stringValue
        platform = json["platform"]?.stringValue
        if let partition = json["share"]?["partition"]?.intValue, let partitions = json["share"]?["partitions"]?.intValue {
            share = Receipt.Share(partition: Int32(clamping: partition), partitions: Int32(clamping: partitions))
        } else {
            share = nil
        }
        refused = json["refused"]?.intValue ?? 0
        let source = json["source"]
        origin = Origin(
            topic: source?["topic"]?.stringValue ?? "", partition: Int32(clamping: source?["partition"]?.intValue ?? 0),
            offset: Int64(source?["offset"]?.intValue ?? 0), record: source?["record"]?.intValue.map { Int32(clamping: $0) }
        ).description
        time = json["time"]?.stringValue ?? writtenAt.description
        self.writtenAt = writtenAt
        self.json = bytes
    }

    /// Whether nothing more is decided about the event: the ledger has answered, or ingest has refused it.
    public var isFinal: Bool { ["accepted", "rejected", "duplicate", "stale"].contains(status) }
}
