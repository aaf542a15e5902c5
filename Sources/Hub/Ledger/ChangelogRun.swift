import Credit
import JSON
import Kafka

/// Reads some partitions of the changelog to their ends, into states of their own. Used by one thread.
final class ChangelogRun {
    private let cluster: any StageCluster
    private let topic: String
    private let ledger: Ledger
    private let shelves: ShelfRoom
    private let stop: StopSignal
    private let progress: RestoreProgress
    /// Longest time without any progress, in nanoseconds: above the usual transaction time-out, since the end of the
    /// changelog is readable only when no transaction of a former owner is open.
    private static let patience: UInt64 = 90_000_000_000
    /// After how long without a message the end is asked for again, in nanoseconds: it is not told a second time when a
    /// transaction before it ends.
    private static let asksAgain: UInt64 = 500_000_000
    /// After how many messages the progress is told.
    private static let tells: Int64 = 10_000

    init(cluster: any StageCluster, topic: String, ledger: Ledger, shelves: ShelfRoom, stop: StopSignal, progress: RestoreProgress) {
        self.cluster = cluster
        self.topic = topic
        self.ledger = ledger
        self.shelves = shelves
        self.stop = stop
        self.progress = progress
    }

    /// - throws: ``KafkaError`` if an end cannot be reached, or if a message cannot be understood: then the stop signal says so too.
    func read(_ partitions: [Int32]) throws(KafkaError) -> [Int32: LedgerState] {
        var run = Run(states: Dictionary(uniqueKeysWithValues: partitions.map { ($0, ledger.emptyState(shelf: shelves.shelf())) }))
        let reader = try cluster.stateReader()
        defer { _ = reader.close(timeoutMilliseconds: 5_000) }
        for partition in partitions {
            let (start, end) = try reader.range(of: TopicPartition(topic, partition), timeoutMilliseconds: 10_000)
            guard end > start else { continue }
            run.add(partition, from: start, to: end)
            progress.expect(end - start)
        }
        if run.open > 0 { try read(&run, reader) }
        progress.add(run.untold)
        if run.written > 0 { progress.note(written: Timestamp(milliseconds: run.written)) }
        return run.states
    }

    /// How far it is.
    private struct Run {
        /// A partition, and how far it has been read.
        struct Place {
            let state: LedgerState
            var next: Int64
            let end: Int64
            var isDone = false
        }

        let states: [Int32: LedgerState]
        /// By the partition's number, since every message asks for one; nil where there is nothing to read.
        var places: [Place?] = []
        /// How many partitions are not at their end.
        var open = 0
        /// Offsets that were read since the progress was last told.
        var untold: Int64 = 0
        /// When the newest message was written, in milliseconds.
        var written: Int64 = 0

        init(states: [Int32: LedgerState]) {
            self.states = states
        }

        mutating func add(_ partition: Int32, from start: Int64, to end: Int64) {
            guard let state = states[partition] else { return }
            while places.count <= Int(partition) { places.append(nil) }
            places[Int(partition)] = Place(state: state, next: start, end: end)
            open += 1
        }

        /// Notes that a message, or the mark of an end, was read.
        ///
        /// - returns: the partition's state; nil for what a former assignment brought.
        mutating func note(_ message: borrowing KafkaMessage) -> LedgerState? {
            let partition = Int(message.partition)
            let offset = message.offset
            guard places.indices.contains(partition), let place = places[partition], !place.isDone, offset >= place.next else { return nil }
            let next = message.isPartitionEOF ? offset : offset + 1
            untold += next - place.next
            if !message.isPartitionEOF { written = max(written, message.timestampMilliseconds) }
            places[partition]!.next = next
            if message.isPartitionEOF, offset >= place.end {
                places[partition]!.isDone = true
                open -= 1
            }
            return place.state
        }

        /// Where to go on reading.
        func rest(of topic: String) -> [TopicPartitionOffset] {
            places.enumerated().compactMap { number, place in
                place.flatMap { $0.isDone ? nil : TopicPartitionOffset(topic, Int32(number), $0.next) }
            }
        }
    }

    private func read(_ run: inout Run, _ reader: any StateReader) throws(KafkaError) {
        // Definite offsets: looking up "the beginning" before the leader is known costs librdkafka half a second.
        try reader.assign(run.rest(of: topic))
        let parser = JSONParser()
        var last = cluster.uptimeNanoseconds
        var asked = last
        var hasProgress = false
        while run.open > 0, !stop.isSet {
            guard let message = try reader.poll(timeoutMilliseconds: 100) else {
                let now = cluster.uptimeNanoseconds
                if hasProgress { last = now }
                hasProgress = false
                guard now - last < Self.patience else {
                    throw KafkaError(code: .timedOut, reason: "the end of \(topic) was not reached: a transaction is open in it")
                }
                if now - max(last, asked) > Self.asksAgain {
                    asked = now
                    try reader.assign(run.rest(of: topic))
                }
                continue
            }
            guard let state = run.note(message), !message.isPartitionEOF else { continue }
            hasProgress = true
            if run.untold >= Self.tells {
                progress.add(run.untold)
                run.untold = 0
            }
            guard let key = message.key else { continue }
            do {
                state.restore(try StateCodec.read(key: key, value: message.value, parser: parser, texts: state.texts))
            } catch {
                throw unreadable(message.partition, message.offset, error)
            }
        }
        guard run.open == 0 else { throw KafkaError(code: .state, reason: "stopped while the state was being restored") }
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
