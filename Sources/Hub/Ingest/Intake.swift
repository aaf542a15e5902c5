import Adapters
import Contracts
import Credit
import JSON

/// What a topic of a department takes: reads one message after another, finds the records in it, and checks each against
/// its contract and the party's binding.
///
/// Knows nothing of Kafka, so that tools check what they are about to send exactly as ingest will. Used from one thread.
final class Intake {
    /// Longest message that is read, in bytes: it may hold many records. A longer one is refused, its head kept.
    static let longestMessage = 16 << 20
    /// Most records in one message.
    static let mostRecords = 10_000

    let binding: DepartmentBinding
    let record: DepartmentBinding.Record
    let contracts: [Contract]
    private let lifting: RecordChecker.Lifting
    private let catalogue: Catalogue
    private let checker: RecordChecker
    private lazy var arrayParser = JSONParser(
        limits: JSONLimits(maxBytes: Intake.longestMessage, maxDepth: RecordChecker.defaultLimits.maxDepth + 1))
    private var readers: [ObjectIdentifier: AdapterReader] = [:]
    /// The contract and operation that the last headers named: consecutive events mostly name the same.
    private var lastSchema: (bytes: [UInt8], contract: Contract)?
    private var lastType: (bytes: [UInt8], operation: Contracts.Operation, contract: Contract)?

    init(
        binding: DepartmentBinding, record: DepartmentBinding.Record, catalogue: Catalogue, checker: RecordChecker
    ) {
        self.binding = binding
        self.record = record
        self.catalogue = catalogue
        self.checker = checker
        contracts = record.accepts.compactMap { catalogue.contract($0) }
        lifting = RecordChecker.Lifting(catalogue, facts: binding.facts)
    }

    // MARK: A message

    /// One record of a message, checked.
    struct Item {
        /// The contract that the sender names or the binding gives.
        var contract: Contract?
        var operation: Contracts.Operation?
        /// Nil if there are faults.
        var record: CheckedRecord?
        var faults: [Fault]
        var sender: Sender?
        var revision: Int?
    }

    /// What the message at hand is.
    private enum Content {
        /// Refused as a whole.
        case none
        case direct(Contract)
        case array(Contract)
        case adapted(Adapter, AdapterReader)
    }

    private var content = Content.none
    private var envelope = Envelope([])
    private var today = CivilDate(days: 0)
    /// The message's value, and the same without a serialiser's prefix.
    private var whole = UnsafeRawBufferPointer(start: nil, count: 0)
    private var value = UnsafeRawBufferPointer(start: nil, count: 0)
    private var elements: [UnsafeRawBufferPointer] = []
    private var messageFaults: [Fault] = []
    private var headerRevision: Int?

    /// Takes up a message, whose memory must live until the next one.
    ///
    /// - parameter fault: what is wrong with it already.
    /// - returns: how many records it holds, at least one: a message that cannot be read counts as one, refused.
    func open(_ value: UnsafeRawBufferPointer?, _ envelope: Envelope, fault: Fault? = nil, today: CivilDate) -> Int {
        self.envelope = envelope
        self.today = today
        self.value = value ?? UnsafeRawBufferPointer(start: nil, count: 0)
        whole = self.value
        messageFaults.removeAll(keepingCapacity: true)
        if let fault { messageFaults.append(fault) }
        checkHeaders()
        content = .none
        guard self.value.count <= Self.longestMessage else {
            messageFaults.append(Fault(.tooLarge, expected: "≤ \(Self.longestMessage) bytes"))
            return 1
        }
        switch route() {
        case .failure(let fault):
            messageFaults.append(fault)
            return 1
        case .success(.contract(let contract)): return openDirect(contract)
        case .success(.adapter(let adapter)): return openAdapted(adapter)
        }
    }

    /// Checks one record of the message. After success ``withCanonical(_:)`` gives its canonical form.
    func check(_ index: Int) -> Item {
        switch content {
        case .none: return Item(faults: messageFaults)
        case .direct(let contract): return check(value, contract, Item(faults: messageFaults, revision: headerRevision))
        case .array(let contract): return check(elements[index], contract, Item(faults: messageFaults, revision: headerRevision))
        case .adapted(let adapter, let reader): return check(index, adapter, reader)
        }
    }

    /// The record's own bytes, as they came: of a message with one record, all of it.
    func original(_ index: Int) -> UnsafeRawBufferPointer {
        switch content {
        case .none, .direct: whole
        case .array: elements.count == 1 ? whole : elements[index]
        case .adapted(_, let reader): reader.original(index)
        }
    }

