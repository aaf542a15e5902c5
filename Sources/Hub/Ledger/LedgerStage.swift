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
    private var owned: [Int32: Partition] = [:]
    /// Partitions that were given up, with what was known of them: they are taken up again if nobody has gone on with them.
    private var parked: [Int32: Partition] = [:]
    private var writer = JSONWriter(capacity: 2048)
    private let parser = JSONParser()
    private var stateTopic: OutboxTopic?
    private var topics: [String: OutboxTopic] = [:]

    /// Most timers that are on their way at once, of one partition: what is due after days of standstill comes in portions.
    private let mostTimers: Int

    /// One partition of subjects that this process owns.
    private final class Partition {
        let state: LedgerState
        /// The group's committed offset in `ledger.in`, as far as this process knows: every change of the state moves it.
        var committed: Int64
        /// The offset that the open transaction will commit.
        var next: Int64
        /// What the open transaction has to say at its end: feeds and the audit's head change with every event.
        var changedFeeds: Set<String> = []
        var hasAudited = false

        init(state: LedgerState, committed: Int64) {
            self.state = state
            self.committed = committed
            next = committed
        }

        func commit() {
            state.commit()
            committed = next
            forgetChanges()
        }

        func rollback() {
            state.rollback()
            next = committed
            forgetChanges()
        }

        private func forgetChanges() {
            changedFeeds.removeAll(keepingCapacity: true)
            hasAudited = false
        }
    }

    package init(
        topology: Topology, catalogue: Catalogue, ledger: Ledger, clock: any Clock, restorer: StateRestorer, log: HubLog,
        readiness: Readiness, mostTimers: Int = 500
    ) {
        self.mostTimers = mostTimers
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
            if let former = parked[place.partition], former.committed == place.offset {
                owned[place.partition] = former
            } else {
                missing.append(place)
            }
        }
        parked = [:]
        let states = try restorer.restore(missing.map(\.partition))
        for place in missing {
            owned[place.partition] = Partition(state: states[place.partition]!, committed: place.offset)
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
        for effect in ledger.effects(of: input, on: partition.state, now: now) {
            try carryOut(effect, of: input, envelope, message, on: partition, now: now, outbox)
        }
        if case .timer(let timer, _) = input { partition.state.settle(timer) }
    }

    // MARK: Timers

    package func isDue() -> Bool {
        guard !owned.isEmpty else { return false }
        let now = clock.now()
        return owned.values.contains { partition in
            partition.state.timers.underWayCount < mostTimers && partition.state.timers.next.map { $0 <= now } ?? false
        }
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
        }
    }

    /// Numbers of feeds and the audit's head are written once for all events of a transaction.
    package func prepare(_ outbox: Outbox) throws(KafkaError) {
        for (number, partition) in owned.sorted(by: { $0.key < $1.key }) {
            for name in partition.changedFeeds.sorted() {
                try write(.feed(name, partition.state.feeds[name] ?? 0), number, outbox)
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
        _ effect: Effect, of input: LedgerInput, _ envelope: Envelope, _ message: borrowing KafkaMessage, on partition: Partition,
        now: Timestamp, _ outbox: Outbox
    ) throws(KafkaError) {
        let cause = Cause(input)
        switch effect {
        case .state(let change):
            partition.state.apply(change)
            if case .feed(let name, _) = change {
                partition.changedFeeds.insert(name)
            } else {
                try write(change, message.partition, outbox)
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
        case .view(let party, let entry, let value, let sequence):
            if let value { LedgerMessages.write(value, entry: entry, event: cause.id, now: now, to: &writer) }
            try outbox.send(
                to: topic(topology.names.subscriber(party), outbox), partition: message.partition, key: entry.description,
                value: value == nil ? nil : writer.bytes, headers: headers(cause, entry, cause.contract, sequence, envelope))
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
        _ cause: Cause, _ recordID: Identifier128, _ contract: String?, _ sequence: Int64, _ envelope: Envelope
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

    /// What an effect is a consequence of.
    private struct Cause {
        let id: String
        let party: String
        let type: String
        let contract: String?
        let origin: String
        let sender: Sender?

        init(_ input: LedgerInput) {
            switch input {
            case .event(let event):
                id = event.id
                party = event.party
                type = EventType.text(record: event.record, operation: event.operation)
                contract = event.contract
                origin = event.origin.description
                sender = event.sender
            case .timer(let timer, let place):
                id = timer.eventID
                party = "credithub"
                type = "\(LedgerTimer.eventType)"
                contract = nil
                origin = place.description
                sender = nil
            case .note(let note):
                id = note.event
                party = "credithub"
                type = "\(OperatorNote.eventType)"
                contract = nil
                origin = ""
                sender = nil
            }
        }
    }
}
