import Adapters
import Contracts
import Credit
import Hub
import JSON

/// Reads a file and checks each of its records exactly as ingest will, without sending anything.
public struct FilePreparation {
    private let order: PublishOrder
    private let check: IntakeCheck
    private let today: CivilDate
    private let key = RecordKey()

    /// - parameter today: the day for rules on dates.
    public init(_ order: PublishOrder, topology: Topology, catalogue: Catalogue, today: CivilDate) {
        self.order = order
        self.today = today
        // The secret only shapes the identity of natural persons' records, which is not used here.
        check = IntakeCheck(
            topology: topology, catalogue: catalogue, subjectKeys: SubjectKeys(secret: [UInt8](repeating: 0, count: 32)))
    }

    /// The records of the file, in their order.
    ///
    /// - throws: ``SetupError`` if it cannot be read, has no records, or names what the contract does not have.
    public func records(of file: HandedFile) throws(SetupError) -> [PreparedRecord] {
        let (records, adapter) = try read(file)
        guard !records.isEmpty else {
            throw SetupError(zh: "文件 \(file.path) 中没有记录", en: "the file \(file.path) holds no records")
        }
        return records.map { prepare($0, file, adapter) }
    }

    // MARK: Reading

    /// The records, and what knows the column of each field, if they have columns.
    private func read(_ file: HandedFile) throws(SetupError) -> (records: [FileRecord], adapter: Adapter?) {
        let facts = order.binding.adapterFacts
        func adapted(_ adapter: Adapter) -> AdaptedFile {
            AdaptedFile(path: file.path, adapter: adapter, operation: order.operation, facts: facts)
        }
        // An adapter of the binding knows the encoding of its department.
        if let adapter = order.adapter {
            let source = adapted(adapter)
            return (try order.format == .csv ? source.records(csv: file.bytes) : source.records(file.bytes), adapter)
        }
        let text = try file.text(order.encoding)
        switch order.format {
        case .csv:
            return try CSVFile(
                path: file.path, separator: order.separator, contract: order.contract, operation: order.operation, facts: facts
            ).records(text)
        case .xml:
            let adapter = try xmlAdapter()
            let records = try adapted(adapter).records(text)
            // A root without children looks like a record without columns.
            let isEmpty = records.count == 1 && records[0].faults.isEmpty && records[0].json == Array("{}".utf8)
            return (isEmpty ? [] : records, adapter)
        case .json, .jsonl:
            return (try JSONFile(path: file.path, contract: order.contract).records(text, isLines: order.format == .jsonl), nil)
        }
    }

    private func xmlAdapter() throws(SetupError) -> Adapter {
        do throws(AdapterLoadError) {
            return try Adapter.columns(of: order.contract, format: .xml, header: [])
        } catch {
            throw SetupError(zh: error.text(.zh), en: error.text(.en))
        }
    }

    // MARK: Checking

    private func prepare(_ record: FileRecord, _ file: HandedFile, _ adapter: Adapter?) -> PreparedRecord {
        let operation = record.operation.flatMap { order.contract.operation($0) } ?? order.operation
        var faults = record.faults
        // Of a record whose columns could not be told apart the contract would only say that everything is missing.
        let isUnread = record.json.isEmpty || faults.contains { $0.code == .columnCount }
        if !isUnread {
            faults += self.faults(of: record, operation.name).filter { fault in
                // What the adapter could not map is missing in its output: that needs no second fault.
                !(fault.code == .missing && record.faults.contains { $0.path == fault.path })
            }.map { adapter?.atColumn($0) ?? $0 }
        } else if faults.isEmpty {
            faults = [Fault(.emptyValue)]
        }
        return PreparedRecord(
            place: record.place, event: "\(file.mark)-\(record.place)", operation: operation.name,
            contract: order.contract.reference.description, value: record.json,
            key: key.key(of: record.json, contract: order.contract, operation: operation), revision: record.revision,
            senderID: record.senderID, faults: faults)
    }

    private func faults(of record: FileRecord, _ operation: String) -> [Fault] {
        let headers: [(name: String, value: [UInt8]?)] = [
            ("ce_source", Array(order.binding.party.utf8)),
            ("ce_type", Array(EventType.text(record: order.record.record, operation: operation).utf8)),
            ("ce_dataschema", Array(order.contract.reference.description.utf8)),
        ]
        let verdicts = check.check(
            party: order.binding.party, record: order.record.record, value: record.json, headers: headers, today: today)
        return verdicts.flatMap(\.faults)
    }
}
