import Contracts
import Credit
import JSON
import Kafka

/// 接入: consumes the departments' topics, checks each event against its contract and its party's binding, and hands the
/// good ones to the ledger under their subject's key. Every event gets a receipt; a refused one is a dead letter too.
///
/// Stateless: all it knows stands in its configuration.
final class IngestStage: Stage {
    let name = "ingest"
    let inputs: [String]

    private let topology: Topology
    private let catalogue: Catalogue
    private let checker: RecordChecker
    private let clock: any Clock
    private var topics: [String: DepartmentTopic] = [:]
    /// The same by librdkafka's handle, so that no message needs its topic's name.
    private var topicByIdentity: [UnsafeRawPointer: DepartmentTopic] = [:]
    private var ledgerInput: KafkaProducer.Topic?
    private var writer = JSONWriter(capacity: 2048)

    init(topology: Topology, catalogue: Catalogue, subjectKeys: SubjectKeys, clock: any Clock) {
        self.topology = topology
        self.catalogue = catalogue
        self.clock = clock
        checker = RecordChecker(subjectKeys: subjectKeys)
        inputs = topology.departments.flatMap { department in
            department.records.map { topology.names.department(department.party, $0.record) }
        }
    }

    func open(_ outbox: Outbox) throws(KafkaError) {
        topics = [:]
        topicByIdentity = [:]
        ledgerInput = try outbox.topic(topology.names.ledgerInput)
        for department in topology.departments {
            let receipts = try outbox.topic(topology.names.receipts(department.party))
            let deadLetters = try outbox.topic(topology.names.deadLetters(department.party))
            for record in department.records {
                let name = topology.names.department(department.party, record.record)
                topics[name] = DepartmentTopic(
                    name: name, binding: department, record: record,
                    contracts: record.accepts.compactMap { catalogue.contract($0) },
                    lifting: RecordChecker.Lifting(catalogue, facts: department.facts), receipts: receipts,
                    deadLetters: deadLetters)
            }
        }
    }

