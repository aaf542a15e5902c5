import Credit
import JSON

/// An entry of the audit as it is shown.
public struct ShownAuditEntry: Sendable {
    public struct Change: Sendable {
        public let kind: String
        public let id: Identifier128
        public let before: String?
        public let after: String?
    }

    public let partition: Int32
    public let offset: Int64
    /// The message's key: the subject's, if it is known.
    public let key: String
    public let sequence: Int64
    public let time: Timestamp
    public let actor: String
    public let action: String
    public let event: String
    public let contract: String?
    public let rule: String?
    public let changes: [Change]
    /// What an operator's note says.
    public let note: JSONValue?
    /// The entry as it stands there.
    public let json: [UInt8]

    /// Reads a message's value; nil if it is no entry.
    init?(partition: Int32, offset: Int64, key: String, json bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), let sequence = json["sequence"]?.intValue,
            let time = (json["time"]?.stringValue).flatMap({ Timestamp($0) }), let actor = json["actor"]?.stringValue,
            let action = json["action"]?.stringValue, let event = json["event"]?.stringValue
        else { return nil }
        self.partition = partition
        self.offset = offset
        self.key = key
        self.sequence = Int64(sequence)
        self.time = time
        self.actor = actor
        self.action = action
        self.event = event
        contract = json["contract"]?.stringValue
        rule = json["rule"]?.stringValue
        changes = (json["changes"]?.arrayValue ?? []).compactMap { change in
            guard let id = (change["id"]?.stringValue).flatMap({ Identifier128($0) }) else { return nil }
            return Change(
                kind: change["kind"]?.stringValue ?? "", id: id, before: change["before"]?.stringValue, after: change["after"]?.stringValue)
        }
        note = json["note"]
        self.json = bytes
    }

    /// The department's event that a note is about.
    var notedEvent: String? { note?["event"]?.stringValue }
    /// The record that a note is about.
    var record: Identifier128? { (note?["record"]?.stringValue).flatMap { Identifier128($0) } }
}
