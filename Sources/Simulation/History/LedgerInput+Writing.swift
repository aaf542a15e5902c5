import Credit
import Hub
import Kafka

extension LedgerEvent {
    /// The headers of its message on `ledger.in`, as ingest writes them.
    var headers: KafkaHeaders {
        var headers = KafkaHeaders(capacity: 12)
        headers.append("ce_specversion", "1.0" as StaticString)
        headers.append("ce_id", id)
        headers.append("ce_source", party)
        headers.append("ce_type", EventType.text(record: record, operation: operation))
        headers.append("ce_subject", subjectKey)
        headers.append("ce_dataschema", contract)
        headers.append("content-type", "application/json" as StaticString)
        headers.append("ce_recordid", recordID.description)
        headers.append("ce_subjectkind", subjectKind.rawValue)
        if let listCode { headers.append("ce_list", listCode) }
        if let region { headers.append("ce_region", region) }
        if let revision { headers.append("ce_revision", String(revision)) }
        headers.append("ce_origin", origin.description)
        return headers
    }
}

extension LedgerInput {
    /// The key of its message: the subject's.
    var key: [UInt8]? {
        switch self {
        case .event(let event): Array(event.subjectKey.utf8)
        case .note(let note): note.subjectKey.map { Array($0.utf8) }
        case .digest(let command): Array(command.event.utf8)
        case .confirmation(let confirmation): Array(confirmation.event.utf8)
        case .listFilePart(let part): Array(part.event.utf8)
        case .listFileEnd(let end): Array(end.event.utf8)
        case .delivered(let command): Array(command.event.utf8)
        case .calendar(let command): Array(command.event.utf8)
        case .timer, .subscription: nil
        }
    }

    var content: [UInt8]? {
        switch self {
        case .event(let event): event.content
        case .note(let note): note.content
        case .confirmation(let confirmation): confirmation.value
        case .listFilePart(let part): part.value
        case .listFileEnd(let end): end.value
        case .delivered(let command): command.value
        case .timer, .subscription, .digest, .calendar: nil
        }
    }

    var headers: KafkaHeaders {
        switch self {
        case .event(let event): event.headers
        case .note(let note): note.headers
        case .digest(let command): command.headers
        case .confirmation(let confirmation): confirmation.headers
        case .listFilePart(let part): part.headers
        case .listFileEnd(let end): end.headers
        case .delivered(let command): command.headers
        case .calendar(let command): command.headers
        case .timer, .subscription: KafkaHeaders(capacity: 0)
        }
    }
}
