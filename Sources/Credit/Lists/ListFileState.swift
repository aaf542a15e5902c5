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
    /// When ingest took its first part.
    public var startedAt: Timestamp
    /// No file is coming in: the last one was taken.
    public var isDone: Bool
    /// The files that were taken last, the newest at the end.
    public var taken: [TakenListFile]

    public init(
        key: ListFileKey, file: String, parts: [Int: Part] = [:], startedAt: Timestamp, isDone: Bool = false, taken: [TakenListFile] = []
    ) {
        self.key = key
        self.file = file
        self.parts = parts
        self.startedAt = startedAt
        self.isDone = isDone
        self.taken = taken
    }

    /// The files that are remembered; one that an older ledger took, too.
    var former: [TakenListFile] {
        guard isDone, !taken.contains(where: { $0.file == file }) else { return taken }
        return TakenListFile.adding(TakenListFile(file: file, count: 0, digest: nil), to: taken)
    }

    /// The file of a name, if one was taken.
    func former(_ name: String) -> TakenListFile? { former.last { $0.file == name } }

    /// How long parts are held for an end that does not come, in milliseconds.
    static let patience: Int64 = 86_400_000

    /// How much later parts without an end are dropped: an end that came in time stands on `ledger.in` by then.
    static let grace: Int64 = 3_600_000

    /// When parts without an end are dropped.
    public var lapse: Timestamp? { isDone ? nil : Timestamp(milliseconds: startedAt.milliseconds + Self.patience + Self.grace) }
}
