import Contracts
import Credit
import Kafka

/// What ingest knows of one department topic: whose it is, what may stand in it, where its answers go.
final class DepartmentTopic {
    let name: String
    let binding: DepartmentBinding
    let record: DepartmentBinding.Record
    let contracts: [Contract]
    /// What lifts records of old versions.
    let lifting: RecordChecker.Lifting
    let receipts: KafkaProducer.Topic
    let deadLetters: KafkaProducer.Topic
    /// The contract and operation that the last headers named: consecutive events mostly name the same.
    private var lastSchema: (bytes: [UInt8], contract: Contract)?
    private var lastType: (bytes: [UInt8], operation: String)?

    init(
        name: String, binding: DepartmentBinding, record: DepartmentBinding.Record, contracts: [Contract],
        lifting: RecordChecker.Lifting, receipts: KafkaProducer.Topic, deadLetters: KafkaProducer.Topic
    ) {
        self.name = name
        self.binding = binding
        self.record = record
        self.contracts = contracts
        self.lifting = lifting
        self.receipts = receipts
        self.deadLetters = deadLetters
    }

    /// The contract that `ce_dataschema` names, or the binding's own where it names none.
    func contract(_ schema: UnsafeRawBufferPointer?, known: Catalogue) -> Result<Contract, Fault> {
        guard let schema else { return .success(contracts[0]) }
        if let lastSchema, schema.elementsEqual(lastSchema.bytes) { return .success(lastSchema.contract) }
        guard schema.count <= 120, let reference = ContractReference(schema.text), known.contract(reference) != nil else {
            return .failure(
                Fault(.unknownContract, path: "", expected: contracts.map(\.reference.description).joined(separator: " | ")))
        }
        guard let contract = contracts.first(where: { $0.reference == reference }) else {
            return .failure(
                Fault(
                    .contractNotAllowed, expected: contracts.map(\.reference.description).joined(separator: " | "),
                    value: reference.description))
        }
        lastSchema = (Array(schema), contract)
        return .success(contract)
    }

    /// The operation that `ce_type` names, or the contract's default one.
    func operation(_ type: UnsafeRawBufferPointer?, of contract: Contract) -> Result<Contracts.Operation, Fault> {
        guard let type else { return .success(contract.defaultOperation) }
        if let lastType, type.elementsEqual(lastType.bytes), let operation = contract.operation(lastType.operation) {
            return .success(operation)
        }
        let legal = contract.operations.map { EventType.text(record: record.record, operation: $0.name) }
            .joined(separator: " | ")
        guard let (named, operation) = EventType.parse(type) else { return .failure(Fault(.unknownOperation, expected: legal)) }
        guard named == record.record else { return .failure(Fault(.contractNotAllowed, expected: legal, value: named)) }
        guard let operation = contract.operation(operation) else {
            return .failure(Fault(.unknownOperation, expected: legal))
        }
        lastType = (Array(type), operation.name)
        return .success(operation)
    }
}
