import Synchronization

/// Counts of one stage, readable from any thread.
public final class StageStatistics: Sendable {
    private let eventCount = Atomic<Int>(0)
    private let transactionCount = Atomic<Int>(0)
    private let firstBegin = Atomic<UInt64>(0)
    private let lastCommit = Atomic<UInt64>(0)

    package init() {}

    /// Notes a committed transaction with its times, in nanoseconds of uptime.
    func add(events: Int, begunAt: UInt64, committedAt: UInt64) {
        eventCount.add(events, ordering: .relaxed)
        transactionCount.add(1, ordering: .relaxed)
        if firstBegin.load(ordering: .relaxed) == 0 { firstBegin.store(begunAt, ordering: .relaxed) }
        lastCommit.store(committedAt, ordering: .relaxed)
    }

    /// Whether a transaction has been committed.
    public var hasBegun: Bool { firstBegin.load(ordering: .relaxed) != 0 }
    /// Events in committed transactions.
    public var events: Int { eventCount.load(ordering: .relaxed) }
    /// Committed transactions.
    public var transactions: Int { transactionCount.load(ordering: .relaxed) }
    /// Seconds from the first transaction's begin to the last commit.
    public var busySeconds: Double {
        Double(lastCommit.load(ordering: .relaxed) - firstBegin.load(ordering: .relaxed)) / 1_000_000_000
    }
}