    func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError) {
        guard let topic = topic(of: message), let ledgerInput else { return }
        let now = clock.now()
        let envelope = Envelope(message)
        let origin = Origin(topic: topic.name, partition: message.partition, offset: message.offset)
        let (id, idFault) = EventID.of(message, given: envelope.id, topic: topic.name)
        var receipt = Receipt(event: id, status: .received, stage: .ingest, origin: origin, time: now)
        var accepted: Accepted?
        do throws(Faults) {
            accepted = try check(message, envelope, topic, idFault: idFault, today: now.day, receipt: &receipt)
        } catch {
            receipt.status = .rejected
            receipt.faults = error.all
        }
        if let accepted {
            let headers = ledgerHeaders(envelope, topic, accepted, receipt)
            try outbox.send(to: ledgerInput, key: accepted.record.subjectKey, value: checker.canonical, headers: headers)
        } else {
            try sendDeadLetter(message, topic, receipt, outbox)
        }
        writer.reset()
        receipt.write(to: &writer)
        try outbox.send(to: topic.receipts, key: id, value: writer.bytes)
    }

    private func topic(of message: borrowing KafkaMessage) -> DepartmentTopic? {
        if let topic = topicByIdentity[message.topicIdentity] { return topic }
        let topic = topics[message.topic]
        topicByIdentity[message.topicIdentity] = topic
        return topic
    }

    // MARK: Checking

    private struct Accepted {
        let record: CheckedRecord
        let revision: Int?
    }

    /// Everything that is wrong with the event at once: its headers, its content, and whether this party may say it.
    private func check(
        _ message: borrowing KafkaMessage, _ envelope: Envelope, _ topic: DepartmentTopic, idFault: Fault?,
        today: CivilDate, receipt: inout Receipt
    ) throws(Faults) -> Accepted {
        var faults: [Fault] = []
        if let idFault { faults.append(idFault) }
        if let source = envelope.source, !source.elementsEqual(topic.binding.party.utf8) {
            faults.append(Fault(.sourceIsNotParty, keyword: "ce_source", expected: topic.binding.party))
        }
        var revision: Int?
        if let text = envelope.revision {
            revision = text.count <= 9 ? Int(text.text) : nil
            if revision.map({ $0 < 1 }) ?? true {
                faults.append(
                    Fault(
                        .badHeader, keyword: "ce_revision",
                        message: Bilingual(zh: "消息头 ce_revision 应为正整数", en: "the header ce_revision must be a positive whole number")))
            }
        }
        let contract: Contract
        switch topic.contract(envelope.dataSchema, known: catalogue) {
        case .success(let found): contract = found
        case .failure(let fault): throw Faults(faults + [fault])
        }
        receipt.contract = contract.reference.description
        guard contract.info.isAccepted(on: today) else {
            throw Faults(faults + [Fault(.contractNotInForce, value: contract.reference.description)])
        }
        let operation: Contracts.Operation
        switch topic.operation(envelope.type, of: contract) {
        case .success(let found): operation = found
        case .failure(let fault): throw Faults(faults + [fault])
        }
        receipt.operation = operation.name

        let value = message.value ?? UnsafeRawBufferPointer(start: nil, count: 0)
        switch checker.check(value, contract: contract, operation: operation, today: today, lifting: topic.lifting) {
        case .failure(let refused):
            faults += refused.all
            if let claim = refused.claim { faults += Provenance.faults(claim, operation: operation, binding: topic.binding) }
            throw Faults(faults)
        case .success(let record):
            receipt.recordID = record.recordID
            faults += Provenance.faults(record.claim, operation: record.operation, binding: topic.binding)
            guard faults.isEmpty else { throw Faults(faults) }
            return Accepted(record: record, revision: revision)
        }
    }

    // MARK: Output

    private func ledgerHeaders(
        _ envelope: Envelope, _ topic: DepartmentTopic, _ accepted: Accepted, _ receipt: Receipt
    ) -> KafkaHeaders {
        var headers = KafkaHeaders(capacity: 14)
        headers.append("ce_specversion", "1.0")
        headers.append("ce_id", receipt.event)
        headers.append("ce_source", topic.binding.party)
        headers.append("ce_type", EventType.text(record: topic.record.record, operation: accepted.record.operation.name))
        if let time = envelope.time, time.count <= 64 { headers.append("ce_time", time) }
        headers.append("ce_subject", accepted.record.subjectKey)
        headers.append("ce_dataschema", accepted.record.contract.reference.description)
        headers.append("content-type", "application/json")
        headers.append("ce_recordid", accepted.record.recordID.description)
        headers.append("ce_subjectkind", accepted.record.subjectKind.rawValue)
        if let list = accepted.record.list?.code { headers.append("ce_list", list) }
        if let revision = accepted.revision { headers.append("ce_revision", String(revision)) }
        headers.append("ce_origin", receipt.origin.description)
        if let trace = envelope.traceParent, trace.count <= 64 { headers.append("traceparent", trace) }
        return headers
    }

    private func sendDeadLetter(
        _ message: borrowing KafkaMessage, _ topic: DepartmentTopic, _ receipt: Receipt, _ outbox: Outbox
    ) throws(KafkaError) {
        var value = message.value
        let isCut = (value?.count ?? 0) > DeadLetter.longestValue
        if isCut, let whole = value { value = UnsafeRawBufferPointer(rebasing: whole[0..<DeadLetter.longestValue]) }
        let headers = DeadLetter.headers(
            message.copyHeaders(), key: message.key, faults: receipt.faults, stage: .ingest, origin: receipt.origin,
            timestamp: message.timestampMilliseconds, now: receipt.time, isCut: isCut)
        var failure: KafkaError?
        var id = receipt.event
        var pending: KafkaHeaders? = headers
        id.withUTF8 { key in
            do throws(KafkaError) {
                try outbox.send(
                    to: topic.deadLetters, key: UnsafeRawBufferPointer(key), value: value, headers: pending.take())
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
