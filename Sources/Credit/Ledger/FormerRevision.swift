/// What is remembered of a revision that a later one replaced: enough to know it again when its event, or its content, comes late.
public struct FormerRevision: Hashable, Sendable {
    /// How many former revisions of a record are remembered.
    public static let most = 16

    /// The first eight bytes of the SHA-256 of its event's id.
    public var event: UInt64
    /// The first eight bytes of the SHA-256 of its canonical content.
    public var content: UInt64
    public var acceptedAt: Timestamp
    private var narrowRevision: Int32

    public var revision: Int { Int(narrowRevision) }

    public init(event: UInt64, content: UInt64, revision: Int, acceptedAt: Timestamp) {
        self.event = event
        self.content = content
        self.acceptedAt = acceptedAt
        narrowRevision = Int32(clamping: revision)
    }

    /// What an event's id is remembered by.
    public static func hash(of event: String) -> UInt64 {
        var event = event
        return event.withUTF8 { SHA256.hash(UnsafeRawBufferPointer($0)).prefix.high }
    }
}
