import Contracts
import Credit
import JSON
import Kafka

/// 台账: runs the ledger's core on `ledger.in`, one state a partition, and puts every effect into the transaction that also
/// holds the consumed offset.
final class LedgerStage: Stage {
    let name = "ledger"
    let inputs: [String]

    private let topology: Topology
    private let catalogue: Catalogue
    private let ledger: Ledger
    private let clock: any Clock
    private let restorer: StateRestorer
    private let log: HubLog
    private var states: [Int32: LedgerState] = [:]
    private var writer = JSONWriter(capacity: 2048)
    private var stateTopic: KafkaProducer.Topic?
    private var topics: [String: KafkaProducer.Topic] = [:]

    init(topology: Topology, catalogue: Catalogue, clock: any Clock, restorer: StateRestorer, log: HubLog) {
        self.topology = topology
        self.catalogue = catalogue
        self.clock = clock
        self.restorer = restorer
        self.log = log
        ledger = Ledger(routing: topology.routing)
        inputs = [topology.names.ledgerInput]
    }

    func open(_ outbox: Outbox) throws(KafkaError) {
        states = [:]
        topics = [:]
        stateTopic = try outbox.topic(topology.names.ledgerState)
    }

    func assigned(_ partitions: [TopicPartition]) throws(KafkaError) {
        let missing = partitions.map(\.partition).filter { states[$0] == nil }
        states.merge(try restorer.restore(missing)) { $1 }
    }

    func revoked(_ partitions: [TopicPartition]) {
        for place in partitions { states[place.partition] = nil }
    }

    func committed() {
        for state in states.values { state.commit() }
    }

    func rolledBack() {
        for state in states.values { state.rollback() }
    }

    func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError) {
        let envelope = Envelope(message)
        guard let event = LedgerEvent(message, envelope, catalogue: catalogue) else {
            // Only ingest writes this topic: whoever put this in went around it.
            return log.write(
                .error, name, zh: "ledger.in 分区 \(message.partition) 偏移 \(message.offset) 不是接入环节写入的事件，已跳过",
                en: "ledger.in partition \(message.partition) offset \(message.offset) is no event that ingest wrote; skipped")
        }
        guard let state = states[message.partition] else {
            throw KafkaError(code: .state, reason: "partition \(message.partition) has no state")
        }
        let now = clock.now()
        for effect in ledger.effects(of: event, on: state, now: now) {
            try carryOut(effect, of: event, envelope, message, on: state, now: now, outbox)
        }
    }

    // MARK: Effects

    private func carryOut(
        _ effect: Effect, of event: LedgerEvent, _ envelope: Envelope, _ message: borrowing KafkaMessage, on state: LedgerState,
        now: Timestamp, _ outbox: Outbox
    ) throws(KafkaError) {
        switch effect {
        case .state(let change):
            state.apply(change)
            let isPresent = StateCodec.write(change, to: &writer)
            let key = String(decoding: StateCodec.key(of: change), as: UTF8.self)
            guard let stateTopic else { return }
            try outbox.send(to: stateTopic, partition: message.partition, key: key, value: isPresent ? writer.bytes : nil)
        case .receipt(let party, let receipt):
            writer.reset()
            receipt.write(to: &writer)
            try outbox.send(to: topic(topology.names.receipts(party), outbox), key: receipt.event, value: writer.bytes)
        case .deadLetter(let faults):
            try sendDeadLetter(faults, event, envelope, message, now, outbox)
        case .upstream(let change):
            LedgerMessages.write(change, to: &writer)
            var headers = KafkaHeaders(capacity: 10)
            appendEnvelope(event, envelope, to: &headers)
            try outbox.send(
                to: topic(topology.names.outbox(change.platform), outbox), key: change.recordID.description,
                value: writer.bytes, headers: headers)
        case .view(let party, let entry, let value):
            if let value { LedgerMessages.write(value, entry: entry, event: event, now: now, to: &writer) }
            var headers = KafkaHeaders(capacity: 10)
            appendEnvelope(event, envelope, to: &headers)
            try outbox.send(
                to: topic(topology.names.subscriber(party), outbox), key: entry.description,
                value: value == nil ? nil : writer.bytes, headers: headers)
        case .notice(let party, let notice):
            LedgerMessages.write(notice, now: now, to: &writer)
            try outbox.send(to: topic(topology.names.notices(party), outbox), key: notice.caseID, value: writer.bytes)
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

    private func topic(_ name: String, _ outbox: Outbox) throws(KafkaError) -> KafkaProducer.Topic {
        if let topic = topics[name] { return topic }
        let topic = try outbox.topic(name)
        topics[name] = topic
        return topic
    }

    /// What ties an effect to the event that caused it.
    private func appendEnvelope(_ event: LedgerEvent, _ envelope: Envelope, to headers: inout KafkaHeaders) {
        headers.append("ce_specversion", "1.0")
        headers.append("ce_id", event.id)
        headers.append("ce_source", event.party)
        headers.append("ce_type", EventType.text(record: event.record, operation: event.operation))
        if let time = envelope.time { headers.append("ce_time", time) }
        headers.append("ce_dataschema", event.contract)
        headers.append("content-type", "application/json")
        headers.append("ce_recordid", event.recordID.description)
        headers.append("ce_origin", event.origin.description)
        if let id = event.sender?.id { headers.append("ce_senderid", id) }
        if let row = event.sender?.row { headers.append("ce_senderrow", row) }
        if let trace = envelope.traceParent { headers.append("traceparent", trace) }
    }
}
