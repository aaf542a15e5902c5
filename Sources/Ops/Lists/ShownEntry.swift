import JSON

/// An entry of a view as its message has it, read back for people.
public struct ShownEntry: Sendable {
    public let id: String
    public let contract: String
    public let list: String?
    public let subject: String
    public let subjectKind: String
    public let isDisputed: Bool
    public let isSuspended: Bool
    public let revision: Int
    /// The message's own JSON.
    public let json: [UInt8]

    /// Reads a value; nil for what is none of a view.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes), let id = json["entry"]?.stringValue, let subject = json["subject"]?.stringValue
        else { return nil }
        self.id = id
        self.subject = subject
        contract = json["contract"]?.stringValue ?? ""
        list = json["list"]?.stringValue
        subjectKind = json["subjectKind"]?.stringValue ?? ""
        isDisputed = json["disputed"]?.boolValue ?? false
        isSuspended = json["suspended"]?.boolValue ?? false
        revision = json["revision"]?.intValue ?? 0
        self.json = bytes
    }
}
