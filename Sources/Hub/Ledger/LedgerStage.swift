import Contracts
import Credit
import JSON
import Kafka

/// 台账: runs the ledger's core on `ledger.in`, one state a partition, and puts every effect into the transaction that also
/// holds the consumed offset.
package final class LedgerStage: Stage {
    package let name = "ledger"
    package let inputs: [String]

    private let topology: Topology
    private let catalogue: Catalogue
    private let ledger: Ledger
    private let clock: any Clock
    private let restorer: StateRestorer
    private let log: HubLog
    private let readiness: Readiness
    private var owned: [Int32: LedgerPartition] = [:]
    /// Partitions that were given up, with what was known of them: they are taken up again if nobody has gone on with them.
    private var parked: [Int32: LedgerPartition] = [:]
    private var writer = JSONWriter(capacity: 2048)
    private let parser = JSONParser(limits: JSONLimits(maxBytes: 2 * ListFilePart.longest))
    private var stateTopic: OutboxTopic?
    private var topics: [String: OutboxTopic] = [:]

    /// Most timers that are on their way at once, of one partition: what is due after days of standstill comes in portions.
    private let mostTimers: Int
    package static let mostTimersUnderWay = 500
    /// How often the digest of a view that has changed is told by a message of its own, in milliseconds.
    private let digestInterval: Int64
    private let subscriptions: [String: Subscription]

    /// - parameter subscriptions: nil for those of the topology.
    package init(
        topology: Topology, subscriptions: [Subscription]? = nil, catalogue: Catalogue, ledger: Ledger, clock: any Clock,
        restorer: StateRestorer, log: HubLog, readiness: Readiness, mostTimers: Int = mostTimersUnderWay, digestInterval: Int64 = 600_000
    ) {
        self.mostTimers = mostTimers
        self.digestInterval = digestInterval
        self.subscriptions = Dictionary(uniqueKeysWithValues: (subscriptions ?? topology.subscriptions).map { ($0.party, $0) })
        self.topology = topology
        self.catalogue = catalogue
        self.ledger = ledger
        self.clock = clock
        self.restorer = restorer
        self.log = log
        self.readiness = readiness
        inputs = [topology.names.ledgerInput]
    }

    /// The states of the partitions that it owns.
    package var states: [Int32: LedgerState] { owned.mapValues(\.state) }

    package func open(_ outbox: Outbox) throws(KafkaError) {
        parked.merge(owned) { $1 }
        owned = [:]
        topics = [:]
        stateTopic = try outbox.topic(topology.names.ledgerState)
    }

    package func assigned(_ partitions: [TopicPartitionOffset]) throws(KafkaError) {
        var missing: [TopicPartitionOffset] = []
        for place in partitions where owned[place.partition] == nil {
            // Whoever changed the state has committed an offset with it.
            if let former = parked[place.partition], former.committed == place.offset, !former.state.hasLostEntries {
                owned[place.partition] = former
            } else {
                missing.append(place)
            }
        }
        parked = [:]
        let states = try restorer.restore(missing.map(\.partition))
        for place in missing {
            let partition = LedgerPartition(state: states[place.partition]!, committed: place.offset, now: clock.now())
            partition.hasOutdatedDeadlines = ledger.hasOutdatedDeadlines(partition.state, now: clock.now())
            owned[place.partition] = partition
        }
        readiness.noteReady()
        log.write(
            .info, name, zh: "就绪：负责 \(owned.count) 个分区（恢复 \(missing.count) 个）",
            en: "ready: owns \(owned.count) partitions (\(missing.count) of them restored)")
    }

    package func revoked(_ partitions: [TopicPartition]) {
        for place in partitions {
            guard let partition = owned.removeValue(forKey: place.partition) else { continue }
            partition.rollback()
            parked[place.partition] = partition
        }
    }

    package func committed() {
        for partition in owned.values { partition.commit() }
    }

    package func rolledBack() {
        for partition in owned.values { partition.rollback() }
    }

    package func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError) {
        guard let partition = owned[message.partition] else {
            throw KafkaError(code: .state, reason: "partition \(message.partition) has no state")
        }
        partition.next = message.offset + 1
        let envelope = Envelope(message)
        guard let input = LedgerInput(message, envelope, catalogue: catalogue, parser: parser) else {
            // Only the hub writes this topic: whoever put this in went around it.
            return log.write(
                .error, name, zh: "ledger.in 分区 \(message.partition) 偏移 \(message.offset) 不是接入环节写入的事件，已跳过",
                en: "ledger.in partition \(message.partition) offset \(message.offset) is no event that ingest wrote; skipped")
        }
        let now = clock.now()
        let effects = ledger.effects(of: input, on: partition.state, now: now)
        // A fresh session restores the state; nothing of what was decided without the lost entries has been sent.
        guard !partition.state.hasLostEntries else {
            throw KafkaError(code: .state, reason: "partition \(message.partition) has lost entries, and is restored anew")
        }
        let cause = EffectCause(input)
        for effect in effects {
            try carryOut(effect, of: input, cause, envelope, message, on: partition, now: now, outbox)
        }
        switch input {
        case .timer(let timer, _): partition.state.settle(timer)
        case .subscription(let command): partition.noteSettled(command.party)
        case .digest where partition.isTelling:
            partition.isTelling = false
            partition.toldAt = now
        default: break
        }
    }

    // MARK: What no message asks for

    package func isDue() -> Bool {
        guard !owned.isEmpty else { return false }
        let now = clock.now()
        return owned.values.contains { partition in
            partition.state.timers.underWayCount < mostTimers && partition.state.timers.next.map { $0 <= now } ?? false
                || !partition.outdated(subscriptions).isEmpty || isDigestDue(partition, now) || partition.hasOutdatedDeadlines
        }
    }

    private func isDigestDue(_ partition: LedgerPartition, _ now: Timestamp) -> Bool {
        if now < partition.toldAt { partition.toldAt = now }
        return !partition.isTelling && now.milliseconds - partition.toldAt.milliseconds >= digestInterval && partition.hasUntold
    }

    /// Sends the commands of what is due to the partition's own input: they come back as events, in their order among the others.
    package func act(_ outbox: Outbox) throws(KafkaError) {
        let now = clock.now()
        let input = try topic(topology.names.ledgerInput, outbox)
        for (number, partition) in owned.sorted(by: { $0.key < $1.key }) {
            let most = mostTimers - partition.state.timers.underWayCount
            for timer in partition.state.takeTimers(dueAt: now, most: most) {
                try outbox.send(to: input, partition: number, key: timer.eventID, value: nil, headers: timer.headers)
            }
            if partition.hasOutdatedDeadlines {
                let command = CalendarCommand(event: "calendar:\(number):\(now.milliseconds)")
                try outbox.send(to: input, partition: number, key: command.event, value: nil, headers: command.headers)
                partition.hasOutdatedDeadlines = false
            }
            // One at a time: a view that is filled anew may be long.
            if let party = partition.outdated(subscriptions).first {
                let command = SubscriptionCommand(party: party, subscription: subscriptions[party])
                try outbox.send(to: input, partition: number, key: party, value: command.value, headers: command.headers)
                partition.noteCommanded(party)
            }
            if isDigestDue(partition, now) {
                let command = DigestCommand(event: "digest:\(number):\(now.milliseconds)", party: nil)
                try outbox.send(to: input, partition: number, key: command.event, value: nil, headers: command.headers)
                partition.isTelling = true
            }
        }
    }

    /// Numbers of feeds and the audit's head are written once for all events of a transaction.
    package func prepare(_ outbox: Outbox) throws(KafkaError) {
        for (number, partition) in owned.sorted(by: { $0.key < $1.key }) {
            for name in partition.changedFeeds.sorted() {
                try write(.feed(name, partition.state.feeds[name] ?? .none), number, outbox)
            }
            for key in partition.changedTallies.sorted(by: { ($0.party, $0.list) < ($1.party, $1.list) }) {
                try write(.tally(key, partition.state.tallies[key] ?? Tally()), number, outbox)
            }
            if partition.hasAudited { try write(.audit(partition.state.audit), number, outbox) }
        }
    }

    private func write(_ change: StateChange, _ partition: Int32, _ outbox: Outbox) throws(KafkaError) {
        guard let stateTopic else { return }
        let isPresent = StateCodec.write(change, to: &writer)
        let key = String(decoding: StateCodec.key(of: change), as: UTF8.self)
        try outbox.send(to: stateTopic, partition: partition, key: key, value: isPresent ? writer.bytes : nil)
    }

    // MARK: Effects

    private func carryOut(
        _ effect: Effect, of input: LedgerInput, _ cause: EffectCause, _ envelope: Envelope, _ message: borrowing KafkaMessage,
        on partition: LedgerPartition, now: Timestamp, _ outbox: Outbox
    ) throws(KafkaError) {
        switch effect {
        case .state(let change):
            partition.state.apply(change)
            switch change {
            case .feed(let name, _): partition.changedFeeds.insert(name)
            case .tally(let key, _): partition.changedTallies.insert(key)
            default: try write(change, message.partition, outbox)
            }
        case .receipt(let party, let receipt):
            writer.reset()
            receipt.write(to: &writer)
            try outbox.send(to: topic(topology.names.receipts(party), outbox), key: receipt.event, value: writer.bytes)
        case .deadLetter(let faults):
            guard case .event(let event) = input else { return }
            try sendDeadLetter(faults, event, envelope, message, now, outbox)
        case .upstream(let change):
            LedgerMessages.write(change, to: &writer)
            // The same partition as on ledger.in: so its messages are numbered without a gap.
            try outbox.send(
                to: topic(topology.names.outbox(change.platform), outbox), partition: message.partition,
                key: change.recordID.description, value: writer.bytes,
                headers: headers(cause, change.recordID, change.contract, change.sequence, envelope))
        case .view(let change):
            try send(change, cause, message.partition, now: now, envelope, outbox)
        case .notice(let party, let notice):
            LedgerMessages.write(notice, now: now, to: &writer)
            try outbox.send(to: topic(topology.names.notices(party), outbox), key: notice.caseID, value: writer.bytes)
        case .audit(let entry):
            let head = entry.write(after: partition.state.audit, to: &writer)
            try outbox.send(
                to: topic(topology.names.audit, outbox), partition: message.partition, key: entry.subjectKey ?? entry.event,
                value: writer.bytes)
            partition.state.apply(.audit(head))
            partition.hasAudited = true
        }
    }

    private func send(
        _ change: ViewChange, _ cause: EffectCause, _ partition: Int32, now: Timestamp, _ envelope: Envelope, _ outbox: Outbox
    ) throws(KafkaError) {
        let target = try topic(topology.names.subscriber(change.party), outbox)
        var headers = KafkaHeaders(capacity: 16)
        headers.append("ce_specversion", "1.0")
        headers.append("ce_id", cause.id)
        headers.append("ce_source", change.source ?? cause.party)
        if let time = envelope.time { headers.append("ce_time", time) }
        if let contract = change.contract { headers.append("ce_dataschema", contract) }
        headers.append("content-type", "application/json")
        headers.append("ce_sequence", String(change.feed.number))
        headers.append("ce_viewcount", String(change.feed.count))
        headers.append("ce_viewdigest", change.feed.digest.hex)
        headers.append("ce_reason", change.reason)
        if let trace = envelope.traceParent { headers.append("traceparent", trace) }
        switch change.content {
        case .entry(let entry, let value):
            headers.append("ce_type", cause.type)
            headers.append("ce_recordid", entry.description)
            headers.append("ce_origin", cause.origin)
            try outbox.send(to: target, partition: partition, key: entry.description, value: value, headers: headers)
        case .digest(let isOpen):
            headers.append("ce_type", ViewChange.digestType)
            LedgerMessages.writeDigest(change.feed, isOpen: isOpen, partition: partition, now: now, to: &writer)
            try outbox.send(to: target, partition: partition, key: ViewChange.digestKey, value: writer.bytes, headers: headers)
        }
    }

    /// The event as it came to ingest: its own bytes and key, where they are not what the ledger got.
    private func sendDeadLetter(
        _ faults: [Fault], _ event: LedgerEvent, _ envelope: Envelope, _ message: borrowing KafkaMessage, _ now: Timestamp,
        _ outbox: Outbox
    ) throws(KafkaError) {
        let receipt = Receipt(
            event: event.id, status: .rejected, stage: .ledger, operation: event.operation, recordID: event.recordID,
            contract: event.contract, faults: faults, origin: event.origin, time: now, sender: event.sender)
        var original = KafkaHeaders(capacity: 32)
        if let handedOn = envelope.originalHeaders {
            OriginalHeaders.decode(handedOn, to: &original)
        } else {
            OriginalHeaders.appendStandard(event, time: envelope.time, to: &original)
        }
        let timestamp = envelope.originalTimestamp.flatMap { Int64($0.text) } ?? message.timestampMilliseconds
        var pending: KafkaHeaders? = DeadLetter.headers(
            original, key: envelope.hasNullKey ? nil : envelope.originalKey ?? message.key, receipt: receipt, timestamp: timestamp, isCut: false)
        let target = try topic(topology.names.deadLetters(event.party), outbox)
        var failure: KafkaError?
        var id = event.id
        id.withUTF8 { key in
            do throws(KafkaError) {
                try outbox.send(
                    to: target, key: UnsafeRawBufferPointer(key), value: envelope.originalValue ?? message.value,
                    headers: pending.take(), timestampMilliseconds: OriginalTime.kept(timestamp, now: now))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func topic(_ name: String, _ outbox: Outbox) throws(KafkaError) -> OutboxTopic {
        if let topic = topics[name] { return topic }
        let topic = try outbox.topic(name)
        topics[name] = topic
        return topic
    }

    /// What ties an effect to the event that caused it.
    private func headers(
        _ cause: EffectCause, _ recordID: Identifier128, _ contract: String?, _ sequence: Int64, _ envelope: Envelope
    ) -> KafkaHeaders {
        var headers = KafkaHeaders(capacity: 12)
        headers.append("ce_specversion", "1.0")
        headers.append("ce_id", cause.id)
        headers.append("ce_source", cause.party)
        headers.append("ce_type", cause.type)
        if let time = envelope.time { headers.append("ce_time", time) }
        if let contract { headers.append("ce_dataschema", contract) }
        headers.append("content-type", "application/json")
        headers.append("ce_recordid", recordID.description)
        headers.append("ce_origin", cause.origin)
        headers.append("ce_sequence", String(sequence))
        if let id = cause.sender?.id { headers.append("ce_senderid", id) }
        if let row = cause.sender?.row { headers.append("ce_senderrow", row) }
        if let trace = envelope.traceParent { headers.append("traceparent", trace) }
        return headers
    }
}
