import Credit
import Foundation
import Kafka

/// Rebuilds the state of partitions from the changelog `ledger.state`, the only place where it is kept. Holds one message at a time
/// and thread beside the state itself.
package final class StateRestorer {
    private let cluster: any StageCluster
    private let topic: String
    private let ledger: Ledger
    private let shelves: ShelfRoom
    private let log: HubLog
    private let stop: StopSignal
    private let readiness: Readiness
    /// Looks at the first restoration only: later ones are of partitions that move between processes.
    private var pause: PauseGuard?

    /// - parameters:
    ///   - shelves: Where the bytes of entries are kept; in memory if nil.
    ///   - pause: What a clock that is far ahead is refused by; any is believed if nil.
    package init(
        cluster: any StageCluster, topic: String, ledger: Ledger, shelves: ShelfRoom? = nil, log: HubLog, stop: StopSignal,
        readiness: Readiness, pause: PauseGuard? = nil
    ) {
        self.cluster = cluster
        self.topic = topic
        self.ledger = ledger
        self.shelves = shelves ?? ShelfRoom(log: log)
        self.log = log
        self.stop = stop
        self.readiness = readiness
        self.pause = pause
    }

    /// Reads partitions of the changelog to their ends.
    ///
    /// - throws: ``KafkaError`` if an end cannot be reached, if a message cannot be understood, or if the clock cannot be right: then
    ///   the stop signal says so too, since a state that is guessed at is worse than none.
    func restore(_ partitions: [Int32]) throws(KafkaError) -> [Int32: LedgerState] {
        guard !partitions.isEmpty else { return [:] }
        let progress = RestoreProgress(readiness: readiness, log: log)
        let shares = shares(of: partitions)
        let results = Results(count: shares.count)
        // Values that are not shared: each share has a reader and states of its own, which are handed over when all are done.
        nonisolated(unsafe) let cluster = cluster
        let (topic, ledger, shelves, stop) = (topic, ledger, shelves, stop)
        let work: @Sendable (Int) -> Void = { index in
            results.put(index) { () throws(KafkaError) in
                try ChangelogRun(
                    cluster: cluster, topic: topic, ledger: ledger, shelves: shelves, stop: stop, progress: progress
                ).read(shares[index])
            }
        }
        if shares.count == 1 { work(0) } else { DispatchQueue.concurrentPerform(iterations: shares.count, execute: work) }
        let states = try results.take()
        if let fault = progress.written.flatMap({ pause?.fault(since: $0) }) {
            stop.fail(fault)
            throw KafkaError(code: .state, reason: "the clock is not believed")
        }
        pause = nil
        for (partition, state) in states.sorted(by: { $0.key < $1.key }) where !state.records.isEmpty {
            log.write(
                .info, "ledger", zh: "分区 \(partition) 状态已恢复：\(state.records.count) 条记录，\(state.entries.count) 条名单，\(state.cases.count) 件异议",
                en: "partition \(partition) is restored: \(state.records.count) records, \(state.entries.count) list entries, \(state.cases.count) disputes")
        }
        return states
    }

    /// The partitions of each thread.
    private func shares(of partitions: [Int32]) -> [[Int32]] {
        let count = max(1, min(cluster.restoreThreads, partitions.count))
        var shares = [[Int32]](repeating: [], count: count)
        for (index, partition) in partitions.sorted().enumerated() { shares[index % count].append(partition) }
        return shares
    }

    /// What the threads bring.
    private final class Results: @unchecked Sendable {
        private let lock = NSLock()
        private var results: [Result<[Int32: LedgerState], KafkaError>?]

        init(count: Int) {
            results = Array(repeating: nil, count: count)
        }

        func put(_ index: Int, _ body: () throws(KafkaError) -> [Int32: LedgerState]) {
            let result = Result(catching: body)
            lock.withLock { results[index] = result }
        }

        func take() throws(KafkaError) -> [Int32: LedgerState] {
            var states: [Int32: LedgerState] = [:]
            for result in lock.withLock({ results }) {
                if let result { states.merge(try result.get()) { $1 } }
            }
            return states
        }
    }
}
