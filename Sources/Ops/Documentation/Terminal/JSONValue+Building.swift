import Credit
import JSON

extension JSONValue {
    /// An object; members that are null are left out.
    static func members(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members.filter { !$0.1.isNull }))
    }

    static func int(_ value: Int) -> JSONValue { .number(ExactDecimal(value)) }

    static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    static func optional(_ value: Int?) -> JSONValue { value.map { .int($0) } ?? .null }

    static func bilingual(_ text: Bilingual) -> JSONValue { .members([("zh", .string(text.zh)), ("en", .string(text.en))]) }

    static func bilinguals(_ texts: [Bilingual]) -> JSONValue { .array(texts.map { .bilingual($0) }) }

    /// The array, or null if it is empty.
    static func nonEmpty(_ values: [JSONValue]) -> JSONValue { values.isEmpty ? .null : .array(values) }
}
