/// How long transactions of a loop may stay open until the broker aborts them, in milliseconds.
///
/// What one input becomes is one transaction, since whoever reads it is to see all of it or nothing: also a full list file, which a
/// million messages to subscribers may follow from. Where that does not fit it is tried again with twice the time. No transaction has
/// that much from the beginning: while one of a process that died is open, its readers and whoever takes its partitions over wait.
struct TransactionTime {
    static let usual = 60_000
    /// What brokers allow unless they are told otherwise (`transaction.max.timeout.ms`).
    static let longest = 900_000

    private(set) var milliseconds = usual
    private var longest = Self.longest

    var isExtended: Bool { milliseconds > Self.usual }

    /// A transaction was open for longer than this.
    mutating func double() {
        milliseconds = min(2 * milliseconds, longest)
    }

    /// The brokers do not allow as much.
    mutating func refused() {
        longest = max(1_000, milliseconds / 2)
        milliseconds = longest
    }

    /// Nothing long is to be done any more.
    mutating func reset() {
        milliseconds = min(Self.usual, longest)
    }
}
