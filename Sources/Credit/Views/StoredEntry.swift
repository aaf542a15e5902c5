import JSON

/// An entry as the changelog holds it: a million of them are kept in this form (``EntryShelf``), and each is read when it is needed.
public struct StoredEntry: Hashable, Sendable {
    /// The value in the changelog.
    public let bytes: [UInt8]

    public init(_ entry: EntryState) {
        var writer = JSONWriter(capacity: 256 + entry.content.count)
        StateCodec.write(entry, to: &writer)
        bytes = writer.bytes
    }

    /// What was kept of one.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - throws: `StateCodec.Unreadable` if it cannot be read.
    init(reading bytes: UnsafeRawBufferPointer, _ view: JSONView) throws {
        _ = try StateCodec.entry(view)
        self.bytes = Array(bytes)
    }

    /// What was written.
    public var state: EntryState? {
        // What is parsed lives in the parser.
        let parser = JSONParser()
        return withExtendedLifetime(parser) {
            bytes.withUnsafeBytes { bytes in (try? parser.parse(bytes)).flatMap { try? StateCodec.entry($0) } }
        }
    }
}
