import Credit
import JSON
import JSONSchema

/// `x-codeTable` and `x-separator`: the value, or each of its items, is one that the table allows on the day.
final class CodeTableRule: TextRule {
    let keyword = "x-codeTable"
    let table: CodeTable?
    /// Splits a value of several items; nil for a single value.
    let separator: UInt8?

    init(_ members: JSONObject, codeTables: [String: CodeTable]) throws(KeywordError) {
        if let value = members["x-codeTable"] {
            guard let name = value.stringValue, let table = codeTables[name] else {
                throw KeywordError(
                    "x-codeTable", zh: "没有这个代码表：\(value.jsonText)", en: "there is no code table \(value.jsonText)")
            }
            self.table = table
        } else {
            table = nil
        }
        if let value = members["x-separator"] {
            guard let text = value.stringValue, text.utf8.count == 1, let byte = text.utf8.first else {
                throw KeywordError("x-separator", zh: "分隔符必须是一个 ASCII 字符", en: "a separator is one ASCII character")
            }
            separator = byte
        } else {
            separator = nil
        }
    }

    func accepts(_ utf8: UnsafeRawBufferPointer, day: Int) -> Bool {
        guard let table else { return true }
        let today = CivilDate(days: day)
        guard let separator else { return table.allows(utf8, on: today) }
        var allowed = true
        splitItems(utf8, at: separator) { item in
            if !table.allows(item, on: today) { allowed = false }
        }
        return allowed
    }

    func expected(day: Int) -> String {
        table?.summary ?? ""
    }
}
