import Contracts
import Credit
import Glibc
import JSON
import Kafka

/// 接入: consumes the topics of departments, of upper platforms and of subscribers' feedback, checks each record against its contract
/// and its party's binding, and hands the good ones to the ledger under their subject's key. Every record gets a receipt; a refused one is a dead letter too.
///
/// Stateless: all it knows stands in its configuration.
package final class IngestStage: Stage {
    package let name = "ingest"
    package let inputs: [String]

    private let topology: Topology
    private let catalogue: Catalogue
    private let checker: RecordChecker
    private let clock: any Clock
    private var topics: [String: IngestTopic] = [:]
    /// Topics of upper platforms that send full list files down.
    private var listFileTopics: [String: ListFileTopic] = [:]
    /// The same topics, for the cases that stand between the files, by the names of their records.
    private var caseTopics: [String: [String: IngestTopic]] = [:]
    /// What subscribers say of their views, beside their feedback.
    private var viewRequests: [String: ViewRequests] = [:]
    /// The same by librdkafka's handle, so that no message needs its topic's name.
    private var topicByIdentity: [UnsafeRawPointer: IngestTopic] = [:]
    private var lastTopic: (identity: UnsafeRawPointer, topic: IngestTopic)?
    private var ledgerInput: OutboxTopic?
    private var writer = JSONWriter(capacity: 2048)
    /// `topic/partition/offset` of the message at hand, and `#record` behind it in a message of several.
    private var place: [UInt8] = []
    /// The id of the event at hand, where its sender gave none or its message holds several.
    private var eventID: [UInt8] = []
    private var scratch: [UInt8] = []
    /// The text of the moment at hand.
    private var now = Timestamp(milliseconds: 0)
    private var nowText: [UInt8] = []

    package init(topology: Topology, catalogue: Catalogue, subjectKeys: SubjectKeys, clock: any Clock) {
        self.topology = topology
        self.catalogue = catalogue
        self.clock = clock
        checker = RecordChecker(subjectKeys: subjectKeys)
        inputs = topology.ingestTopics
    }

    package func open(_ outbox: Outbox) throws(KafkaError) {
        topics = [:]
        topicByIdentity = [:]
        lastTopic = nil
        let ledger = try outbox.topic(topology.names.ledgerInput)
        ledgerInput = ledger
        listFileTopics = [:]
        caseTopics = [:]
        for platform in topology.platforms where platform.sendsDown {
            let name = topology.names.platformInput(platform.party)
            let receipts = try outbox.topic(topology.names.receipts(platform.party))
            let deadLetters = try outbox.topic(topology.names.deadLetters(platform.party))
            listFileTopics[name] = ListFileTopic(
                name: name, platform: platform, catalogue: catalogue, checker: checker, receipts: receipts, deadLetters: deadLetters,
                ledgerInput: ledger, partitions: topology.ledgerPartitions)
            let binding = DepartmentBinding(sentDownBy: platform)
            for record in binding.records {
                caseTopics[name, default: [:]][record.record] = IngestTopic(
                    name: name, intake: Intake(binding: binding, record: record, catalogue: catalogue, checker: checker), receipts: receipts,
                    deadLetters: deadLetters)
            }
        }
        viewRequests = [:]
        for subscriber in topology.subscribers where subscriber.givesFeedback {
            let name = topology.names.feedback(subscriber.party)
            let receipts = try outbox.topic(topology.names.receipts(subscriber.party))
            let deadLetters = try outbox.topic(topology.names.deadLetters(subscriber.party))
            viewRequests[name] = ViewRequests(
                name: name, party: subscriber.party, receipts: receipts, deadLetters: deadLetters, ledgerInput: ledger,
                partitions: topology.ledgerPartitions)
            let binding = DepartmentBinding(feedbackOf: subscriber, catalogue)
            for record in binding.records {
                topics[name] = IngestTopic(
                    name: name, intake: Intake(binding: binding, record: record, catalogue: catalogue, checker: checker), receipts: receipts,
                    deadLetters: deadLetters)
            }
        }
        for department in topology.departments {
            let receipts = try outbox.topic(topology.names.receipts(department.party))
            let deadLetters = try outbox.topic(topology.names.deadLetters(department.party))
            for record in department.records {
                let name = topology.names.department(department.party, record.record)
                topics[name] = IngestTopic(
                    name: name,
                    intake: Intake(binding: department, record: record, catalogue: catalogue, checker: checker),
                    receipts: receipts, deadLetters: deadLetters)
            }
        }
    }

    package func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError) {
        guard let topic = topic(of: message) else { return try handle(sentDown: message, outbox) }
        try handle(message, Envelope(message), topic, outbox)
    }

    /// A message of an upper platform: a piece of a list file, or a step of a case.
    private func handle(sentDown message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError) {
        let name = message.topic
        let envelope = Envelope(message)
        if let record = envelope.type.flatMap({ EventType.parse($0) })?.record, let topic = caseTopics[name]?[record] {
            return try handle(message, envelope, topic, outbox)
        }
        try listFileTopics[name]?.handle(message, envelope, now: clock.now(), outbox)
    }

    private func handle(
        _ message: borrowing KafkaMessage, _ envelope: Envelope, _ topic: IngestTopic, _ outbox: Outbox
    ) throws(KafkaError) {
        look(at: clock.now())
        if let type = envelope.type, ViewRequest.handles(type), let requests = viewRequests[topic.name] {
            return try requests.handle(message, envelope, now: now, outbox)
        }
        let fault = envelope.id.flatMap { EventID.fault(of: $0) }
        let count = topic.intake.open(message.value, envelope, fault: fault, today: now.day)
        for index in 0..<count {
            let record = count == 1 ? nil : Int32(index)
            note(place: message, topic, record)
            if let id = envelope.id, fault == nil, record == nil {
                try take(index, record, id, message, envelope, topic, outbox)
            } else {
                eventID.removeAll(keepingCapacity: true)
                if let id = envelope.id, fault == nil {
                    eventID.append(contentsOf: id)
                    eventID.append(UInt8(ascii: "#"))
                    DecimalDigits.append(UInt64(index), to: &eventID)
                } else {
                    eventID += place
                }
                // A copy of the reference: the bytes stay where they are while the record is taken.
                let id = eventID
                var failure: KafkaError?
                id.withUnsafeBytes { id in
                    do throws(KafkaError) {
                        try take(index, record, id, message, envelope, topic, outbox)
                    } catch {
                        failure = error
                    }
                }
                if let failure { throw failure }
            }
        }
    }

    private func look(at moment: Timestamp) {
        guard moment.milliseconds != now.milliseconds || nowText.isEmpty else { return }
        now = moment
        nowText.removeAll(keepingCapacity: true)
        moment.append(to: &nowText)
    }

    private func note(place message: borrowing KafkaMessage, _ topic: IngestTopic, _ record: Int32?) {
        place.removeAll(keepingCapacity: true)
        place.append(contentsOf: topic.name.utf8)
        place.append(UInt8(ascii: "/"))
        DecimalDigits.append(UInt64(message.partition), to: &place)
        place.append(UInt8(ascii: "/"))
        DecimalDigits.append(UInt64(message.offset), to: &place)
        guard let record else { return }
        place.append(UInt8(ascii: "#"))
        DecimalDigits.append(UInt64(record), to: &place)
    }

    private func topic(of message: borrowing KafkaMessage) -> IngestTopic? {
        let identity = message.topicIdentity
        if let lastTopic, lastTopic.identity == identity { return lastTopic.topic }
        guard let topic = topicByIdentity[identity] ?? topics[message.topic] else { return nil }
        topicByIdentity[identity] = topic
        lastTopic = (identity, topic)
        return topic
    }

    /// One record: to the ledger or to the dead letters, and a receipt in any case.
    private func take(
        _ index: Int, _ number: Int32?, _ id: UnsafeRawBufferPointer, _ message: borrowing KafkaMessage, _ envelope: Envelope,
        _ topic: IngestTopic, _ outbox: Outbox
    ) throws(KafkaError) {
        let item = topic.intake.check(index)
        if let record = item.record, item.faults.isEmpty {
            let texts = topic.texts(of: record, named: item.contract, operation: item.operation)
            try sendToLedger(record, item, texts, index, isWhole: number == nil, id, message, envelope, topic, outbox)
            if item.sender == nil, ReceivedReceipt.takes(event: id) {
                scratch.removeAll(keepingCapacity: true)
                texts.receipt.append(
                    to: &scratch, event: id, recordID: record.recordID, partition: message.partition, offset: message.offset,
                    record: number, time: nowText)
                return try outbox.send(to: topic.receipts, key: id, value: scratch)
            }
        }
        let origin = Origin(topic: topic.name, partition: message.partition, offset: message.offset, record: number)
        var receipt = Receipt(
            event: id.text, status: .received, stage: .ingest, operation: item.operation?.name, recordID: item.record?.recordID,
            contract: item.contract?.reference.description, origin: origin, time: now, sender: item.sender)
        if !item.faults.isEmpty {
            receipt.status = .rejected
            receipt.faults = item.faults
            try sendDeadLetter(index, id, message, topic, receipt, outbox)
        }
        writer.reset()
        receipt.write(to: &writer)
        try outbox.send(to: topic.receipts, key: id, value: writer.bytes)
    }

    // MARK: Output

    private func sendToLedger(
        _ record: CheckedRecord, _ item: Intake.Item, _ texts: IngestTopic.Texts, _ index: Int, isWhole: Bool,
        _ id: UnsafeRawBufferPointer, _ message: borrowing KafkaMessage, _ envelope: Envelope, _ topic: IngestTopic, _ outbox: Outbox
    ) throws(KafkaError) {
        guard let ledgerInput else { return }
        var headers = KafkaHeaders(capacity: 16)
        headers.append("ce_specversion", "1.0" as StaticString)
        headers.append("ce_id", id)
        headers.append("ce_source", topic.party)
        headers.append("ce_type", texts.type)
        if let time = envelope.time, time.count <= 64 { headers.append("ce_time", time) }
        headers.append("ce_subject", record.subjectKey)
        headers.append("ce_dataschema", texts.schema)
        headers.append("content-type", "application/json" as StaticString)
        scratch.removeAll(keepingCapacity: true)
        record.recordID.append(to: &scratch)
        headers.append("ce_recordid", scratch)
        headers.append("ce_subjectkind", record.subjectKind.rawValue)
        if let list = record.list?.code { headers.append("ce_list", list) }
        headers.append("ce_region", topic.region)
        if let revision = item.revision { headers.append("ce_revision", String(revision)) }
        headers.append("ce_origin", place)
        if let id = item.sender?.id { headers.append("ce_senderid", id) }
        if let row = item.sender?.row { headers.append("ce_senderrow", row) }
        if let trace = envelope.traceParent, trace.count <= 64 { headers.append("traceparent", trace) }
        appendOriginal(index, record, message, topic, &headers)
        if !isWhole || !envelope.isStandard(type: texts.type, schema: texts.schema) {
            headers.append("credithub.original.headers", OriginalHeaders.encode(message))
        }

        var failure: KafkaError?
        var pending: KafkaHeaders? = headers
        var key = record.subjectKey
        topic.intake.withCanonical { canonical in
            key.withUTF8 { key in
                do throws(KafkaError) {
                    try outbox.send(
                        to: ledgerInput, key: UnsafeRawBufferPointer(key), value: canonical, headers: pending.take(),
                        timestampMilliseconds: OriginalTime.kept(message.timestampMilliseconds, now: now))
                } catch {
                    failure = error
                }
            }
        }
        if let failure { throw failure }
    }

    /// What the ledger's dead letters need of the message as it came, where the canonical form is not the same: compression
    /// makes the likeness of the two cheap.
    private func appendOriginal(
        _ index: Int, _ record: CheckedRecord, _ message: borrowing KafkaMessage, _ topic: IngestTopic,
        _ headers: inout KafkaHeaders
    ) {
        let original = topic.intake.original(index)
        let isCanonical = topic.intake.withCanonical { $0.count == original.count && memcmp($0.baseAddress!, original.baseAddress!, $0.count) == 0 }
        if !isCanonical { headers.append("credithub.original.value", original) }
        if let key = message.key {
            if !key.elementsEqual(record.subjectKey.utf8) { headers.append("credithub.original.key", key) }
        } else {
            headers.append("credithub.original.key", nil as UnsafeRawBufferPointer?)
        }
        if !OriginalTime.keeps(message.timestampMilliseconds, now: now) {
            headers.append("credithub.original.timestamp", String(message.timestampMilliseconds))
        }
    }

    private func sendDeadLetter(
        _ index: Int, _ id: UnsafeRawBufferPointer, _ message: borrowing KafkaMessage, _ topic: IngestTopic, _ receipt: Receipt, _ outbox: Outbox
    ) throws(KafkaError) {
        let value = receipt.origin.record == nil ? message.value : topic.intake.original(index)
        try DeadLetter.send(message, value: value, key: id, receipt: receipt, now: now, to: topic.deadLetters, outbox)
    }
}
