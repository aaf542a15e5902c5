import Credit
import JSON
import Kafka

/// What a subscriber says of its view, on `feedback.<party>`: that it holds everything up to a number (确认), or that it wants to be
/// told the digest (摘要). Both go to the partition of the ledger that writes that partition of the view.
final class ViewRequests {
    private let name: String
    private let party: String
    private let receipts: OutboxTopic
    private let deadLetters: OutboxTopic
    private let ledgerInput: OutboxTopic
    private let partitions: Int32
    private let parser = JSONParser()
    private var writer = JSONWriter(capacity: 512)

    init(
        name: String, party: String, receipts: OutboxTopic, deadLetters: OutboxTopic, ledgerInput: OutboxTopic, partitions: Int32
    ) {
        self.name = name
        self.party = party
        self.receipts = receipts
        self.deadLetters = deadLetters
        self.ledgerInput = ledgerInput
        self.partitions = partitions
    }

    func handle(_ message: borrowing KafkaMessage, _ envelope: Envelope, now: Timestamp, _ outbox: Outbox) throws(KafkaError) {
        let origin = Origin(topic: name, partition: message.partition, offset: message.offset)
        let isConfirmation = envelope.type.map { ViewRequest.isConfirmation($0) } ?? false
        var receipt = Receipt(
            event: origin.description, status: .received, stage: .ingest, operation: isConfirmation ? "confirmed" : "digest-requested",
            origin: origin, time: now)
        var request: ViewRequest?
        do throws(Fault) {
            if let id = envelope.id {
                if let fault = EventID.fault(of: id) { throw fault }
                receipt.event = id.text
            }
            request = try ViewRequest(message.value, envelope, party: party, partitions: partitions, parser: parser)
        } catch {
            receipt.status = .rejected
            receipt.faults = [error]
            try DeadLetter.send(message, value: message.value, receipt: receipt, to: deadLetters, outbox)
        }
        switch request {
        case .confirmation(let partition, let number):
            let command = Confirmation(event: receipt.event, party: party, number: number, origin: receipt.origin)
            try outbox.send(to: ledgerInput, partition: partition, key: command.event, value: command.value, headers: command.headers)
        case .digest(let partition):
            for target in partition.map({ $0...$0 }) ?? 0...(partitions - 1) {
                let command = DigestCommand(event: receipt.event, party: party)
                try outbox.send(to: ledgerInput, partition: target, key: command.event, value: nil, headers: command.headers)
            }
            // The digest itself is the answer.
            receipt.status = .accepted
        case nil: break
        }
        writer.reset()
        receipt.write(to: &writer)
        try outbox.send(to: receipts, key: receipt.event, value: writer.bytes)
    }
}
