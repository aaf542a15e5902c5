/// The id of a dead letter: its place in `dlq.<party>`, written `<partition>/<offset>`.
public struct LetterID: Hashable, Sendable {
    public let partition: Int32
    public let offset: Int64

    public init(partition: Int32, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }

    /// Reads what ``description`` writes; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let partition = Int32(parts[0]), let offset = Int64(parts[1]), partition >= 0, offset >= 0 else {
            return nil
        }
        self.init(partition: partition, offset: offset)
    }
}

extension LetterID: Comparable {
    public static func < (a: LetterID, b: LetterID) -> Bool {
        (a.partition, a.offset) < (b.partition, b.offset)
    }
}

extension LetterID: CustomStringConvertible {
    public var description: String { "\(partition)/\(offset)" }
}
