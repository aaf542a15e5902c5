import Credit
import Foundation
import Hub
import JSON

/// One line of a file that `dlq export` wrote and somebody mended.
public struct MendedLetter: Sendable {
    public let letter: LetterID
    /// The record as JSON; nil where the line has none.
    public let record: [UInt8]?
    public let contract: String?
    public let operation: String?

    public init(letter: LetterID, record: [UInt8]?, contract: String? = nil, operation: String? = nil) {
        self.letter = letter
        self.record = record
        self.contract = contract
        self.operation = operation
    }

    /// Reads a file of such lines.
    ///
    /// - throws: ``SetupError`` naming the line that cannot be used.
    public static func read(file: String, party: String) throws(SetupError) -> [LetterID: MendedLetter] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SetupError(zh: "无法读取文件 \(file)：请检查路径和权限", en: "cannot read the file \(file): check path and permissions")
        }
        var letters: [LetterID: MendedLetter] = [:]
        for (index, line) in data.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            func bad(_ zh: String, _ en: String) -> SetupError {
                SetupError(zh: "\(file) 第 \(index + 1) 行\(zh)", en: "\(file), line \(index + 1): \(en)")
            }
            guard !line.allSatisfy({ [0x20, 0x09, 0x0d].contains($0) }) else { continue }
            let json: JSONValue
            do {
                json = try JSONValue(parsing: [UInt8](line), limits: JSONLimits(maxBytes: JSONLimits.greatestBytes, maxDepth: 64))
            } catch {
                throw bad(
                    "第 \(error.offset + 1) 字节处不是合法的 JSON（\(error.kind.rawValue)）；每行应为 dlq export 写出的一个对象",
                    "not valid JSON at byte \(error.offset + 1) (\(error.kind.rawValue)); each line is one object as dlq export writes it")
            }
            guard let id = json["letter"]?.stringValue.flatMap({ LetterID($0) }) else {
                throw bad("缺少 letter（分区/偏移）", "the member letter (partition/offset) is missing")
            }
            if let named = json["party"]?.stringValue, named != party {
                throw bad("属于 \(named)，不是 \(party)；请检查 --party", "it belongs to \(named), not to \(party); check --party")
            }
            guard letters[id] == nil else {
                throw bad("：死信 \(id) 出现两次，请只留一行", "the letter \(id) occurs twice: leave one line")
            }
            letters[id] = MendedLetter(
                letter: id, record: json["record"].flatMap { $0.isNull ? nil : Array($0.jsonText.utf8) },
                contract: json["contract"]?.stringValue, operation: json["operation"]?.stringValue)
        }
        guard !letters.isEmpty else {
            throw SetupError(zh: "\(file) 中没有任何一行；请用 dlq export 生成", en: "\(file) holds no line; make it with dlq export")
        }
        return letters
    }
}
