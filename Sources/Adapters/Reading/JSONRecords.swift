import Contracts
import Credit
import JSON

/// Records in JSON: the message parsed once, the columns found by their names.
final class JSONRecords: RecordSource {
    private let adapter: Adapter
    private let parser: JSONParser
    private let pointer: JSONPointer
    private var text = UnsafeRawBufferPointer(start: nil, count: 0)
    private var records: [JSONView] = []

    /// - parameter limits: of a message.
    init(_ adapter: Adapter, limits: JSONLimits) {
        self.adapter = adapter
        pointer = JSONPointer(tokens: adapter.input.records)
        var limits = limits
        // A record of the depth allowed may stand in an array in an envelope.
        limits.maxDepth += pointer.tokens.count + 1
        parser = JSONParser(limits: limits)
    }

    func open(_ text: UnsafeRawBufferPointer) -> Result<Int, Faults> {
        self.text = text
        records.removeAll(keepingCapacity: true)
        let root: JSONView
        do {
            root = try parser.parse(text)
        } catch {
            return .failure(Faults(RecordChecker.fault(error, in: text, limits: parser.limits)))
        }
        guard let place = root.resolve(pointer) ?? (isRecord(root) ? root : nil) else { return Faults.count(0) }
        switch place.kind {
        case .object: records.append(place)
        case .array where place.count <= mostRecords: records.append(contentsOf: place.elements)
        case .array: return Faults.count(place.count)
        default: break
        }
        return Faults.count(records.count)
    }

    /// Whether a message without the envelope is a record by itself: one that was taken out of its message.
    private func isRecord(_ root: JSONView) -> Bool {
        root.members.contains { member in
            adapter.tree.find(hash: member.name.nameHash, level: 0) { member.name.isEqual(toUTF8: $0) } != nil
        }
    }

    func range(_ index: Int) -> Range<Int> {
        let record = records[index]
        // Of a string the raw bytes are those between the quotes.
        return record.offset..<record.offset + record.rawBytes.count + (record.kind == .string ? 2 : 0)
    }

    func read(_ index: Int, into values: RecordValues, faults: inout RecordFaults) -> Bool {
        guard records[index].kind == .object else {
            faults.add(Fault(.wrongType, keyword: "adapter", expected: "object"))
            return false
        }
        read(records[index], level: 0, values, &faults)
        return true
    }

    private func read(_ object: JSONView, level: Int, _ values: RecordValues, _ faults: inout RecordFaults) {
        let tree = adapter.tree
        for member in object.members {
            switch tree.find(hash: member.name.nameHash, level: level, where: { member.name.isEqual(toUTF8: $0) }) {
            case .column(let column): set(column, member.value, values)
            case .level(let next):
                switch member.value.kind {
                case .object: read(member.value, level: next, values, &faults)
                case .null: break
                default: faults.addWrongType(column: String(tree.path(of: next).dropLast()))
                }
            case .ignored: break
            case nil:
                if adapter.refusesOthers { member.name.withUTF8 { faults.addUnknown(tree.path(of: level), $0) } }
            }
        }
    }

    private func set(_ column: Int, _ value: JSONView, _ values: RecordValues) {
        switch value.kind {
        case .null: break
        case .string where value.hasEscapes:
            let first = values.decoded.count
            value.withUTF8 { values.decoded.append($0) }
            values.set(column, values.decoded.bytes(from: first))
        case .string, .number, .true, .false: values.set(column, value.rawBytes)
        case .object, .array: values.setStructure(column, value.rawBytes)
        }
    }
}
