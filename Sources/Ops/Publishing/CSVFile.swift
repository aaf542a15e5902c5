import Adapters
import Contracts
import Credit
import Hub
import JSON

/// A CSV whose first line names fields of a contract, by code or Chinese title.
struct CSVFile {
    let path: String
    let separator: UInt8
    let contract: Contract
    let operation: Contracts.Operation
    let facts: AdapterFacts

    /// The records, and what knows the column of each field.
    ///
    /// - throws: ``SetupError`` if the first line names what the contract does not have.
    func records(_ text: [UInt8]) throws(SetupError) -> (records: [FileRecord], adapter: Adapter?) {
        var lines = CSVSplitter(text, separator: separator)
        var first = lines.next()
        while let line = first, line.isBlank { first = lines.next() }
        guard let header = first else { return ([], nil) }
        let columns = try self.columns(header)
        let adapter: Adapter
        do throws(AdapterLoadError) {
            adapter = try Adapter.columns(of: contract, format: .csv, header: columns)
        } catch {
            throw problem(header.number, error.reason.zh, error.reason.en)
        }
        let reader = AdapterReader(adapter, limits: RecordChecker.defaultLimits)
        var records: [FileRecord] = []
        while let line = lines.next() {
            if !line.isBlank { records.append(record(line, columns.count, adapter, reader)) }
        }
        return (records, adapter)
    }

    private func record(_ line: CSVSplitter.Line, _ width: Int, _ adapter: Adapter, _ reader: AdapterReader) -> FileRecord {
        var record = FileRecord(place: RecordPlace(line: line.number))
        guard var cells = line.cells else {
            record.faults = line.fault.map { [$0] } ?? []
            return record
        }
        // Spreadsheets write empty cells behind the last column.
        while cells.count > width, cells.last?.isEmpty == true { cells.removeLast() }
        CSVSplitter.line(of: cells).withUnsafeBytes { message in
            switch reader.open(message) {
            case .failure(let faults): record.faults = faults.all
            case .success:
                record.faults = reader.adapt(0, facts: facts, operation: operation).faults
                record.json = Array(reader.json)
            }
        }
        return record
    }

    // MARK: Header

    /// The names of the first line. All that are wrong are told at once.
    private func columns(_ header: CSVSplitter.Line) throws(SetupError) -> [String] {
        guard let cells = header.cells else {
            let fault = header.fault ?? Fault(.notCSV)
            throw problem(header.number, fault.message.zh, fault.message.en)
        }
        var columns = cells.map { Self.trimmed(String(decoding: $0, as: UTF8.self)) }
        while columns.last == "" { columns.removeLast() }
        let names = ContractNames(contract)
        let unknown = columns.filter { names.field($0) == nil }
        guard unknown.isEmpty else {
            guard unknown.count < columns.count else { throw noHeader(header.number, columns.count) }
            let shown = unknown.prefix(5).map { Self.described($0, names) }
            let more = unknown.count > 5 ? " …" : ""
            throw problem(
                header.number,
                "\(contract.reference) 没有这些列：\(shown.map(\.zh).joined(separator: "；"))\(more)。首行应为字段代码或中文名称",
                "\(contract.reference) has no such columns: \(shown.map(\.en).joined(separator: "; "))\(more). The first line must hold field codes or Chinese titles")
        }
        return columns
    }

    /// A first line without any known name is rather a record, whose content is not repeated here.
    private func noHeader(_ line: Int, _ count: Int) -> SetupError {
        let hint = count == 1
            ? Bilingual(zh: "；分隔符不是逗号时请用 --separator", en: "; name a separator other than the comma with --separator") : Bilingual(zh: "", en: "")
        return problem(
            line, "首行没有 \(contract.reference) 的任何列名，应为字段代码或中文名称（见 credithub contracts show）\(hint.zh)",
            "the first line names no column of \(contract.reference); it must hold field codes or Chinese titles (credithub contracts show lists them)\(hint.en)")
    }

    private static func described(_ name: String, _ names: ContractNames) -> Bilingual {
        let shown = (ResidentID.occurs(inText: name) ? "…" : String(name.prefix(40))).printable
        let near = names.nearest(to: name)
        guard !near.isEmpty else { return Bilingual(zh: "“\(shown)”", en: "“\(shown)”") }
        return Bilingual(
            zh: "“\(shown)”（是否为 \(near.joined(separator: "、"))）", en: "“\(shown)” (did you mean \(near.joined(separator: ", ")))")
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }

    private func problem(_ line: Int, _ zh: String, _ en: String) -> SetupError {
        SetupError(zh: "\(path) 第 \(line) 行：\(zh)；没有发布任何记录", en: "\(path), line \(line): \(en); nothing is published")
    }
}

extension ResidentID {
    /// Whether a right number stands anywhere in the text.
    static func occurs(inText text: String) -> Bool {
        var text = text
        return text.withUTF8 { occurs(in: UnsafeRawBufferPointer($0)) }
    }
}
