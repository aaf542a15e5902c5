/// One part of a full list file, with those of its entries whose subjects are in this partition.
public struct ListFilePart: Sendable {
    public var event: String
    public var key: ListFileKey
    public var file: String
    /// From 1.
    public var number: Int
    public var part: ListFileState.Part
    /// A JSON array of this partition's entries: `{"record":…,"subject":…,"kind":…,"region":…,"end":…,"content":{…}}`.
    public var entries: [UInt8]
    public var origin: Origin
    /// When ingest took it: the same for all partitions.
    public var at: Timestamp
    /// Whether this partition answers the sender.
    public var answers: Bool

    /// Longest ``entries``, in bytes: with what stands around them they fit into `ledger.in` and `ledger.state` (16 MiB), and parsers
    /// read them.
    public static let longest = 15 << 20

    public init(
        event: String, key: ListFileKey, file: String, number: Int, part: ListFileState.Part, entries: [UInt8], origin: Origin, at: Timestamp, answers: Bool
    ) {
        self.event = event
        self.key = key
        self.file = file
        self.number = number
        self.part = part
        self.entries = entries
        self.origin = origin
        self.at = at
        self.answers = answers
    }
}
