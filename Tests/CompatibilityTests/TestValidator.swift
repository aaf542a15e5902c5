import JSON
import JSONSchema

/// The project's validator, with a format and a rule of the tests' own.
struct TestValidator: Sendable {
    /// Nil if the schema cannot be compiled; then no document is taken.
    private let schema: Schema?

    init(_ root: JSONValue, documents: [String: JSONValue] = [:]) {
        var dialect = Dialect(assertsFormat: true)
        dialect.formats = ["region-code": FormatCheck { text, count in count == 6 && text?.load(as: UInt8.self) ?? 0 < 0x3A }]
        dialect.formatException = "x-placeholder"
        dialect.decimalsKeyword = "x-decimals"
        dialect.textRuleKeywords = ["x-codeTable"]
        dialect.makeTextRule = { members throws(KeywordError) in Colours(members) }
        schema = try? Schema(root, dialect: dialect) { uri throws(SchemaError) in
            documents[uri].map { SchemaDocument(uri: uri, root: $0) }
        }
    }

    func accepts(_ value: JSONValue) -> Bool { schema?.accepts(value) ?? false }
}

/// A code table.
private final class Colours: TextRule {
    let keyword = "x-codeTable"
    private let names: [String]

    init?(_ members: JSONObject) {
        guard let table = members["x-codeTable"]?.stringValue else { return nil }
        names = table == "colours" ? ["red", "green"] : ["S", "L"]
    }

    func accepts(_ utf8: UnsafeRawBufferPointer, day: Int) -> Bool { names.contains { $0.utf8.elementsEqual(utf8) } }

    func expected(day: Int) -> String { names.joined(separator: "|") }
}
