import Credit
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
    private let uptime: @Sendable () -> UInt64

    /// - parameters:
    ///   - partitions: of the ledger.
    ///   - maxAgeSeconds: for how long it is answered from when nothing is heard of the brokers.
    ///   - uptime: nanoseconds of a clock that never goes back.
    package init(partitions: Int32, maxAgeSeconds: Int, uptime: @escaping @Sendable () -> UInt64) {
        partitionCount = partitions
        maxAge = UInt64(maxAgeSeconds) * 1_000_000_000
        self.uptime = uptime
        state = Mutex(State(partitions: Array(repeating: CopiedPartition(), count: Int(partitions))))
    }

    /// Forgets everything: it is about to be read anew.
    package func reset() {
        state.withLock { $0 = State(partitions: Array(repeating: CopiedPartition(), count: Int(partitionCount))) }
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
        // A copy of the partition outside of the lock would have the next change copy all of its entries.
        return try state.withLock { (state) throws(QueryRefusal) in
            guard let current = state.current else { throw .starting }
            guard now < current.uptime || now - current.uptime <= maxAge else { throw .outOfDate }
            let place = Int(number)
            return Standing(
                partition: number, subscription: state.partitions[place].subscriptions[party],
                sequence: state.partitions[place].number(of: "subscriber.\(party)"), time: current.time,
                entries: state.partitions[place].entries(of: subject))
        }
    }
}
