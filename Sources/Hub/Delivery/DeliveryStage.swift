import Contracts
import Credit
import JSON
import Kafka

/// 上报: takes the outboxes to the upper platforms, in each platform's own format, and tells the department that its record
/// was handed over.
///
/// The platform's message, the department's receipt and the outbox's offset commit together.
package final class DeliveryStage: Stage {
    package let name = "delivery"
    package let inputs: [String]

    private let topology: Topology
    private let catalogue: Catalogue
    private let clock: any Clock
    private let log: HubLog
    private let platforms: [String: PlatformBinding]
    private var targets: [String: OutboxTopic] = [:]
    private var receipts: [String: OutboxTopic] = [:]
    private var ledgerInput: OutboxTopic?
    /// What each platform got in this transaction, by partition: the number of the last message.
    private var delivered: [Delivered: Int64] = [:]

    private struct Delivered: Hashable {
        let platform: String
        let partition: Int32
    }

    private let parser = JSONParser()
    private var writer = JSONWriter(capacity: 2048)
    private var dateFields: [String: Set<String>] = [:]

    package init(topology: Topology, catalogue: Catalogue, clock: any Clock, log: HubLog) {
        self.topology = topology
        self.catalogue = catalogue
        self.clock = clock
        self.log = log
        platforms = Dictionary(uniqueKeysWithValues: topology.platforms.map { (topology.names.outbox($0.party), $0) })
        inputs = topology.platforms.map { topology.names.outbox($0.party) }
    }

    package func open(_ outbox: Outbox) throws(KafkaError) {
        targets = [:]
        receipts = [:]
        delivered = [:]
        ledgerInput = try outbox.topic(topology.names.ledgerInput)
        for (outboxTopic, platform) in platforms {
            targets[outboxTopic] = try outbox.topic(topology.names.named(platform.topic))
        }
        for department in topology.departments {
            receipts[department.party] = try outbox.topic(topology.names.receipts(department.party))
        }
    }

    package func handle(_ message: borrowing KafkaMessage, _ outbox: Outbox) throws(KafkaError) {
        let topic = message.topic
        guard let platform = platforms[topic], let target = targets[topic] else { return }
        let envelope = Envelope(message)
        guard let value = message.value, let change = try? parser.parse(value), let key = message.key,
            let id = envelope.id?.text, let party = envelope.source?.text, let origin = envelope.origin.flatMap({ Origin($0.text) })
        else {
            return log.write(
                .error, name, zh: "\(topic) 分区 \(message.partition) 偏移 \(message.offset) 不是台账写入的消息，已跳过",
                en: "\(topic) partition \(message.partition) offset \(message.offset) is no message that the ledger wrote; skipped")
        }
        let contract = change.member("contract")?.string ?? ""
        let reference = ContractReference(contract).flatMap { catalogue.contract($0) }
        PlatformFormat.write(
            change, title: reference?.title ?? contract, dateFields: platform.usesSlashDates ? dates(of: contract) : [],
            to: &writer)
        var headers = KafkaHeaders(capacity: 6)
        headers.append("ce_id", id)
        headers.append("ce_source", party)
        headers.append("ce_recordid", key)
        if let time = envelope.time { headers.append("ce_time", time) }
        if let trace = envelope.traceParent { headers.append("traceparent", trace) }
        headers.append("content-type", "application/json")
        try outbox.send(to: target, key: key.text, value: writer.bytes, headers: headers)

        if let number = message.header("ce_sequence").flatMap({ Int64($0.text) }) {
            delivered[Delivered(platform: platform.party, partition: message.partition)] = number
        }
        guard let receiptTopic = receipts[party] else { return }
        let receipt = Receipt(
            event: id, status: .delivered, stage: .upstream, operation: change.member("operation")?.string,
            recordID: Identifier128(hex: key), contract: contract, origin: origin, time: clock.now(),
            sender: Sender.known(id: envelope.senderID?.text, row: envelope.senderRow?.text), platform: platform.party)
        writer.reset()
        receipt.write(to: &writer)
        try outbox.send(to: receiptTopic, key: id, value: writer.bytes)
    }

    /// Tells the ledger what each platform has by now: cases may wait for just that.
    package func prepare(_ outbox: Outbox) throws(KafkaError) {
        guard let ledgerInput else { return }
        for (place, number) in delivered.sorted(by: { ($0.key.platform, $0.key.partition) < ($1.key.platform, $1.key.partition) }) {
            let command = DeliveryCommand(
                event: "delivered:\(place.platform):\(place.partition):\(number)", platform: place.platform, number: number)
            try outbox.send(
                to: ledgerInput, partition: place.partition, key: command.event, value: command.value, headers: command.headers)
        }
    }

    package func committed() {
        delivered = [:]
    }

    package func rolledBack() {
        delivered = [:]
    }

    private func dates(of contract: String) -> Set<String> {
        if let known = dateFields[contract] { return known }
        let fields = ContractReference(contract).flatMap { catalogue.contract($0)?.dateFields } ?? []
        dateFields[contract] = fields
        return fields
    }
}
