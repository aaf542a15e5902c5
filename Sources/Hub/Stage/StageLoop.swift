import Credit
import Kafka

/// Consumes, transforms and produces in transactions: the outputs of a stage, its state changes and the offsets that it
/// consumed commit together, or not at all.
///
/// Whatever goes wrong, the answer is one of three. An error that the broker calls abortable: abort and go back to the
/// committed offsets of *every* partition. An error whose outcome is not known, or a fatal one: a fresh producer and
/// consumer, which settles what was open. A fence: another process has this one's name; stop.
package final class StageLoop {
    /// How a loop is set up: the part of ``HubConfiguration`` that is not about brokers.
    package struct Settings: Sendable {
        /// Names this process among those of the same hub.
        package var instance: String
        /// Stands behind the groups' names.
        package var groupSuffix = ""
        package var strategy = ConsumerConfiguration.AssignmentStrategy.range
        /// Whether the process keeps its place in the group when it ends, and has it back under its name.
        package var isStatic = true
        /// Longest time that a transaction stays open while events keep coming, in milliseconds.
        package var transactionMilliseconds = 100
        /// Most events in one transaction.
        package var transactionEvents = 10_000
        /// A producer that has aborted is of no more use: see ``HubConfiguration/hasStaleAborts``.
        package var hasStaleAborts = false

        package init(instance: String) {
            self.instance = instance
        }
    }

    private let stage: any Stage
    private let cluster: any StageCluster
    private let settings: Settings
    private let names: TopicNames
    private let log: HubLog
    private let stop: StopSignal
    private let statistics: StageStatistics
    private var session: Session?
    private var failures = 0
    /// That of the next session.
    private var time = TransactionTime()

    /// Longest wait for one answer of the broker, in milliseconds: below ``TransactionTime/usual``.
    private static let patience: Int32 = 30_000
    /// After how long with nothing to do a session gives up more time than is usual, in nanoseconds.
    private static let quiet: UInt64 = 60_000_000_000

    package init(
        stage: any Stage, cluster: any StageCluster, settings: Settings, names: TopicNames, log: HubLog, stop: StopSignal,
        statistics: StageStatistics
    ) {
        self.stage = stage
        self.cluster = cluster
        self.settings = settings
        self.names = names
        self.log = log
        self.stop = stop
        self.statistics = statistics
    }

    /// Runs until the stop signal. Sessions that fail are followed by fresh ones after a growing wait.
    package func run() {
        while !stop.isSet { step() }
        finish()
    }

    /// One step: begins a session if there is none, and otherwise polls once, with all that follows.
    package func step() {
        let before = statistics.transactions
        do throws(KafkaError) {
            if let session {
                try session.turn()
                if statistics.transactions > before { failures = 0 }
                if session.isExtended, session.isQuiet { renew(session) }
            } else {
                session = try Session(
                    stage: stage, cluster: cluster, settings: settings, time: time, names: names, log: log, statistics: statistics)
            }
        } catch {
            giveUp(error)
        }
    }

    /// Commits what is open and leaves.
    package func finish() {
        do throws(KafkaError) {
            try session?.finish()
            session?.close()
            session = nil
        } catch {
            giveUp(error)
        }
    }

    /// The next session has the usual time again.
    private func renew(_ former: Session) {
        time.reset()
        former.close()
        session = nil
    }

    private func giveUp(_ error: KafkaError) {
        let isRival = isRival(error)
        if session?.isOverdue ?? false { extend() }
        if error.code == .invalidTransactionTimeout { shorten() }
        // Before the group takes the partitions away: the stage keeps what it knows of them.
        stage.rolledBack()
        session?.close()
        session = nil
        guard !isRival else {
            return stop.fail(
                SetupError(
                    zh: "另一个进程正以实例名 \(settings.instance) 运行，并已接管，本进程停止，此后不再写入任何数据；请为每个进程设置不同的 instance",
                    en: "another process runs under the instance name \(settings.instance); and has taken over; this one stops and writes nothing more; give each process its own instance name"))
        }
        failures += 1
        log.write(
            failures == 1 ? .info : .warning, stage.name, zh: "会话重建（\(error)）", en: "starting a fresh session (\(error))")
        cluster.wait(milliseconds: min(5_000, 100 << min(failures, 6)))
    }

    private func extend() {
        let former = time
        time.double()
        if time.milliseconds > former.milliseconds {
            log.write(
                .info, stage.name, zh: "事务未能在 \(former.milliseconds / 1000) 秒内完成，下次允许 \(time.milliseconds / 1000) 秒",
                en: "a transaction did not come to its end within \(former.milliseconds / 1000) s; the next may take \(time.milliseconds / 1000) s")
        } else {
            log.write(
                .error, stage.name,
                zh: "事务未能在 \(former.milliseconds / 1000) 秒内完成，而代理不允许更久：请调高代理的 transaction.max.timeout.ms，或增加 ledger.in 的分区数",
                en: "a transaction did not come to its end within \(former.milliseconds / 1000) s, and brokers allow no more: raise their transaction.max.timeout.ms, or have more partitions of ledger.in")
        }
    }

    private func shorten() {
        let former = time
        time.refused()
        log.write(
            .warning, stage.name, zh: "代理不允许事务持续 \(former.milliseconds / 1000) 秒（transaction.max.timeout.ms），改为 \(time.milliseconds / 1000) 秒",
            en: "brokers do not allow transactions of \(former.milliseconds / 1000) s (transaction.max.timeout.ms); trying \(time.milliseconds / 1000) s")
    }

    /// Whether an error says that another process has this one's name. The broker also fences a producer whose transaction it had to
    /// abort because nobody ended it in time: then this process stood still, and goes on with a fresh one.
    private func isRival(_ error: KafkaError) -> Bool {
        switch error.code {
        case .fencedInstanceID: true
        case .fenced, .producerFenced: !(session?.isOverdue ?? false)
        default: false
        }
    }

    // MARK: A session

    /// The life of one consumer and one producer.
    private final class Session {
        private let stage: any Stage
        private let cluster: any StageCluster
        private let settings: Settings
        private let time: TransactionTime
        private let log: HubLog
        private let statistics: StageStatistics
        private let consumer: any StageConsumer
        private let producer: any StageProducer
        private let outbox: Outbox
        private var progress = Progress()
        private var isOpen = false
        private var events = 0
        private var openedAt: UInt64 = 0
        /// When there was last something to do.
        private var busyAt: UInt64
        /// An error inside the rebalance callback, thrown again after the poll that called it.
        private var rebalanceError: KafkaError?

        init(
            stage: any Stage, cluster: any StageCluster, settings: Settings, time: TransactionTime, names: TopicNames, log: HubLog,
            statistics: StageStatistics
        ) throws(KafkaError) {
            self.stage = stage
            self.cluster = cluster
            self.settings = settings
            self.time = time
            busyAt = cluster.uptimeNanoseconds
            self.log = log
            self.statistics = statistics
            let producer = try cluster.producer(
                transactionalID: names.transactionalID(stage.name, settings.instance), stage: stage.name,
                transactionTimeoutMilliseconds: time.milliseconds)
            self.producer = producer
            outbox = Outbox(producer)
            // Fences a former self and settles what it left open, before anything is read.
            try KafkaError.retrying { () throws(KafkaError) in
                try producer.initTransactions(timeoutMilliseconds: StageLoop.patience)
            }
            try cluster.pass(.fenced, stage: stage.name)
            consumer = try cluster.consumer(
                StageMembership(
                    stage: stage.name, groupID: names.group(stage.name) + settings.groupSuffix,
                    groupInstanceID: settings.isStatic ? "\(settings.instance)-\(stage.name)" : nil, strategy: settings.strategy,
                    sharesFairly: stage.inputs.count > 1, longestTurnMilliseconds: time.milliseconds))
            try stage.open(outbox)
            try consumer.subscribe(to: stage.inputs) { [unowned self] change in rebalance(change) }
        }

        /// One poll, and a commit when it is time: as soon as nothing more is waiting, or when the transaction has its
        /// full size or age. So at low load each change leaves at once, and at high load transactions grow.
        func turn() throws(KafkaError) {
            let message = try consumer.poll(timeoutMilliseconds: isOpen ? 0 : 100)
            if let error = rebalanceError {
                rebalanceError = nil
                throw error
            }
            if let message {
                try take(message)
                guard events >= settings.transactionEvents || isOld else { return }
            }
            if isOpen { try commitOrAbort() }
            // Between transactions, so that what nobody asked for never holds up an answer.
            if stage.isDue() { try act() }
        }

        func finish() throws(KafkaError) {
            if isOpen { try commit() }
        }

        private func take(_ message: consuming KafkaMessage) throws(KafkaError) {
            if !isOpen { try begin() }
            do throws(KafkaError) {
                try stage.handle(message, outbox)
                try cluster.pass(.handled, stage: stage.name)
            } catch {
                guard error.requiresAbort else { throw error }
                return try abortAndRewind(error)
            }
            progress.note(message)
            events += 1
        }

        private func act() throws(KafkaError) {
            try begin()
            do throws(KafkaError) {
                try stage.act(outbox)
            } catch {
                guard error.requiresAbort else { throw error }
                return try abortAndRewind(error)
            }
            try commitOrAbort()
        }

        /// Whether the open transaction is older than the broker lets it become.
        var isOverdue: Bool {
            isOpen && cluster.uptimeNanoseconds - openedAt >= UInt64(time.milliseconds) * 1_000_000
        }

        /// Whether transactions have more time than is usual.
        var isExtended: Bool { time.isExtended }

        /// Whether there has been nothing to do for a while.
        var isQuiet: Bool { !isOpen && cluster.uptimeNanoseconds - busyAt >= StageLoop.quiet }

        private var isOld: Bool {
            let age = cluster.uptimeNanoseconds - openedAt
            return age > UInt64(settings.transactionMilliseconds) * 1_000_000
        }

        // MARK: Transactions

        private func begin() throws(KafkaError) {
            try producer.beginTransaction()
            isOpen = true
            openedAt = cluster.uptimeNanoseconds
            try cluster.pass(.begun, stage: stage.name)
        }

        private func commitOrAbort() throws(KafkaError) {
            do throws(KafkaError) {
                try commit()
            } catch {
                guard error.requiresAbort, !error.isFatal else { throw error }
                try abortAndRewind(error)
            }
        }

        private func commit() throws(KafkaError) {
            try stage.prepare(outbox)
            try cluster.pass(.prepared, stage: stage.name)
            try producer.sendOffsets(progress.offsets, of: consumer, timeoutMilliseconds: StageLoop.patience)
            // A member that was put out has no name any more, and brokers take offsets from the nameless without asking for their
            // generation. Asked only now: the name does not come back before the partitions are given up.
            guard progress.offsets.isEmpty || consumer.isMember else {
                throw KafkaError(code: .unknownMember, reason: "the group has put this member out", requiresAbort: true)
            }
            try cluster.pass(.offsetsSent, stage: stage.name)
            // A retriable answer means that the commit may be asked for again; the outcome of a time-out is not known and
            // calls for a fresh producer.
            try KafkaError.retrying { () throws(KafkaError) in
                try producer.commitTransaction(timeoutMilliseconds: StageLoop.patience)
            }
            try cluster.pass(.committed, stage: stage.name)
            isOpen = false
            log.brokerIsBack(stage.name)
            stage.committed()
            busyAt = cluster.uptimeNanoseconds
            statistics.add(events: events, begunAt: openedAt, committedAt: busyAt)
            events = 0
            progress.clear()
        }

        private func abortAndRewind(_ cause: KafkaError) throws(KafkaError) {
            log.write(.info, stage.name, zh: "事务回滚并重做（\(cause)）", en: "aborting and doing again (\(cause))")
            // A producer that has aborted is of no more use with the embedded broker, and one whose transactions have too little time
            // with none: the next session has a fresh one.
            guard !settings.hasStaleAborts, !isOverdue else { throw cause }
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
            try cluster.pass(.aborted, stage: stage.name)
        }

        // MARK: Rebalance

        /// Runs inside poll, before partitions come or go: what was read of those that go must be settled first.
        private func rebalance(_ change: KafkaConsumer.Rebalance) {
            do throws(KafkaError) {
                switch change {
                case .assigned(let partitions):
                    try cluster.pass(.assigned, stage: stage.name)
                    // First the offsets, which wait for a former owner's open transaction that holds some; then what it wrote is
                    // there to be read.
                    try stage.assigned(try consumer.committed(partitions, timeoutMilliseconds: StageLoop.patience))
                    try cluster.pass(.restored, stage: stage.name)
                case .revoked(let partitions, let lost):
                    try cluster.pass(.revoked, stage: stage.name)
                    if isOpen { try settle(lost: lost) }
                    stage.revoked(partitions)
                }
            } catch {
                rebalanceError = error
            }
        }

        private func settle(lost: Bool) throws(KafkaError) {
            guard !lost else { return try abort() }
            do throws(KafkaError) {
                try commit()
            } catch {
                guard error.requiresAbort, !error.isFatal else { throw error }
                try abort()
            }
        }

        func close() {
            // An open transaction is left to the next session's init (or the broker's time-out): nothing of it counts.
            isOpen = false
            _ = consumer.close(timeoutMilliseconds: 10_000)
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
    }
}
