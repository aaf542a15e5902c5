import Contracts
import Credit
import Kafka

extension LedgerEvent {
    /// Reads an event of `ledger.in`; nil if it is not one that ingest wrote.
    init?(_ message: borrowing KafkaMessage, _ envelope: Envelope, catalogue: Catalogue) {
        guard let id = envelope.id?.text, let party = envelope.source?.text, let type = envelope.type,
            let (record, operation) = EventType.parse(type), let schema = envelope.dataSchema?.text,
            let reference = ContractReference(schema), let contract = catalogue.contract(reference),
            let recordID = envelope.recordID.flatMap({ Identifier128(hex: $0) }), let subject = envelope.subject?.text,
            let kind = envelope.subjectKind.flatMap({ SubjectKind(rawValue: $0.text) }),
            let origin = envelope.origin.flatMap({ Origin($0.text) }), let value = message.value
        else { return nil }
        self.init(
            id: id, party: party, kind: contract.kind, contract: schema, record: record, operation: operation,
            recordID: recordID, subjectKey: subject, subjectKind: kind, listCode: envelope.list?.text,
            revision: envelope.revision.flatMap { Int($0.text) }, content: Array(value), origin: origin,
            sender: Sender.known(id: envelope.senderID?.text, row: envelope.senderRow?.text))
    }
}
