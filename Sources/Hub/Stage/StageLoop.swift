import Credit
import Foundation
import Kafka

/// Consumes, transforms and produces in transactions: the outputs of a stage, its state changes and the offsets that it
/// consumed commit together, or not at all.
///
/// Whatever goes wrong, the answer is one of three. An error that the broker calls abortable: abort and go back to the
/// committed offsets of *every* partition. An error whose outcome is not known, or a fatal one: a fresh producer and
/// consumer, which settles what was open. A fence: another process has this one's name; stop.
final class StageLoop {
    private let stage: any Stage
    private let configuration: HubConfiguration
    private let names: TopicNames
    private let log: HubLog
    private let stop: StopSignal
    private let statistics: StageStatistics

    /// Longest wait for one answer of the broker, in milliseconds: below the broker's transaction time-out.
    private static let patience: Int32 = 30_000

    init(
        stage: any Stage, configuration: HubConfiguration, names: TopicNames, log: HubLog, stop: StopSignal,
        statistics: StageStatistics
    ) {
        self.stage = stage
        self.configuration = configuration
        self.names = names
        self.log = log
        self.stop = stop
        self.statistics = statistics
    }

    /// Runs until the stop signal. Sessions that fail are followed by fresh ones after a growing wait.
    func run() {
        var failures = 0
        while !stop.isSet {
            let before = statistics.transactions
            do throws(KafkaError) {
                let session = try Session(
                    stage: stage, configuration: configuration, names: names, log: log, stop: stop, statistics: statistics)
                try session.run()
            } catch {
                stage.rolledBack()
                if error.code == .fenced || error.code == .fencedInstanceID || error.code == .producerFenced {
                    stop.fail(
                        SetupError(
                            zh: "另一个进程正以实例名 \(configuration.instance) 运行，并已接管，本进程停止，此后不再写入任何数据；请为每个进程设置不同的 instance",
                            en: "another process runs under the instance name \(configuration.instance); and has taken over; this one stops and writes nothing more; give each process its own instance name"))
                    return
                }
                failures = statistics.transactions > before ? 1 : failures + 1
                log.write(
                    failures == 1 ? .info : .warning, stage.name, zh: "会话重建（\(error)）", en: "starting a fresh session (\(error))")
                stop.wait(milliseconds: min(5_000, 100 << min(failures, 6)))
            }
        }
    }

    // MARK: A session

    /// The life of one consumer and one producer.
    private final class Session {
        private let stage: any Stage
        private let configuration: HubConfiguration
        private let log: HubLog
        private let stop: StopSignal
        private let statistics: StageStatistics
        private let consumer: KafkaConsumer
        private let producer: KafkaProducer
        private let outbox: Outbox
        private var progress = Progress()
        private var isOpen = false
        private var events = 0
        private var openedAt: UInt64 = 0
        /// An error inside the rebalance callback, thrown again after the poll that called it.
        private var rebalanceError: KafkaError?

        init(
            stage: any Stage, configuration: HubConfiguration, names: TopicNames, log: HubLog, stop: StopSignal,
            statistics: StageStatistics
        ) throws(KafkaError) {
            self.stage = stage
            self.configuration = configuration
            self.log = log
            self.stop = stop
            self.statistics = statistics
            let client = configuration.client(stage.name, log: log)
            var transactionalID = names.transactionalID(stage.name, configuration.instance)
            if configuration.hasStaleAborts {
                transactionalID = try SessionRegister(client: client, names: names).next(transactionalID)
            }
            var producing = ProducerConfiguration(client: client, transactionalID: transactionalID)
            producing.transactionTimeoutMilliseconds = 60_000
            let producer = try KafkaProducer(producing)
            self.producer = producer
            outbox = Outbox(producer)
            // Fences a former self and settles what it left open, before anything is read.
            try KafkaError.retrying { () throws(KafkaError) in
                try producer.initTransactions(timeoutMilliseconds: StageLoop.patience)
            }
            var consuming = ConsumerConfiguration(
                client: client, groupID: names.group(stage.name) + configuration.groupSuffix)
            consuming.groupInstanceID = "\(configuration.instance)-\(stage.name)"
            consuming.offsetReset = .earliest
            consuming.fetchWaitMaxMilliseconds = 50
            // A department's flood waits in the broker, not here, and the others take turns with it.
            consuming.sharesFairly = stage.inputs.count > 1
            consuming.bufferedKilobytes = configuration.bufferMegabytes * 1024
            // The limit holds for each topic's queue. librdkafka 2.0.2 looks again only after up to a second when it is reached, so
            // it is an eighth of the whole and not less: a topic that floods alone is read at that many megabytes a second.
            consuming.maxQueuedKilobytes = max(4, configuration.bufferMegabytes / 8) * 1024
            consumer = try KafkaConsumer(consuming)
            try stage.open(outbox)
            try consumer.subscribe(to: stage.inputs) { [unowned self] change in rebalance(change) }
        }

