/// A full list file that was taken: what comes under its name again is a repetition of it, or refused.
public struct TakenListFile: Hashable, Sendable {
    /// The platform's own name for it.
    public var file: String
    public var count: Int
    /// Nil where an older ledger took it, which did not remember: whether something is the same is not known then.
    public var digest: Digest256?
    /// The first four bytes of each part's digest, in their order; none where there were too many to remember.
    public var marks: [UInt32]

    public init(file: String, count: Int, digest: Digest256?, marks: [UInt32] = []) {
        self.file = file
        self.count = count
        self.digest = digest
        self.marks = marks
    }

    init(_ file: ListFileState, _ end: ListFileEnd) {
        self.init(
            file: file.file, count: end.count, digest: end.digest,
            marks: file.parts.sorted { $0.key < $1.key }.map { Self.mark($0.value.digest) })
    }

    /// How many files of a list are remembered.
    static let most = 16
    /// Parts that are remembered of all files of a list together.
    static let mostMarks = 100_000

    /// Whether the end of a file says what was taken.
    func isRepeated(by end: ListFileEnd) -> Bool { digest == end.digest && count == end.count }

    /// Whether a part may be one of it: its end says for certain.
    func isRepeated(by part: ListFilePart) -> Bool {
        guard digest != nil else { return false }
        return marks.isEmpty || marks.indices.contains(part.number - 1) && marks[part.number - 1] == Self.mark(part.part.digest)
    }

    private static func mark(_ digest: Digest256) -> UInt32 { UInt32(truncatingIfNeeded: digest.words.0 >> 32) }

    /// Adds a file to those that are remembered, of which the oldest are given up.
    static func adding(_ file: TakenListFile, to former: [TakenListFile]) -> [TakenListFile] {
        var files = former.filter { $0.file != file.file } + [file]
        files.removeFirst(max(0, files.count - most))
        var room = mostMarks
        for index in files.indices.reversed() {
            room -= files[index].marks.count
            if room < 0 { files[index].marks = [] }
        }
        return files
    }
}
