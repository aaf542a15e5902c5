import Contracts
import Credit
import Kafka

/// One department topic in the running stage: its intake, where its answers go, and the texts that its headers repeat.
final class IngestTopic {
    let name: String
    let intake: Intake
    let receipts: KafkaProducer.Topic
    let deadLetters: KafkaProducer.Topic
    private var types: [(operation: ObjectIdentifier, text: [UInt8])] = []
    private var schemas: [(contract: ObjectIdentifier, text: [UInt8])] = []

    init(name: String, intake: Intake, receipts: KafkaProducer.Topic, deadLetters: KafkaProducer.Topic) {
        self.name = name
        self.intake = intake
        self.receipts = receipts
        self.deadLetters = deadLetters
    }

    /// `ce_type` of an operation.
    func type(of operation: Contracts.Operation) -> [UInt8] {
        let id = ObjectIdentifier(operation)
        if let known = types.first(where: { $0.operation == id }) { return known.text }
        let text = Array(EventType.text(record: intake.record.record, operation: operation.name).utf8)
        types.append((id, text))
        return text
    }

    /// `ce_dataschema` of a contract.
    func schema(of contract: Contract) -> [UInt8] {
        let id = ObjectIdentifier(contract)
        if let known = schemas.first(where: { $0.contract == id }) { return known.text }
        let text = Array(contract.reference.description.utf8)
        schemas.append((id, text))
        return text
    }
}
