import Contracts
import Credit
import JSON

/// Reads messages through one adapter, record by record.
///
/// Reuses its buffers: one for each thread.
public final class AdapterReader {
    /// Longest message, in bytes.
    static let mostBytes = 64 << 20

    private let adapter: Adapter
    private let limits: JSONLimits
    private let decoder: MessageDecoder
    private let source: any RecordSource
    private let values: RecordValues
    private let mapper: RecordMapper
    private var writer = JSONWriter(capacity: 4096)
    /// What the writer has written, where it stays until the next record.
    private let content = Scratch(capacity: 4096)
    private var count = 0

    /// - parameter limits: of a record; a message may have 64 MiB.
    public init(_ adapter: Adapter, limits: JSONLimits) {
        self.adapter = adapter
        self.limits = limits
        decoder = MessageDecoder(adapter.input)
        values = RecordValues(adapter)
        mapper = RecordMapper(adapter)
        source = switch adapter.input.format {
        case .json: JSONRecords(adapter, limits: JSONLimits(maxBytes: 2 * Self.mostBytes, maxDepth: limits.maxDepth))
        case .csv: CSVRecords(adapter)
        case .xml: XMLRecords(adapter)
        }
    }

    /// Decodes a message and finds its records. The message's memory must live until the next call.
    ///
    /// - returns: how many records there are; or why the message cannot be read at all.
    public func open(_ message: UnsafeRawBufferPointer) -> Result<Int, Faults> {
        count = 0
        guard !message.isEmpty else { return .failure(Faults(Fault(.emptyValue))) }
        guard message.count <= Self.mostBytes else {
            return .failure(Faults(Fault(.tooLarge, expected: "≤ \(Self.mostBytes) bytes")))
        }
        if let fault = decoder.decode(message) { return .failure(Faults(fault)) }
        let opened = source.open(decoder.text)
        if case .success(let number) = opened { count = number }
        return opened
    }

    /// Adapts one record of the message last opened; its content in the contract's form is ``json`` until the next call.
    ///
    /// - parameter operation: the operation that the message itself names (`ce_type`), for adapters without a rule for it.
    public func adapt(_ index: Int, facts: AdapterFacts, operation: Operation? = nil) -> AdaptedRecord {
        precondition(index >= 0 && index < count, "no such record")
        var record = AdaptedRecord()
        var faults = RecordFaults()
        content.reset()
        content.append("{}")
        let range = source.range(index)
        let text = UnsafeRawBufferPointer(rebasing: decoder.text[range])
        guard text.count <= limits.maxBytes else {
            record.faults = [Fault(.tooLarge, expected: "≤ \(limits.maxBytes) bytes")]
            record.isReadable = false
            return record
        }
        values.begin(text)
        if source.read(index, into: values, faults: &faults) {
            readSender(&record, &faults)
            let number = self.operation(named: operation, &record, &faults)
            mapper.map(values, facts: facts, operation: number, faults: &faults, to: &writer)
            content.reset()
            writer.withBytes { content.append($0) }
        } else {
            record.isReadable = false
        }
        record.faults = faults.all
        return record
    }

    /// The content of the record last adapted.
    public var json: UnsafeRawBufferPointer { content.bytes }

    /// The record's own bytes in the message, exactly as they came; of a message with one record, the whole message.
    public func original(_ index: Int) -> UnsafeRawBufferPointer {
        precondition(index >= 0 && index < count, "no such record")
        return count == 1 ? decoder.whole : decoder.original(source.range(index))
    }

    // MARK: Beside the content

    private func readSender(_ record: inout AdaptedRecord, _ faults: inout RecordFaults) {
        if let column = adapter.senderID { record.senderID = SenderText.read(values[column]) }
        if let column = adapter.row { record.row = SenderText.read(values[column]) }
        if let column = adapter.revision, !values[column].isEmpty || values.structure(column) != nil {
            let text = values[column]
            let revision = text.count <= 18 && text.allSatisfy({ $0 &- 0x30 <= 9 }) ? Int(String(decoding: text, as: UTF8.self)) : nil
            if let revision, revision >= 1 {
                record.revision = revision
            } else {
                faults.add(MappingFault.header(.badHeader, column: adapter.columns[column], expected: "1, 2, 3 …"))
            }
        }
    }

    /// The number of the record's operation among those of the contract.
    private func operation(named header: Operation?, _ record: inout AdaptedRecord, _ faults: inout RecordFaults) -> Int {
        let all = adapter.contract.operations
        switch adapter.operation {
        case .header: return header.flatMap { named in all.firstIndex { $0 === named } } ?? 0
        case .fixed(let number):
            record.operation = all[number].name
            return number
        case .column(let column, let table, let otherwise):
            var number = otherwise
            if case .text(let name) = table.match(values[column]) { number = all.firstIndex { name.elementsEqual($0.name.utf8) } }
            guard let number else {
                faults.add(MappingFault.header(.unknownOperation, column: adapter.columns[column], expected: table.allowed))
                return 0
            }
            record.operation = all[number].name
            return number
        }
    }
}