        func run() throws(KafkaError) {
            do throws(KafkaError) {
                while !stop.isSet { try turn() }
                if isOpen { try commit() }
            } catch {
                close()
                throw error
            }
            close()
        }

        /// One poll, and a commit when it is time: as soon as nothing more is waiting, or when the transaction has its
        /// full size or age. So at low load each change leaves at once, and at high load transactions grow.
        private func turn() throws(KafkaError) {
            let message = try consumer.poll(timeoutMilliseconds: isOpen ? 1 : 100)
            if let error = rebalanceError {
                rebalanceError = nil
                throw error
            }
            if let message {
                try take(message)
                guard events >= configuration.transactionEvents || isOld else { return }
            }
            if isOpen { try commitOrAbort() }
        }

        private func take(_ message: consuming KafkaMessage) throws(KafkaError) {
            if !isOpen {
                try producer.beginTransaction()
                isOpen = true
                openedAt = DispatchTime.now().uptimeNanoseconds
            }
            do throws(KafkaError) {
                try stage.handle(message, outbox)
            } catch {
                guard error.requiresAbort else { throw error }
                return try abortAndRewind(error)
            }
            progress.note(message)
            events += 1
        }

        private var isOld: Bool {
            let age = DispatchTime.now().uptimeNanoseconds - openedAt
            return age > UInt64(configuration.transactionMilliseconds) * 1_000_000
        }

        // MARK: Transactions

        private func commitOrAbort() throws(KafkaError) {
            do throws(KafkaError) {
                try commit()
            } catch {
                guard error.requiresAbort, !error.isFatal else { throw error }
                try abortAndRewind(error)
            }
        }

        private func commit() throws(KafkaError) {
            guard let group = consumer.groupMetadata() else {
                throw KafkaError(code: .state, reason: "the consumer has no group")
            }
            try producer.sendOffsets(progress.offsets, group: group, timeoutMilliseconds: StageLoop.patience)
            // A retriable answer means that the commit may be asked for again; the outcome of a time-out is not known and
            // calls for a fresh producer.
            try KafkaError.retrying { () throws(KafkaError) in
                try producer.commitTransaction(timeoutMilliseconds: StageLoop.patience)
            }
            isOpen = false
            log.brokerIsBack(stage.name)
            stage.committed()
            statistics.add(
                events: events, begunAt: openedAt, committedAt: DispatchTime.now().uptimeNanoseconds)
            events = 0
            progress.clear()
        }

        private func abortAndRewind(_ cause: KafkaError) throws(KafkaError) {
            log.write(.info, stage.name, zh: "事务回滚并重做（\(cause)）", en: "aborting and doing again (\(cause))")
            // A producer that has aborted is of no more use with the embedded broker: the next session has a fresh one.
            guard !configuration.hasStaleAborts else { throw cause }
            try abort()
            let partitions = consumer.assignment
            guard !partitions.isEmpty else { return }
            var places = try consumer.committed(partitions, timeoutMilliseconds: StageLoop.patience)
            for i in places.indices where places[i].offset < 0 { places[i].offset = TopicPartitionOffset.beginning }
            try consumer.seek(places, timeoutMilliseconds: StageLoop.patience)
        }

        private func abort() throws(KafkaError) {
            events = 0
            progress.clear()
            stage.rolledBack()
            guard isOpen else { return }
            isOpen = false
            try KafkaError.retrying { () throws(KafkaError) in
                try producer.abortTransaction(timeoutMilliseconds: StageLoop.patience)
            }
        }

        // MARK: Rebalance

        /// Runs inside poll, before partitions come or go: what was read of those that go must be settled first.
        private func rebalance(_ change: KafkaConsumer.Rebalance) {
            do throws(KafkaError) {
                switch change {
                case .assigned(let partitions):
                    try stage.assigned(partitions)
                case .revoked(let partitions, let lost):
                    if isOpen {
                        if lost {
                            try abort()
                        } else {
                            do throws(KafkaError) {
                                try commit()
                            } catch {
                                guard error.requiresAbort, !error.isFatal else { throw error }
                                try abort()
                            }
                        }
                    }
                    stage.revoked(partitions)
                }
            } catch {
                rebalanceError = error
            }
        }

        private func close() {
            // An open transaction is left to the next session's init (or the broker's time-out): nothing of it counts.
            isOpen = false
            _ = consumer.close(timeoutMilliseconds: 10_000)
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
    }
}
