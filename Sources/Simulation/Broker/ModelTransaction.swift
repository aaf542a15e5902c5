import Kafka

/// One transaction at the model broker.
package final class ModelTransaction {
    package enum State {
        case open
        /// Decided: nothing can change it any more, but not all partitions say so yet.
        case committing
        case aborting
        case committed
        case aborted
    }

    package let number: Int
    package let transactionalID: String
    let startedAt: UInt64
    package var state = State.open
    /// Whether it is committed, or going to be.
    package var commits: Bool { state == .committing || state == .committed }
    /// Partitions that it wrote to, in their order.
    private(set) var logs: [ModelLog] = []
    /// What it wrote, in order.
    package private(set) var appended: [(log: ModelLog, offset: Int64)] = []
    /// Consumed offsets by group.
    package private(set) var offsets: [(group: ModelGroup, places: [TopicPartitionOffset])] = []
    /// Partitions and groups that wait for the mark of its end.
    private var unmarked: [(place: Place, due: UInt64)] = []

    private enum Place {
        case log(ModelLog)
        case group(ModelGroup)
    }

    init(number: Int, transactionalID: String, startedAt: UInt64) {
        self.number = number
        self.transactionalID = transactionalID
        self.startedAt = startedAt
    }

    package func append(
        to log: ModelLog, key: [UInt8]?, value: [UInt8]?, headers: consuming KafkaHeaders?, timestampMilliseconds: Int64
    ) {
        let offset = log.append(
            key: key, value: value, headers: headers, timestampMilliseconds: timestampMilliseconds, transaction: number)
        if !logs.contains(where: { $0 === log }) { logs.append(log) }
        appended.append((log, offset))
    }

    package func add(_ places: [TopicPartitionOffset], of group: ModelGroup) {
        group.hold(places, for: number)
        if let index = offsets.firstIndex(where: { $0.group === group }) {
            offsets[index].places += places
        } else {
            offsets.append((group, places))
        }
    }

    /// Decides its end. The mark of it reaches each partition at a time of its own.
    ///
    /// - parameter delay: draws how much later than now, in nanoseconds.
    func decide(commit: Bool, now: UInt64, delay: () -> UInt64) {
        state = commit ? .committing : .aborting
        for (group, _) in offsets { unmarked.append((.group(group), now + delay())) }
        for log in logs { unmarked.append((.log(log), now + delay())) }
        mark(now: now)
    }

    /// Writes the mark of its end where it is missing and due.
    func mark(now: UInt64) {
        let commits = state == .committing
        guard commits || state == .aborting else { return }
        for (place, due) in unmarked where due <= now {
            switch place {
            case .log(let log): log.mark(number, committed: commits)
            case .group(let group): group.settle(number, committed: commits)
            }
        }
        unmarked.removeAll { $0.due <= now }
        if unmarked.isEmpty { state = commits ? .committed : .aborted }
    }
}
