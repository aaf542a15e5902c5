/// 全量名单: a full list file of an upper platform that is coming in, part by part. Every partition sees the number and digest of every
/// part, and holds the entries of its own subjects: so all of them judge alike whether the file is whole.
public struct ListFileState: Hashable, Sendable {
    /// One part of the file that has come.
    public struct Part: Hashable, Sendable {
        /// Entries in the whole part, also those of other partitions.
        public var count: Int
        /// SHA-256 of the part as the platform sent it.
        public var digest: Digest256
        /// Whether something in it was refused.
        public var isFaulty: Bool

        public init(count: Int, digest: Digest256, isFaulty: Bool) {
            self.count = count
            self.digest = digest
            self.isFaulty = isFaulty
        }
    }

    public var key: ListFileKey
    /// The platform's own name for this file.
    public var file: String
    /// Parts by their numbers, from 1.
    public var parts: [Int: Part]
    public var startedAt: Timestamp
    /// The end has been handled: the number of a later file's end that says the same is a repetition.
    public var isDone: Bool

    public init(key: ListFileKey, file: String, parts: [Int: Part] = [:], startedAt: Timestamp, isDone: Bool = false) {
        self.key = key
        self.file = file
        self.parts = parts
        self.startedAt = startedAt
        self.isDone = isDone
    }

    /// How long parts are held for an end that does not come, in milliseconds.
    static let patience: Int64 = 86_400_000

    /// When parts without an end are dropped.
    var lapse: Timestamp? { isDone ? nil : Timestamp(milliseconds: startedAt.milliseconds + Self.patience) }
}

/// Which list of which platform a file is of.
public struct ListFileKey: Hashable, Sendable {
    public var party: String
    /// The contract with its version.
    public var contract: String
    public var list: String

    public init(party: String, contract: String, list: String) {
        self.party = party
        self.contract = contract
        self.list = list
    }

    /// What its state is kept by, whatever the contract's version.
    public var id: Identifier128 {
        var hasher = SHA256()
        hasher.update(party)
        hasher.update("\n")
        hasher.update(list)
        return hasher.finalize().prefix
    }
}
