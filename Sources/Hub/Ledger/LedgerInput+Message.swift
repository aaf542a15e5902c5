import Contracts
import Credit
import JSON
import Kafka

extension LedgerInput {
    /// Reads a message of `ledger.in` outside of the stage, for benches; nil if it is none that the hub or its tools wrote.
    package static func read(_ message: borrowing KafkaMessage, catalogue: Catalogue, parser: JSONParser) -> LedgerInput? {
        LedgerInput(message, Envelope(message), catalogue: catalogue, parser: parser)
    }

    /// Reads a command of the hub to its own ledger; nil for anything else.
    package static func command(_ message: borrowing KafkaMessage, parser: JSONParser) -> LedgerInput? {
        LedgerCommand.read(message, Envelope(message), parser: parser)
    }

    /// The id of the event or command.
    package var eventID: String {
        switch self {
        case .event(let event): event.id
        case .timer(let timer, _): timer.eventID
        case .note(let note): note.event
        case .subscription(let command): command.event
        case .digest(let command): command.event
        case .confirmation(let confirmation): confirmation.event
        case .delivered(let command): command.event
        case .calendar(let command): command.event
        case .listFilePart(let part): part.event
        case .listFileEnd(let end): end.event
        }
    }

    /// Reads a message of `ledger.in`; nil if it is none that the hub or its tools wrote.
    init?(_ message: borrowing KafkaMessage, _ envelope: Envelope, catalogue: Catalogue, parser: JSONParser) {
        guard let type = envelope.type else { return nil }
        if type.isEqual(LedgerTimer.eventType) {
            guard let timer = envelope.id.flatMap({ LedgerTimer(eventID: $0.text) }) else { return nil }
            self = .timer(timer, Origin(topic: message.topic, partition: message.partition, offset: message.offset))
        } else if type.isEqual(OperatorNote.eventType) {
            guard let note = OperatorNote(message, envelope, parser: parser) else { return nil }
            self = .note(note)
        } else if type.starts(with: LedgerCommand.prefix) {
            guard let input = LedgerCommand.read(message, envelope, parser: parser) else { return nil }
            self = input
        } else {
            guard let event = LedgerEvent(message, envelope, catalogue: catalogue, parser: parser) else { return nil }
            self = .event(event)
        }
    }
}

extension LedgerTimer {
    /// `ce_type` of a timer's command.
    static let eventType: StaticString = "cn.credit.command.timer"

    /// The headers of its command, which needs no value.
    var headers: KafkaHeaders {
        var headers = KafkaHeaders(capacity: 4)
        headers.append("ce_specversion", "1.0" as StaticString)
        headers.append("ce_id", eventID)
        headers.append("ce_source", "credithub" as StaticString)
        headers.append("ce_type", Self.eventType)
        return headers
    }
}

extension OperatorNote {
    /// `ce_type` of an operator's note.
    static let eventType: StaticString = "cn.credit.command.note"

    /// The headers of its message on `ledger.in`, whose value is ``content``.
    public var headers: KafkaHeaders {
        var headers = KafkaHeaders(capacity: 7)
        headers.append("ce_specversion", "1.0" as StaticString)
        headers.append("ce_id", event)
        headers.append("ce_source", "credithub" as StaticString)
        headers.append("ce_type", Self.eventType)
        headers.append("content-type", "application/json" as StaticString)
        headers.append("credithub.actor", actor)
        headers.append("credithub.action", action)
        return headers
    }

    fileprivate init?(_ message: borrowing KafkaMessage, _ envelope: Envelope, parser: JSONParser) {
        guard let id = envelope.id?.text, let actor = message.header("credithub.actor")?.text,
            let action = message.header("credithub.action")?.text, let value = message.value, (try? parser.parse(value)) != nil
        else { return nil }
        self.init(event: id, actor: actor, action: action, subjectKey: message.key?.text, content: Array(value))
    }
}

extension LedgerEvent {
    /// Reads an event of `ledger.in`; nil if it is not one that ingest wrote.
    fileprivate init?(_ message: borrowing KafkaMessage, _ envelope: Envelope, catalogue: Catalogue, parser: JSONParser) {
        guard let id = envelope.id?.text, let party = envelope.source?.text, let type = envelope.type,
            let (record, operation) = EventType.parse(type), let schema = envelope.dataSchema?.text,
            let reference = ContractReference(schema), let contract = catalogue.contract(reference),
            let recordID = envelope.recordID.flatMap({ Identifier128(hex: $0) }), let subject = envelope.subject?.text,
            let kind = envelope.subjectKind.flatMap({ SubjectKind(rawValue: $0.text) }),
            let origin = envelope.origin.flatMap({ Origin($0.text) }), let value = message.value
        else { return nil }
        let termEnd = contract.term.flatMap { rule in (try? parser.parse(value)).flatMap { rule.end(of: $0) } }
        self.init(
            id: id, party: party, kind: contract.kind, contract: schema, record: record, operation: operation,
            recordID: recordID, subjectKey: subject, subjectKind: kind, listCode: envelope.list?.text, region: envelope.region?.text,
            revision: envelope.revision.flatMap { Int($0.text) }, termEnd: termEnd, content: Array(value), origin: origin,
            sender: Sender.known(id: envelope.senderID?.text, row: envelope.senderRow?.text))
    }
}
