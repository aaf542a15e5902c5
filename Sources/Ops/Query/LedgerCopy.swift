import Credit
import Hub
import Kafka
import Synchronization

/// A copy of what the ledger has committed, of all partitions, as far as queries need it.
///
/// What one transaction wrote becomes visible message by message. A partition's changes are applied in the order of its log, and an
/// answer takes entries, subscription and feed of one partition at one moment. The ledger writes the numbers of its feeds at the end of
/// each transaction, behind the entries that they count. So when a number is here, all that the subscriber was sent up to it is here
/// too: an answer may show a little more than its number says, never less.
///
/// Compaction keeps that order, but leaves holes of what was superseded. Whoever has read up to the end has what filled them; a copy
/// that has not is not answered from (``noteCurrent(at:uptime:)``).
package final class LedgerCopy: Sendable {
    private struct State {
        var partitions: [CopiedPartition]
        /// The last moment up to which everything committed is known here; nil while it is being read.
        var current: (time: Timestamp, uptime: UInt64)?
    }

    private let state: Mutex<State>
    private let partitionCount: Int32
    private let maxAge: UInt64
    private let shelves: ShelfRoom
    private let uptime: @Sendable () -> UInt64

    /// - parameters:
    ///   - partitions: of the ledger.
    ///   - maxAgeSeconds: for how long it is answered from when nothing is heard of the brokers.
    ///   - shelves: where the bytes of entries are kept.
    ///   - uptime: nanoseconds of a clock that never goes back.
    package init(partitions: Int32, maxAgeSeconds: Int, shelves: ShelfRoom, uptime: @escaping @Sendable () -> UInt64) {
        partitionCount = partitions
        maxAge = UInt64(maxAgeSeconds) * 1_000_000_000
        self.shelves = shelves
        self.uptime = uptime
        state = Mutex(State(partitions: (0..<partitions).map { _ in CopiedPartition(shelf: shelves.shelf()) }))
    }

    /// Forgets everything: it is about to be read anew.
    package func reset() {
        state.withLock { $0 = State(partitions: (0..<partitionCount).map { _ in CopiedPartition(shelf: shelves.shelf()) }) }
    }

    package func apply(_ change: StateChange, in partition: Int32) {
        state.withLock { $0.partitions[Int(partition)].apply(change) }
    }

    /// All that had been committed at this moment has been applied.
    package func noteCurrent(at time: Timestamp, uptime: UInt64) {
        state.withLock { $0.current = (time, uptime) }
    }

    /// The moment of the last ``noteCurrent(at:uptime:)``; nil before.
    package var currentSince: UInt64? { state.withLock { $0.current?.uptime } }

    /// List entries that there are.
    package var entryCount: Int { state.withLock { $0.partitions.reduce(0) { $0 + $1.count } } }

    /// Whether an entry could not be read back: it is to be read anew, and is not answered from where that is found.
    package var hasLost: Bool { state.withLock { $0.partitions.contains(where: \.hasLost) } }

    /// Entries that cannot be read without their records.
    var incomplete: Set<Identifier128> { state.withLock { $0.partitions.reduce(into: []) { $0.formUnion($1.incomplete) } } }

    /// What is known of a subject, as its partition stands now.
    struct Standing {
        let partition: Int32
        /// By what the party's view is made; nil if it has none.
        let subscription: Subscription?
        /// The number of the last message to the party, of this partition.
        let sequence: Int64
        /// Up to when everything committed is known.
        let time: Timestamp
        let entries: [(id: Identifier128, entry: EntryState)]
    }

    /// - throws: ``QueryRefusal`` while it is being read, and when it may be out of date.
    func standing(of subject: String, for party: String) throws(QueryRefusal) -> Standing {
        let number = KeyPartitioner.partition(of: subject, count: partitionCount)
        let now = uptime()
        return try state.withLock { (state) throws(QueryRefusal) in
            guard let current = state.current else { throw .starting }
            guard now < current.uptime || now - current.uptime <= maxAge else { throw .outOfDate }
            let partition = state.partitions[Int(number)]
            let entries = partition.entries(of: subject)
            guard !partition.hasLost else {
                state.current = nil
                throw .starting
            }
            return Standing(
                partition: number, subscription: partition.subscription(of: party), sequence: partition.number(of: "subscriber.\(party)"),
                time: current.time, entries: entries)
        }
    }
}
