import Contracts
import Credit
import Kafka

/// One department topic in the running stage: its intake, where its answers go, and the texts that its messages repeat.
final class IngestTopic {
    let name: String
    let intake: Intake
    let party: [UInt8]
    /// 行政区划 of the department.
    let region: [UInt8]
    let receipts: OutboxTopic
    let deadLetters: OutboxTopic
    private var texts: [Texts] = []
    private var last = 0

    /// What stands in every message about an operation of a contract.
    struct Texts {
        fileprivate let operation: ObjectIdentifier
        fileprivate let namedContract: ObjectIdentifier?
        /// `ce_type`
        let type: [UInt8]
        /// `ce_dataschema`
        let schema: [UInt8]
        let receipt: ReceivedReceipt
    }

    init(name: String, intake: Intake, receipts: OutboxTopic, deadLetters: OutboxTopic) {
        self.name = name
        self.intake = intake
        self.receipts = receipts
        self.deadLetters = deadLetters
        party = Array(intake.binding.party.utf8)
        region = Array(intake.binding.region.utf8)
    }

    /// The texts of a record that was taken.
    ///
    /// - parameter contract: the contract that the sender named: the receipt speaks of it, the message to the ledger of the newest.
    func texts(of record: CheckedRecord, named contract: Contract?, operation: Contracts.Operation?) -> Texts {
        let id = ObjectIdentifier(record.operation)
        let named = contract.map { ObjectIdentifier($0) }
        if last < texts.count, texts[last].operation == id, texts[last].namedContract == named { return texts[last] }
        if let known = texts.firstIndex(where: { $0.operation == id && $0.namedContract == named }) {
            last = known
            return texts[known]
        }
        let new = Texts(
            operation: id, namedContract: named,
            type: Array(EventType.text(record: intake.record.record, operation: record.operation.name).utf8),
            schema: Array(record.contract.reference.description.utf8),
            receipt: ReceivedReceipt(
                topic: name, contract: (contract ?? record.contract).reference.description,
                operation: (operation ?? record.operation).name))
        last = texts.count
        texts.append(new)
        return new
    }
}
