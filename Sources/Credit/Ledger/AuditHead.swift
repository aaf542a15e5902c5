/// The last entry of a partition's audit chain: its number, from 1, and the SHA-256 of its bytes.
public struct AuditHead: Hashable, Sendable {
    public var sequence: Int64
    public var digest: Digest256

    public init(sequence: Int64, digest: Digest256) {
        self.sequence = sequence
        self.digest = digest
    }

    /// Before the first entry: number 0 and a digest of zeros.
    public static let none = AuditHead(sequence: 0, digest: Digest256(words: (0, 0, 0, 0)))
}
