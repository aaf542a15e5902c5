import Contracts
import Credit
import JSON

/// Records in XML: elements of a path, their columns the elements inside.
final class XMLRecords: RecordSource {
    private let adapter: Adapter
    private var text = UnsafeRawBufferPointer(start: nil, count: 0)
    private var records: [Range<Int>] = []

    init(_ adapter: Adapter) { self.adapter = adapter }

    func range(_ index: Int) -> Range<Int> { records[index] }

    func read(_ index: Int, into values: RecordValues, faults: inout RecordFaults) -> Bool {
        let reader = XMLRecordReader(adapter: adapter, text: UnsafeRawBufferPointer(rebasing: text[records[index]]))
        reader.read(into: values, faults: &faults)
        return true
    }

    func open(_ text: UnsafeRawBufferPointer) -> Result<Int, Faults> {
        self.text = text
        records.removeAll(keepingCapacity: true)
        if let offset = XMLCharacters.firstIllegal(in: text) {
            return .failure(Faults(XMLFault(kind: .illegalCharacter, offset: offset).fault(in: text)))
        }
        do {
            try find()
        } catch {
            return .failure(Faults(error.fault(in: text)))
        }
        return Faults.count(records.count)
    }

    private func find() throws(XMLFault) {
        var scanner = XMLScanner(text)
        var level = 0
        /// On how many levels from the root the path has been followed.
        var followed = 0
        var record: (level: Int, start: Int)?
        var path = adapter.input.records
        while true {
            switch try scanner.next() {
            case .start(let range):
                let name = XMLRecordReader.localName(range, in: text)
                if level == 0 {
                    if path.isEmpty { path = try unknownPath(scanner, root: name) }
                    // A record that was taken out of its message stands without what was around it.
                    if let last = path.last, name.elementsEqual(last.utf8) { path = [last] }
                }
                if record == nil, followed == level, level < path.count, path[level].isEmpty || name.elementsEqual(path[level].utf8) {
                    followed += 1
                    if followed == path.count { record = (level, scanner.tokenStart) }
                }
                level += 1
            case .end:
                level -= 1
                followed = min(followed, level)
                if let (place, start) = record, place == level {
                    if records.count <= mostRecords { records.append(start..<scanner.at) }
                    record = nil
                }
            case .text, .section: break
            case .finished: return
            }
        }
    }

    /// Where the adapter names no path: the root is the record if the first element inside is a column, else its children are.
    /// An empty name stands for any.
    private func unknownPath(_ scanner: XMLScanner, root: UnsafeRawBufferPointer) throws(XMLFault) -> [String] {
        let rootName = String(decoding: root, as: UTF8.self)
        var scanner = scanner
        while true {
            switch try scanner.next() {
            case .start(let range):
                let name = XMLRecordReader.localName(range, in: text)
                let isColumn = adapter.tree.find(hash: JSONView.nameHash(of: name), level: 0) { ByteEquality.areEqual($0, name) } != nil
                return isColumn ? [rootName] : [rootName, ""]
            case .text, .section: continue
            case .end, .finished: return [rootName]
            }
        }
    }
}
