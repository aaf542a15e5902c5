import Contracts
import Credit
import Hub
import JSON

/// A file of JSON: one object, an array of objects, or JSON Lines. Members are called by field codes or Chinese titles.
struct JSONFile {
    let path: String
    let contract: Contract
    private let names: ContractNames
    private let parser: JSONParser

    init(path: String, contract: Contract) {
        self.path = path
        self.contract = contract
        names = ContractNames(contract)
        parser = JSONParser(limits: JSONLimits(maxBytes: .max, maxDepth: RecordChecker.defaultLimits.maxDepth + 1))
    }

    /// - parameter isLines: whether the file is known to be JSON Lines.
    /// - throws: ``SetupError`` if it is one document, and that cannot be read.
    func records(_ text: [UInt8], isLines: Bool) throws(SetupError) -> [FileRecord] {
        let result: Result<[FileRecord], SetupError> = text.withUnsafeBytes { bytes in
            do throws(SetupError) {
                return .success(try isLines ? lines(bytes) : document(bytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func document(_ bytes: UnsafeRawBufferPointer) throws(SetupError) -> [FileRecord] {
        do throws(JSONFault) {
            let root = try parser.parse(bytes)
            var counter = PlaceCounter(bytes)
            guard root.kind == .array else { return [record(root, bytes, counter.place(at: root.offset))] }
            var records: [FileRecord] = []
            for element in root.elements { records.append(record(element, bytes, counter.place(at: element.offset))) }
            return records
        } catch {
            // Several lines, of which the first is a whole value: JSON Lines under the name .json.
            let end = bytes.firstIndex(of: 0x0a) ?? bytes.count
            let first = UnsafeRawBufferPointer(rebasing: bytes[0..<end])
            if end < bytes.count, (try? JSONParser().parse(first)) != nil { return try lines(bytes) }
            let (line, column) = error.location(in: bytes)
            throw SetupError(
                zh: "文件 \(path) 第 \(line) 行第 \(column) 列不是合法的 JSON（\(error.kind.rawValue)）；每行一条记录时请用 --format jsonl",
                en: "the file \(path) is not valid JSON at line \(line), column \(column) (\(error.kind.rawValue)); if each line is a record, use --format jsonl")
        }
    }

    private func lines(_ bytes: UnsafeRawBufferPointer) throws(SetupError) -> [FileRecord] {
        var records: [FileRecord] = []
        var start = 0
        var number = 1
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0a { end += 1 }
            let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            if !line.allSatisfy({ [0x20, 0x09, 0x0d].contains($0) }) {
                let place = RecordPlace(line: number)
                if let root = try? parser.parse(line) {
                    records.append(record(root, line, place))
                } else {
                    // The check says what is wrong with it.
                    records.append(FileRecord(place: place, json: Array(line)))
                }
            }
            start = end + 1
            number += 1
        }
        return records
    }

    /// A record, its members called by their codes.
    private func record(_ view: JSONView, _ text: UnsafeRawBufferPointer, _ place: RecordPlace) -> FileRecord {
        guard view.kind == .object else {
            return FileRecord(place: place, faults: [Fault(.wrongType, expected: "object")])
        }
        var isRenamed = false
        var writer = JSONWriter(capacity: view.rawBytes.count)
        writer.beginObject()
        for member in view.members {
            let name = member.name.string
            let field = names.field(name) ?? name
            if field != name { isRenamed = true }
            writer.name(field)
            writer.raw(Self.bytes(of: member.value, in: text))
        }
        writer.endObject()
        return FileRecord(place: place, json: isRenamed ? writer.bytes : Array(view.rawBytes))
    }

    /// The text of a value: of a string the raw bytes are those between the quotes.
    private static func bytes(of view: JSONView, in text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let count = view.rawBytes.count + (view.kind == .string ? 2 : 0)
        return UnsafeRawBufferPointer(rebasing: text[view.offset..<view.offset + count])
    }
}
