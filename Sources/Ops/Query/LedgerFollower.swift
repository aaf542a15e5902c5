import Credit
import Dispatch
import Hub
import JSON
import Kafka

/// Reads all partitions of `ledger.state` (read_committed) into a copy, and goes on following them: in any process, whoever runs the
/// ledger. Holds one message at a time beside the copy and what is fetched ahead.
///
/// Once a second it asks where the partitions end. When it has read up to there, all is known that had been committed when it asked.
final class LedgerFollower {
    private let client: ClientConfiguration
    private let topic: String
    private let partitions: Int32
    private let copy: LedgerCopy
    private let log: HubLog
    private let stop: StopSignal
    /// Nanoseconds between questions for the ends.
    private let interval: UInt64
    /// Entries whose older format leaves to their records what stands in them.
    private var incomplete: Set<Identifier128> = []

    /// After how long without a message that should have come the partitions are assigned again, in nanoseconds: an end is not told a
    /// second time when a transaction before it ends.
    private static let asksAgain: UInt64 = 500_000_000
    /// Below the time for which a tombstone is kept (`delete.retention.ms`, a day by default), in nanoseconds: whoever was away for
    /// longer may have missed removals, and begins anew.
    private static let longestAbsence: UInt64 = 3_600_000_000_000
    private static let answerMilliseconds: Int32 = 2_000

    init(
        client: ClientConfiguration, topic: String, partitions: Int32, copy: LedgerCopy, maxAgeSeconds: Int, log: HubLog, stop: StopSignal
    ) {
        self.client = client
        self.topic = topic
        self.partitions = partitions
        self.copy = copy
        self.log = log
        self.stop = stop
        interval = min(1_000_000_000, UInt64(maxAgeSeconds) * 250_000_000)
    }

    /// Returns when the stop signal is set.
    ///
    /// - throws: ``SetupError`` if a newer version has written the state.
    func run() throws(SetupError) {
        while !stop.isSet {
            do {
                try follow()
            } catch let error as SetupError {
                throw error
            } catch {
                log.write(
                    .warning, QueryService.name, zh: "读取台账状态出错（\(error)），重新读取",
                    en: "reading the ledger's state failed (\(error)); beginning anew")
                stop.wait(milliseconds: 1_000)
            }
        }
    }

    /// Reads from the beginning, for as long as what was read can be gone on with.
    private func follow() throws {
        copy.reset()
        let consumer = try consumer()
        defer { _ = consumer.close(timeoutMilliseconds: 5_000) }
        var places = FollowedPlaces(topic: topic, partitions: partitions)
        try consumer.assign(places.rest)
        let parser = JSONParser()
        var asked: (time: Timestamp, uptime: UInt64) = (SystemClock().now(), 0)
        var heard = uptime
        while !stop.isSet {
            let now = uptime
            if !places.isBehind, now - asked.uptime >= interval {
                asked = (SystemClock().now(), now)
                // While nobody answers, the copy grows old; the client says so in the log.
                if let ends = try? consumer.offsets(forTimes: places.endsWanted, timeoutMilliseconds: Self.answerMilliseconds) {
                    guard places.note(ends: ends) else {
                        log.write(
                            .warning, QueryService.name, zh: "\(topic) 比已读到的短（主题被重建或截断），重新读取",
                            en: "\(topic) is shorter than what was read of it (made anew, or cut off); beginning anew")
                        return
                    }
                    heard = uptime
                }
            }
            if let message = try consumer.poll(timeoutMilliseconds: 50) {
                heard = uptime
                places.note(message)
                if !message.isPartitionEOF { try take(message, parser) }
            } else if places.isBehind, uptime - heard >= Self.asksAgain {
                heard = uptime
                try consumer.assign(places.rest)
            }
            if copy.hasLost { return }
            if let last = copy.currentSince, uptime - last > Self.longestAbsence { return }
            guard places.takeArrival() else { continue }
            if incomplete.isEmpty, !copy.incomplete.isEmpty {
                incomplete = copy.incomplete
                return
            }
            noteCurrent(asked)
        }
    }

    private func noteCurrent(_ asked: (time: Timestamp, uptime: UInt64)) {
        if copy.currentSince == nil {
            let count = copy.entryCount
            log.write(.info, QueryService.name, zh: "台账已读完（\(count) 条名单），开始应答", en: "the ledger is read (\(count) list entries); answering")
        }
        copy.noteCurrent(at: asked.time, uptime: asked.uptime)
        log.brokerIsBack(QueryService.name)
    }

    private func take(_ message: borrowing KafkaMessage, _ parser: JSONParser) throws(SetupError) {
        guard let key = message.key, let kind = key.first else { return }
        switch kind {
        case UInt8(ascii: "e"), UInt8(ascii: "b"), UInt8(ascii: "f"): break
        // Most of the log: it is not even parsed.
        case UInt8(ascii: "r") where isWanted(key): break
        default: return
        }
        do {
            copy.apply(try StateCodec.read(key: key, value: message.value, parser: parser), in: message.partition)
        } catch {
            let reason = (error as? StateCodec.Unreadable)?.reason ?? "unreadable"
            throw SetupError(
                zh: "状态主题 \(topic)/\(message.partition) 偏移 \(message.offset) 无法读取（\(reason)）：请用不低于写入时的版本启动",
                en: "the state topic \(topic)/\(message.partition) cannot be read at offset \(message.offset) (\(reason)): start a version that is no older than the one that wrote it")
        }
    }

    private func isWanted(_ key: UnsafeRawBufferPointer) -> Bool {
        guard !incomplete.isEmpty, key.count > 2, let id = Identifier128(hex: UnsafeRawBufferPointer(rebasing: key[2...]))
        else { return false }
        return incomplete.contains(id)
    }

    private func consumer() throws(KafkaError) -> KafkaConsumer {
        var configuration = ConsumerConfiguration(client: client, groupID: nil)
        configuration.reportsPartitionEOF = true
        configuration.fetchWaitMaxMilliseconds = 50
        // A place that is gone from the log is an error: what stood between would be missing.
        configuration.offsetReset = .error
        return try KafkaConsumer(configuration)
    }

    private var uptime: UInt64 { DispatchTime.now().uptimeNanoseconds }
}
