import Credit
import JSON
import Kafka

/// Rebuilds the state of partitions from the changelog `ledger.state`, the only place where it is kept. Holds one message at a time
/// beside the state itself.
package final class StateRestorer {
    private let cluster: any StageCluster
    private let topic: String
    private let ledger: Ledger
    private let log: HubLog
    private let stop: StopSignal
    private let readiness: Readiness
    /// Longest time without any progress, in nanoseconds: above the broker's transaction time-out, since the end of the
    /// changelog is readable only when no transaction of a former owner is open.
    private static let patience: UInt64 = 90_000_000_000
    /// After how long without a message the end is asked for again, in nanoseconds: it is not told a second time when a
    /// transaction before it ends.
    private static let asksAgain: UInt64 = 500_000_000

    package init(
        cluster: any StageCluster, topic: String, ledger: Ledger, log: HubLog, stop: StopSignal, readiness: Readiness
    ) {
        self.cluster = cluster
        self.topic = topic
        self.ledger = ledger
        self.log = log
        self.stop = stop
        self.readiness = readiness
    }

    /// Reads partitions of the changelog to their ends.
    ///
    /// - throws: ``KafkaError`` if an end cannot be reached, or if a message cannot be understood: then the stop signal says
    ///   so too, since a state that is guessed at is worse than none.
    func restore(_ partitions: [Int32]) throws(KafkaError) -> [Int32: LedgerState] {
        guard !partitions.isEmpty else { return [:] }
        var run = Run(states: Dictionary(uniqueKeysWithValues: partitions.map { ($0, ledger.emptyState()) }))
        let reader = try cluster.stateReader()
        defer { _ = reader.close(timeoutMilliseconds: 5_000) }
        for partition in partitions.sorted() {
            let (start, end) = try reader.range(of: TopicPartition(topic, partition), timeoutMilliseconds: 10_000)
            guard end > start else { continue }
            run.next[partition] = start
            run.ends[partition] = end
            run.total += end - start
        }
        readiness.note(restoring: run.total)
        if !run.next.isEmpty { try read(&run, reader) }
        for (partition, state) in run.states.sorted(by: { $0.key < $1.key }) where !state.records.isEmpty {
            log.write(
                .info, "ledger", zh: "分区 \(partition) 状态已恢复：\(state.records.count) 条记录，\(state.entries.count) 条名单，\(state.cases.count) 件异议",
                en: "partition \(partition) is restored: \(state.records.count) records, \(state.entries.count) list entries, \(state.cases.count) disputes")
        }
        return run.states
    }

    /// One restoration under way.
    private struct Run {
        let states: [Int32: LedgerState]
        /// The next offset to read of partitions that are not at their end.
        var next: [Int32: Int64] = [:]
        var ends: [Int32: Int64] = [:]
        /// Offsets to read in all, and read so far.
        var total: Int64 = 0
        var done: Int64 = 0
        var tenths: Int64 = 0

        mutating func advance(_ partition: Int32, to offset: Int64) {
            done += max(0, offset - (next[partition] ?? offset))
            next[partition] = offset
        }
    }

    private func read(_ run: inout Run, _ reader: any StateReader) throws(KafkaError) {
        try assign(run, reader)
        let parser = JSONParser()
        var last = cluster.uptimeNanoseconds
        var asked = last
        while !run.next.isEmpty, !stop.isSet {
            guard let message = try reader.poll(timeoutMilliseconds: 100) else {
                let now = cluster.uptimeNanoseconds
                guard now - last < Self.patience else {
                    throw KafkaError(code: .timedOut, reason: "the end of \(topic) was not reached: a transaction is open in it")
                }
                if now - max(last, asked) > Self.asksAgain {
                    asked = now
                    try assign(run, reader)
                }
                continue
            }
            let partition = message.partition
            // What a former assignment brought.
            guard let place = run.next[partition], message.offset >= place else { continue }
            if message.isPartitionEOF {
                run.advance(partition, to: message.offset)
                if message.offset >= run.ends[partition]! { run.next[partition] = nil }
                continue
            }
            last = cluster.uptimeNanoseconds
            run.advance(partition, to: message.offset + 1)
            if run.done * 10 / max(run.total, 1) > run.tenths, run.total > 100_000 {
                run.tenths = run.done * 10 / run.total
                readiness.note(restored: run.done)
                log.write(
                    .info, "ledger", zh: "恢复中：\(run.tenths * 10)%（\(run.done)/\(run.total)）",
                    en: "restoring: \(run.tenths * 10)% (\(run.done) of \(run.total))")
            }
            guard let key = message.key, let state = run.states[partition] else { continue }
            do {
                state.restore(try StateCodec.read(key: key, value: message.value, parser: parser))
            } catch {
                throw unreadable(partition, message.offset, error)
            }
        }
        guard run.next.isEmpty else { throw KafkaError(code: .state, reason: "stopped while the state was being restored") }
    }

    private func assign(_ run: Run, _ reader: any StateReader) throws(KafkaError) {
        // Definite offsets: looking up "the beginning" before the leader is known costs librdkafka half a second.
        try reader.assign(run.next.sorted { $0.key < $1.key }.map { TopicPartitionOffset(topic, $0.key, $0.value) })
    }

    private func unreadable(_ partition: Int32, _ offset: Int64, _ error: any Error) -> KafkaError {
        let reason = (error as? StateCodec.Unreadable)?.reason ?? "unreadable"
        stop.fail(
            SetupError(
                zh: "状态主题 \(topic)/\(partition) 偏移 \(offset) 无法读取（\(reason)）：请用不低于写入时的版本启动",
                en: "the state topic \(topic)/\(partition) cannot be read at offset \(offset) (\(reason)): start a version that is no older than the one that wrote it"))
        return KafkaError(code: .state, reason: "the changelog cannot be read")
    }
}
