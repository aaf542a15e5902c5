import Credit
import Foundation
import JSON
import Kafka

/// Rebuilds the state of partitions from the changelog `ledger.state`, the only place where it is kept.
final class StateRestorer {
    private let configuration: HubConfiguration
    private let topic: String
    private let log: HubLog
    private let stop: StopSignal
    /// Longest time without any progress, in milliseconds: above the broker's transaction time-out, since the end of the
    /// changelog is readable only when no transaction of a former owner is open.
    private static let patience: UInt64 = 90_000

    init(configuration: HubConfiguration, topic: String, log: HubLog, stop: StopSignal) {
        self.configuration = configuration
        self.topic = topic
        self.log = log
        self.stop = stop
    }

    /// Reads partitions of the changelog to their ends.
    ///
    /// - throws: ``KafkaError`` if an end cannot be reached, or if a message cannot be understood: then the stop signal says
    ///   so too, since a state that is guessed at is worse than none.
    func restore(_ partitions: [Int32]) throws(KafkaError) -> [Int32: LedgerState] {
        var states: [Int32: LedgerState] = [:]
        let admin = try KafkaAdmin(configuration.client("restore", log: log))
        defer { _ = admin.close(timeoutMilliseconds: 2_000) }
        var open: Set<Int32> = []
        var starts: [TopicPartitionOffset] = []
        for partition in partitions {
            states[partition] = LedgerState()
            let range = try admin.watermarks(TopicPartition(topic, partition), timeoutMilliseconds: 10_000)
            guard range.high > range.low else { continue }
            open.insert(partition)
            // A definite offset: looking up "the beginning" before the leader is known costs librdkafka half a second.
            starts.append(TopicPartitionOffset(topic, partition, range.low))
        }
        if !open.isEmpty { try read(starts, &open, into: states, admin) }
        for (partition, state) in states.sorted(by: { $0.key < $1.key }) where !state.records.isEmpty {
            log.write(
                .info, "ledger", zh: "分区 \(partition) 状态已恢复：\(state.records.count) 条记录，\(state.entries.count) 条名单，\(state.cases.count) 件异议",
                en: "partition \(partition) is restored: \(state.records.count) records, \(state.entries.count) list entries, \(state.cases.count) disputes")
        }
        return states
    }

    private func read(
        _ starts: [TopicPartitionOffset], _ open: inout Set<Int32>, into states: [Int32: LedgerState], _ admin: KafkaAdmin
    ) throws(KafkaError) {
        var consuming = ConsumerConfiguration(client: configuration.client("restore", log: log), groupID: nil)
        consuming.offsetReset = .earliest
        consuming.reportsPartitionEOF = true
        consuming.fetchWaitMaxMilliseconds = 20
        let consumer = try KafkaConsumer(consuming)
        defer { _ = consumer.close(timeoutMilliseconds: 5_000) }
        try consumer.assign(starts)

        let parser = JSONParser()
        var count = 0
        var lastProgress = DispatchTime.now().uptimeNanoseconds
        while !open.isEmpty, !stop.isSet {
            guard let message = try consumer.poll(timeoutMilliseconds: 200) else {
                try recheck(&open, consumer, admin)
                try checkPatience(lastProgress)
                continue
            }
            if message.isPartitionEOF {
                let place = TopicPartition(topic, message.partition)
                let end = try admin.watermarks(place, timeoutMilliseconds: 10_000)
                if message.offset >= end.high { open.remove(message.partition) }
                continue
            }
            lastProgress = DispatchTime.now().uptimeNanoseconds
            guard let key = message.key, let state = states[message.partition] else { continue }
            do {
                state.restore(try StateCodec.read(key: key, value: message.value, parser: parser))
            } catch {
                throw unreadable(message.partition, message.offset, error)
            }
            count += 1
            if count % 100_000 == 0 { log.write(.info, "ledger", zh: "恢复中：已读 \(count) 条", en: "restoring: \(count) read") }
        }
    }

    /// Partitions whose end was told before the end itself was readable: a transaction was still open in them, and the end
    /// is not told again when it closes without anything behind it.
    private func recheck(_ open: inout Set<Int32>, _ consumer: KafkaConsumer, _ admin: KafkaAdmin) throws(KafkaError) {
        for place in try consumer.position(open.map { TopicPartition(topic, $0) }) where place.offset >= 0 {
            let end = try admin.watermarks(place.topicPartition, timeoutMilliseconds: 10_000)
            if place.offset >= end.high { open.remove(place.partition) }
        }
    }

    private func unreadable(_ partition: Int32, _ offset: Int64, _ error: any Error) -> KafkaError {
        let reason = (error as? StateCodec.Unreadable)?.reason ?? "unreadable"
        stop.fail(
            SetupError(
                zh: "状态主题 \(topic)/\(partition) 偏移 \(offset) 无法读取（\(reason)）：请用不低于写入时的版本启动",
                en: "the state topic \(topic)/\(partition) cannot be read at offset \(offset) (\(reason)): start a version that is no older than the one that wrote it"))
        return KafkaError(code: .state, reason: "the changelog cannot be read")
    }

    private func checkPatience(_ lastProgress: UInt64) throws(KafkaError) {
        guard DispatchTime.now().uptimeNanoseconds - lastProgress > Self.patience * 1_000_000 else { return }
        throw KafkaError(code: .timedOut, reason: "the end of \(topic) was not reached: a transaction is open in it")
    }
}
