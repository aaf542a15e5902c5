import Credit
import JSON

/// The verdict on one document of a file.
public struct CheckOutcome {
    public let file: String
    /// The line of the document in a file of JSON Lines; nil for a file that is one document.
    public let line: Int?
    public let faults: [Fault]
    /// Identity of a valid record; nil where it takes the hub's secret to make it (natural persons), or there is no contract.
    public let recordID: Identifier128?

    public init(file: String, line: Int? = nil, faults: [Fault], recordID: Identifier128? = nil) {
        self.file = file
        self.line = line
        self.faults = faults
        self.recordID = recordID
    }

    public var isValid: Bool { faults.isEmpty }

    /// One line of JSON.
    public func json() -> String {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.member("file", file)
        if let line { writer.member("line", line) }
        writer.member("valid", isValid)
        if let recordID { writer.member("record", recordID.description) }
        writer.name("errors")
        writer.beginArray()
        for fault in faults { fault.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
