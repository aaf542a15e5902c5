import Credit
import JSON
import Kafka

/// What a subscriber says of its view, on `feedback.<party>`: that it holds everything up to a number (确认), or that it wants to be
/// told the digest (摘要). Both go to the partition of the ledger that writes that partition of the view.
final class ViewRequests {
    /// `ce_type` of a confirmation: `{"partition":p,"sequence":n}`.
    static let confirmedType: StaticString = "cn.credit.view.confirmed"
    /// `ce_type` of a request: `{}` or `{"partition":p}`.
    static let digestType: StaticString = "cn.credit.view.digest-requested"

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

    static func handles(_ type: UnsafeRawBufferPointer) -> Bool { type.isEqual(confirmedType) || type.isEqual(digestType) }

    func handle(_ message: borrowing KafkaMessage, _ envelope: Envelope, now: Timestamp, _ outbox: Outbox) throws(KafkaError) {
        let origin = Origin(topic: name, partition: message.partition, offset: message.offset)
        let isConfirmation = envelope.type.map { $0.isEqual(Self.confirmedType) } ?? false
        var receipt = Receipt(
            event: origin.description, status: .received, stage: .ingest, operation: isConfirmation ? "confirmed" : "digest-requested",
            origin: origin, time: now)
        do {
            if let id = envelope.id {
                if let fault = EventID.fault(of: id) { throw fault }
                receipt.event = id.text
            }
            if let source = envelope.source, !source.elementsEqual(party.utf8) {
                throw Fault(.sourceIsNotParty, keyword: "ce_source", expected: party)
            }
            if isConfirmation {
                try confirm(message, receipt, outbox)
            } else {
                try request(message, receipt, outbox)
                // The digest itself is the answer.
                receipt.status = .accepted
            }
        } catch let error as KafkaError {
            throw error
        } catch {
            receipt.status = .rejected
            receipt.faults = [error as? Fault ?? Fault(.internalError)]
            try DeadLetter.send(message, value: message.value, receipt: receipt, to: deadLetters, outbox)
        }
        writer.reset()
        receipt.write(to: &writer)
        try outbox.send(to: receipts, key: receipt.event, value: writer.bytes)
    }

    private func confirm(_ message: borrowing KafkaMessage, _ receipt: Receipt, _ outbox: Outbox) throws {
        let view = try read(message)
        guard let partition = try partition(view) else { throw Fault(.missing, path: "/partition") }
        guard let number = view.member("sequence")?.intValue, number > 0 else { throw Fault(.missing, path: "/sequence", expected: "≥ 1") }
        let command = Confirmation(event: receipt.event, party: party, number: Int64(number), origin: receipt.origin)
        try outbox.send(to: ledgerInput, partition: partition, key: command.event, value: command.value, headers: command.headers)
    }

    private func request(_ message: borrowing KafkaMessage, _ receipt: Receipt, _ outbox: Outbox) throws {
        let partition = try partition(try read(message))
        for target in partition.map({ $0...$0 }) ?? 0...(partitions - 1) {
            let command = DigestCommand(event: receipt.event, party: party)
            try outbox.send(to: ledgerInput, partition: target, key: command.event, value: nil, headers: command.headers)
        }
    }

    private func read(_ message: borrowing KafkaMessage) throws(Fault) -> JSONView {
        guard let value = message.value, !value.isEmpty else { throw Fault(.emptyValue) }
        do {
            let view = try parser.parse(value)
            guard view.kind == .object else { throw Fault(.wrongType, expected: "object") }
            return view
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(.notJSON)
        }
    }

    /// The partition that it is about; nil where none is named.
    private func partition(_ view: JSONView) throws(Fault) -> Int32? {
        guard let member = view.member("partition") else { return nil }
        guard let partition = member.intValue, (0..<Int(partitions)).contains(partition) else {
            throw Fault(.outOfRange, path: "/partition", expected: "0…\(partitions - 1)")
        }
        return Int32(partition)
    }
}
