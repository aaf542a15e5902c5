import Credit
import Foundation
import Hub
import JSON

/// 全量名单文件: all entries of one list, cut into the parts in which a platform sends them.
public struct FullListFile: Sendable {
    /// One part: a JSON array of entries.
    public struct Part: Sendable {
        public let count: Int
        public let value: [UInt8]
        /// SHA-256 of the value.
        public let digest: Digest256
    }

    /// The sender's own name for it.
    public let name: String
    public let parts: [Part]
    /// Most entries of a part that ingest takes.
    public static let mostInPart = 10_000
    public var count: Int { parts.reduce(0) { $0 + $1.count } }

    /// SHA-256 over the digests of the parts, one behind the other.
    public var digest: Digest256 { Self.digest(parts) }

    private static func digest(_ parts: [Part]) -> Digest256 {
        var hasher = SHA256()
        for part in parts { part.digest.withBytes { hasher.update($0) } }
        return hasher.finalize()
    }

    /// Value of the message that ends it.
    public var end: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("parts", parts.count)
        writer.member("count", count)
        writer.member("digest", digest.hex)
        writer.endObject()
        return writer.bytes
    }

    /// Reads a JSON array of entries, or one entry a line. Entries go on as they stand in the file, byte for byte.
    ///
    /// - parameters:
    ///   - name: nil for the file's own with the beginning of its digest behind: another list has another name.
    ///   - allowsEmpty: whether it may have no entries, so that all are taken off the list.
    /// - throws: ``SetupError`` for a file that cannot be read, naming the line.
    public init(path: String, name: String?, partSize: Int, allowsEmpty: Bool = false) throws(SetupError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SetupError(zh: "无法读取文件 \(path)：请检查路径和权限", en: "cannot read the file \(path): check path and permissions")
        }
        try self.init([UInt8](data), path: path, name: name, partSize: partSize, allowsEmpty: allowsEmpty)
    }

    init(_ text: [UInt8], path: String, name: String?, partSize: Int, allowsEmpty: Bool) throws(SetupError) {
        if let name, !EventID.isUsable(name) {
            throw SetupError(
                zh: "--name 应为 1 到 128 个可打印的 ASCII 字符，不含空格和公民身份号码",
                en: "--name must have 1 to 128 printable ASCII characters, no blanks and no resident identity number")
        }
        guard text.contains(where: { !Self.isBlank($0) && $0 != 0x0a }), text != Self.byteOrderMark else {
            throw SetupError(zh: "文件 \(path) 是空的：没有条目的名单应写作 []", en: "the file \(path) is empty: a list without entries is written []")
        }
        let entries = try Self.entries(text, path)
        guard !entries.isEmpty || allowsEmpty else {
            throw SetupError(
                zh: "文件 \(path) 没有条目，该名单上的全部条目将被移出：确要如此请加 --allow-empty",
                en: "the file \(path) has no entries, so all would be taken off the list: if that is meant, add --allow-empty")
        }
        // An empty list has one part without entries: that all were taken off is said, not left open.
        let starts = entries.isEmpty ? [0] : Array(stride(from: 0, to: entries.count, by: partSize))
        let parts = starts.map { start in
            let portion = entries[start..<min(start + partSize, entries.count)]
            var value = [UInt8(ascii: "[")]
            for (index, range) in portion.enumerated() {
                if index > 0 { value.append(UInt8(ascii: ",")) }
                value += text[range]
            }
            value.append(UInt8(ascii: "]"))
            return Part(count: portion.count, value: value, digest: value.withUnsafeBytes { SHA256.hash($0) })
        }
        self.parts = parts
        self.name = name ?? Self.name(of: path, Self.digest(parts))
    }

    private static func name(of path: String, _ digest: Digest256) -> String {
        let name = "\(URL(fileURLWithPath: path).lastPathComponent)-\(digest.hex.prefix(12))"
        return EventID.isUsable(name) ? name : "list-\(digest.hex.prefix(12))"
    }

    private static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

    /// Where the entries stand in the text.
    private static func entries(_ text: [UInt8], _ path: String) throws(SetupError) -> [Range<Int>] {
        let start = text.starts(with: byteOrderMark) ? 3 : 0
        let isArray = text[start...].first { !isBlank($0) && $0 != 0x0a } == UInt8(ascii: "[")
        return isArray ? try elements(text, from: start, path) : try lines(text, from: start, path)
    }

    private static func elements(_ text: [UInt8], from start: Int, _ path: String) throws(SetupError) -> [Range<Int>] {
        let parser = JSONParser(limits: JSONLimits(maxBytes: .max))
        let result: Result<[Range<Int>], SetupError> = text.withUnsafeBytes { bytes in
            let body = UnsafeRawBufferPointer(rebasing: bytes[start...])
            do throws(JSONFault) {
                let root = try parser.parse(body)
                var ranges: [Range<Int>] = []
                for element in root.elements {
                    guard element.kind == .object else { return .failure(noEntry(path, line(of: start + element.offset, bytes))) }
                    ranges.append(start + element.offset..<start + element.offset + element.rawBytes.count)
                }
                return .success(ranges)
            } catch {
                return .failure(noEntry(path, error.location(in: body).line))
            }
        }
        return try result.get()
    }

    private static func lines(_ text: [UInt8], from start: Int, _ path: String) throws(SetupError) -> [Range<Int>] {
        let parser = JSONParser()
        var ranges: [Range<Int>] = []
        var begin = start
        var number = 1
        while begin < text.count {
            let end = text[begin...].firstIndex(of: 0x0a) ?? text.count
            var (first, behind) = (begin, end)
            while first < behind, isBlank(text[behind - 1]) { behind -= 1 }
            while first < behind, isBlank(text[first]) { first += 1 }
            let range = first..<behind
            if !range.isEmpty {
                let isObject = text.withUnsafeBytes { (try? parser.parse(UnsafeRawBufferPointer(rebasing: $0[range])))?.kind == .object }
                guard isObject else { throw noEntry(path, number) }
                ranges.append(range)
            }
            begin = end + 1
            number += 1
        }
        return ranges
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }

    private static func line(of offset: Int, _ bytes: UnsafeRawBufferPointer) -> Int { bytes[..<offset].count { $0 == 0x0a } + 1 }

    private static func noEntry(_ path: String, _ line: Int) -> SetupError {
        SetupError(
            zh: "文件 \(path) 第 \(line) 行不是名单条目：应为 JSON 对象的数组，或每行一个 JSON 对象",
            en: "line \(line) of the file \(path) is no entry: it must be an array of JSON objects, or one JSON object a line")
    }
}