    /// The record in the contract's form, before it was made canonical.
    func contractForm(_ index: Int) -> UnsafeRawBufferPointer {
        switch content {
        case .none, .direct: value
        case .array: elements[index]
        case .adapted(_, let reader): reader.json
        }
    }

    /// The canonical form of the record that was accepted last.
    func withCanonical<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try checker.withCanonical(body)
    }

    // MARK: Headers

    private func checkHeaders() {
        if let source = envelope.source, !source.elementsEqual(binding.party.utf8) {
            messageFaults.append(Fault(.sourceIsNotParty, keyword: "ce_source", expected: binding.party))
        }
        headerRevision = nil
        guard let text = envelope.revision else { return }
        headerRevision = text.count <= 9 ? Int(text.text) : nil
        if headerRevision.map({ $0 < 1 }) ?? true {
            messageFaults.append(
                Fault(
                    .badHeader, keyword: "ce_revision",
                    message: Bilingual(zh: "消息头 ce_revision 应为正整数", en: "the header ce_revision must be a positive whole number")))
        }
    }

    private enum Route {
        case contract(Contract)
        case adapter(Adapter)
    }

    /// The way that `ce_dataschema` names: a contract, an adapter, or the binding's own where it names none.
    private func route() -> Result<Route, Fault> {
        guard let schema = envelope.dataSchema else {
            return .success(record.adapter(on: today).map { .adapter($0) } ?? .contract(contracts[0]))
        }
        if let lastSchema, schema.elementsEqual(lastSchema.bytes) { return .success(.contract(lastSchema.contract)) }
        let prefix = "adapter/"
        if schema.count <= 120, schema.starts(with: prefix.utf8) {
            let name = String(schema.text.dropFirst(prefix.count))
            guard let bound = record.adapters.first(where: { $0.adapter.name == name }) else {
                let known = record.adapters.map { prefix + $0.adapter.name }.joined(separator: " | ")
                return .failure(Fault(.unknownAdapter, keyword: "ce_dataschema", expected: known))
            }
            return .success(.adapter(bound.adapter))
        }
        let legal = contracts.map(\.reference.description).joined(separator: " | ")
        guard schema.count <= 120, let reference = ContractReference(schema.text), catalogue.contract(reference) != nil else {
            return .failure(Fault(.unknownContract, path: "", expected: legal))
        }
        guard let contract = contracts.first(where: { $0.reference == reference }) else {
            return .failure(Fault(.contractNotAllowed, expected: legal, value: reference.description))
        }
        lastSchema = (Array(schema), contract)
        return .success(.contract(contract))
    }

    /// The operation that `ce_type` names, or the contract's default one.
    private func operation(of contract: Contract) -> Result<Contracts.Operation, Fault> {
        guard let type = envelope.type else { return .success(contract.defaultOperation) }
        if let lastType, lastType.contract === contract, type.elementsEqual(lastType.bytes) { return .success(lastType.operation) }
        guard let (named, name) = EventType.parse(type) else { return .failure(unknownOperation(contract)) }
        guard named == record.record else {
            return .failure(Fault(.contractNotAllowed, expected: legalTypes(contract), value: named))
        }
        guard let operation = contract.operation(name) else { return .failure(unknownOperation(contract)) }
        lastType = (Array(type), operation, contract)
        return .success(operation)
    }

    private func legalTypes(_ contract: Contract) -> String {
        contract.operations.map { EventType.text(record: record.record, operation: $0.name) }.joined(separator: " | ")
    }

    private func unknownOperation(_ contract: Contract) -> Fault {
        Fault(.unknownOperation, expected: legalTypes(contract))
    }

    // MARK: Records in a contract's form

    private func openDirect(_ contract: Contract) -> Int {
        if value.count > 5, value[0] == 0 {
            // The five bytes that schema-registry serialisers put before the record: no JSON begins with a zero byte.
            value = UnsafeRawBufferPointer(rebasing: value[5...])
        }
        content = .direct(contract)
        guard Self.isArray(value) else { return 1 }
        do throws(JSONFault) {
            let view = try arrayParser.parse(value)
            elements.removeAll(keepingCapacity: true)
            for element in view.elements {
                // A text's bytes come without its quotes; what is no object, the contract refuses.
                let quotes = element.kind == .string ? 2 : 0
                let start = element.offset
                elements.append(UnsafeRawBufferPointer(rebasing: value[start..<start + element.rawBytes.count + quotes]))
            }
            content = .none
            guard !elements.isEmpty else {
                messageFaults.append(Fault(.noRecords))
                return 1
            }
            guard elements.count <= Self.mostRecords else {
                messageFaults.append(Fault(.tooManyRecords, expected: "≤ \(Self.mostRecords)"))
                return 1
            }
            content = .array(contract)
            return elements.count
        } catch {
            content = .none
            messageFaults.append(RecordChecker.fault(error, in: value, limits: arrayParser.limits))
            return 1
        }
    }

    private static func isArray(_ value: UnsafeRawBufferPointer) -> Bool {
        for byte in value {
            switch byte {
            case 0x20, 0x09, 0x0a, 0x0d: continue
            default: return byte == UInt8(ascii: "[")
            }
        }
        return false
    }

    private func check(_ text: UnsafeRawBufferPointer, _ contract: Contract, _ start: Item) -> Item {
        var item = start
        item.contract = contract
        if item.sender == nil { item.sender = headerSender() }
        guard contract.info.isAccepted(on: today) else {
            item.faults.append(Fault(.contractNotInForce, value: contract.reference.description))
            return item
        }
        if item.operation == nil {
            switch operation(of: contract) {
            case .success(let found): item.operation = found
            case .failure(let fault):
                item.faults.append(fault)
                return item
            }
        }
        guard let operation = item.operation else { return item }
        switch checker.check(text, contract: contract, operation: operation, today: today, lifting: lifting) {
        case .failure(let refused):
            item.faults += refused.all
            if let claim = refused.claim { item.faults += Provenance.faults(claim, operation: operation, binding: binding) }
        case .success(let record):
            let faults = Provenance.faults(record.claim, operation: record.operation, binding: binding)
            item.record = record
            if !faults.isEmpty { item.faults += faults }
        }
        return item
    }

    private func headerSender() -> Sender? {
        guard envelope.senderID != nil || envelope.senderRow != nil else { return nil }
        func text(_ bytes: UnsafeRawBufferPointer?) -> String? {
            guard let bytes, !bytes.isEmpty, bytes.count <= 64, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }), !ResidentID.occurs(in: bytes) else { return nil }
            return String(validating: bytes, as: UTF8.self)
        }
        return Sender.known(id: text(envelope.senderID), row: text(envelope.senderRow))
    }

    // MARK: Records in the department's own form

    private func openAdapted(_ adapter: Adapter) -> Int {
        let reader: AdapterReader
        if let known = readers[ObjectIdentifier(adapter)] {
            reader = known
        } else {
            reader = AdapterReader(adapter, limits: RecordChecker.defaultLimits)
            readers[ObjectIdentifier(adapter)] = reader
        }
        guard value.count > 0 else {
            messageFaults.append(Fault(.emptyValue))
            return 1
        }
        switch reader.open(value) {
        case .failure(let faults):
            messageFaults += faults.all
            return 1
        case .success(let count):
            content = .adapted(adapter, reader)
            return count
        }
    }

    private func check(_ index: Int, _ adapter: Adapter, _ reader: AdapterReader) -> Item {
        var start = Item(contract: adapter.contract, faults: messageFaults, revision: headerRevision)
        var named: Contracts.Operation?
        switch operation(of: adapter.contract) {
        case .success(let found): named = found
        case .failure(let fault): start.faults.append(fault)
        }
        let adapted = reader.adapt(index, facts: binding.adapterFacts, operation: named)
        start.faults += adapted.faults
        start.sender = Sender.known(id: adapted.senderID, row: adapted.row) ?? headerSender()
        if let revision = adapted.revision { start.revision = revision }
        start.operation = adapted.operation.flatMap { adapter.contract.operation($0) } ?? named
        guard adapted.isReadable, start.operation != nil else { return start }
        var item = check(reader.json, adapter.contract, start)
        guard !item.faults.isEmpty else { return item }
        // What the adapter could not map is missing in its output: that needs no second fault. The rest is told at the
        // sender's own columns.
        let told = Set(adapted.faults.map(\.path))
        var faults = start.faults
        for fault in item.faults.dropFirst(start.faults.count) where fault.path.isEmpty || !told.contains(fault.path) {
            faults.append(adapter.atColumn(fault))
        }
        item.faults = faults
        return item
    }
}
