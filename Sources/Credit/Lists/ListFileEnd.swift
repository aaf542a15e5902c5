/// The end of a full list file: says what the whole is.
public struct ListFileEnd: Sendable {
    public var event: String
    public var key: ListFileKey
    public var file: String
    /// How many parts it has.
    public var parts: Int
    /// How many entries it has.
    public var count: Int
    /// SHA-256 over the digests of the parts, one behind the other.
    public var digest: Digest256
    public var origin: Origin
    /// When ingest took it: the same for all partitions.
    public var at: Timestamp
    /// Whether this partition answers under the id of the end itself. The others answer under that id with `#` and their number behind.
    public var answers: Bool
    /// Which share of the list this is, of all that answer.
    public var share: Receipt.Share

    public init(
        event: String, key: ListFileKey, file: String, parts: Int, count: Int, digest: Digest256, origin: Origin, at: Timestamp, answers: Bool,
        share: Receipt.Share = Receipt.Share(partition: 0, partitions: 1)
    ) {
        self.event = event
        self.key = key
        self.file = file
        self.parts = parts
        self.count = count
        self.digest = digest
        self.origin = origin
        self.at = at
        self.answers = answers
        self.share = share
    }
}
