import Adapters
import Contracts
import Credit
import Hub
import JSON

/// A file that an adapter reads.
struct AdaptedFile {
    let path: String
    let adapter: Adapter
    let operation: Contracts.Operation
    let facts: AdapterFacts
    private let reader: AdapterReader

    init(path: String, adapter: Adapter, operation: Contracts.Operation, facts: AdapterFacts) {
        self.path = path
        self.adapter = adapter
        self.operation = operation
        self.facts = facts
        reader = AdapterReader(adapter, limits: RecordChecker.defaultLimits)
    }

    // MARK: JSON and XML

    /// The records of a file that the adapter reads as one message.
    ///
    /// - throws: ``SetupError`` if it cannot be read.
    func records(_ bytes: [UInt8]) throws(SetupError) -> [FileRecord] {
        let result: Result<[FileRecord], SetupError> = bytes.withUnsafeBytes { message in
            switch reader.open(message) {
            case .failure(let faults): return .failure(unreadable(faults))
            case .success(let count):
                var counter = PlaceCounter(message)
                return .success(
                    (0..<count).map { index in
                        let offset = reader.original(index).baseAddress.map { $0 - message.baseAddress! } ?? 0
                        return record(index, counter.place(at: offset))
                    })
            }
        }
        return try result.get()
    }

    // MARK: CSV

    /// The records of a CSV, line by line, so that one that cannot be read spoils no other.
    ///
    /// - throws: ``SetupError`` if the first line is not the one that the adapter wants.
    func records(csv bytes: [UInt8]) throws(SetupError) -> [FileRecord] {
        var records: [FileRecord] = []
        var number = 1
        var start = 0
        while start < bytes.count {
            let first = number
            let end = Self.end(of: bytes, from: start, &number)
            defer { start = end }
            let result: Result<FileRecord, Faults>? = bytes[start..<end].withUnsafeBytes { line in
                guard !line.allSatisfy({ [0x20, 0x09, 0x0d, 0x0a].contains($0) }) else { return nil }
                switch reader.open(line) {
                case .failure(let faults): return .failure(faults)
                case .success: return .success(record(0, RecordPlace(line: first)))
                }
            }
            switch result {
            case nil: continue
            case .success(let record): records.append(record)
            case .failure(let faults):
                // A first line that repeats the names of the columns holds no record.
                if records.isEmpty, faults.all.first?.code == .noRecords { continue }
                if records.isEmpty, faults.all.first?.keyword == "header" { throw unreadable(faults) }
                records.append(FileRecord(place: RecordPlace(line: first), faults: faults.all))
            }
        }
        return records
    }

    /// The end of a line whose quotes come in pairs. Neither quotes nor line feeds occur in the characters of GB18030.
    private static func end(of bytes: [UInt8], from start: Int, _ number: inout Int) -> Int {
        var at = start
        var isQuoted = false
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\"") { isQuoted.toggle() }
            if bytes[at] == 0x0a {
                number += 1
                if !isQuoted { return at + 1 }
            }
            at += 1
        }
        return at
    }

    // MARK: Both

    private func record(_ index: Int, _ place: RecordPlace) -> FileRecord {
        let adapted = reader.adapt(index, facts: facts, operation: operation)
        return FileRecord(
            place: place, json: Array(reader.json), operation: adapted.operation, senderID: adapted.senderID,
            revision: adapted.revision, faults: adapted.faults)
    }

    private func unreadable(_ faults: Faults) -> SetupError {
        let fault = faults.all.first ?? Fault(.internalError)
        return SetupError(
            zh: "文件 \(path) 无法读取：\(fault.message.zh)（\(fault.code.rawValue)）。\(fault.remedy.zh)",
            en: "the file \(path) cannot be read: \(fault.message.en) (\(fault.code.rawValue)). \(fault.remedy.en)")
    }
}
