import Contracts
import Credit
import JSON

/// Records in CSV: RFC 4180 with LF or CR LF, strictly.
final class CSVRecords: RecordSource {
    private let adapter: Adapter
    private var text = UnsafeRawBufferPointer(start: nil, count: 0)
    private var records: [Range<Int>] = []

    init(_ adapter: Adapter) { self.adapter = adapter }

    func open(_ text: UnsafeRawBufferPointer) -> Result<Int, Faults> {
        self.text = text
        records.removeAll(keepingCapacity: true)
        var lines = CSVLines(text: text, separator: adapter.input.separator)
        var isFirst = true
        while true {
            let line: Range<Int>?
            do {
                line = try lines.next()
            } catch {
                return .failure(Faults(fault(error, at: lines.faultAt)))
            }
            guard let line else { break }
            // Blank lines are no records.
            if text[line].allSatisfy({ $0 == 0x20 }) { continue }
            if isFirst {
                isFirst = false
                if adapter.input.hasHeader {
                    switch header(line) {
                    case .header: continue
                    case .otherHeader: return .failure(Faults(fault(.header, at: line.lowerBound)))
                    case .record: break
                    }
                }
            }
            records.append(line)
            if records.count > mostRecords { break }
        }
        return Faults.count(records.count)
    }

    func range(_ index: Int) -> Range<Int> { records[index] }

    func read(_ index: Int, into values: RecordValues, faults: inout RecordFaults) -> Bool {
        let count = forEachField(records[index], values.decoded) { column, field in
            if column < adapter.columns.count { values.set(column, field) }
        }
        let wanted = adapter.columns.count
        if count == wanted { return true }
        let title = FaultCode.columnCount.title
        faults.add(
            Fault(
                .columnCount, keyword: "adapter", expected: "\(wanted)", value: "\(count)",
                message: Bilingual(
                    zh: "\(title.zh)：应有 \(wanted) 列，实有 \(count) 列", en: "\(title.en): \(wanted) columns expected, \(count) found")))
        return false
    }

    // MARK: Fields

    /// - parameter decoded: takes the text of fields that hold doubled quotes; must have room for the line.
    /// - returns: how many fields the line has.
    private func forEachField(_ line: Range<Int>, _ decoded: Scratch, _ body: (Int, UnsafeRawBufferPointer) -> Void) -> Int {
        let separator = adapter.input.separator
        let text = text
        var at = line.lowerBound
        var column = 0
        while true {
            if at < line.upperBound, text[at] == CSVLines.quote {
                let first = decoded.count
                at += 1
                while true {
                    let start = at
                    while text[at] != CSVLines.quote { at += 1 }
                    decoded.append(UnsafeRawBufferPointer(rebasing: text[start..<at]))
                    at += 1
                    guard at < line.upperBound, text[at] == CSVLines.quote else { break }
                    decoded.append(CSVLines.quote)
                    at += 1
                }
                body(column, decoded.bytes(from: first))
            } else {
                let start = at
                while at < line.upperBound, text[at] != separator { at += 1 }
                body(column, UnsafeRawBufferPointer(rebasing: text[start..<at]))
            }
            column += 1
            guard at < line.upperBound else { return column }
            at += 1
        }
    }

    // MARK: Header

    private enum FirstLine { case header, otherHeader, record }

    /// What the first line is: the names of the columns, a header that does not agree with them, or a record by itself.
    private func header(_ line: Range<Int>) -> FirstLine {
        let decoded = Scratch(capacity: line.count + 1)
        let columns = adapter.columns
        var places: [Int?] = []
        let count = forEachField(line, decoded) { _, field in
            let name = String(decoding: Blanks.trim(field), as: UTF8.self)
            places.append(columns.firstIndex { $0 == name })
        }
        if count == columns.count, places.elementsEqual(columns.indices.map { $0 }) { return .header }
        let known = places.lazy.filter { $0 != nil }.count
        return known > 0 && known * 2 >= count ? .otherHeader : .record
    }

    // MARK: Faults

    private func fault(_ kind: CSVFault, at offset: Int) -> Fault {
        let (line, column) = JSONFault(kind: .unexpectedByte, offset: offset).location(in: text)
        let title = FaultCode.notCSV.title
        return Fault(
            .notCSV, keyword: kind.rawValue,
            message: Bilingual(
                zh: "\(title.zh)：第 \(line) 行第 \(column) 列（\(kind.reason.zh)）", en: "\(title.en): line \(line), column \(column) (\(kind.reason.en))"))
    }
}
