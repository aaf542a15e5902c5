/// The vocabularies of JSON Schema 2020-12 that a dialect may switch on (`$vocabulary` of its metaschema).
struct Vocabulary: OptionSet, Sendable {
    let rawValue: UInt8
    static let core = Vocabulary(rawValue: 1)
    static let applicator = Vocabulary(rawValue: 2)
    static let unevaluated = Vocabulary(rawValue: 4)
    static let validation = Vocabulary(rawValue: 8)
    static let formatAssertion = Vocabulary(rawValue: 16)
    /// Keywords that assert nothing: meta-data, content, format as an annotation.
    static let annotation = Vocabulary(rawValue: 32)

    /// What a schema has that names no metaschema: everything, `format` as an annotation.
    static let standard: Vocabulary = [.core, .applicator, .unevaluated, .validation, .annotation]

    private static let prefix = "https://json-schema.org/draft/2020-12/vocab/"

    /// The vocabulary of a URI; nil if it is none of the draft.
    static func named(_ uri: String) -> Vocabulary? {
        guard uri.hasPrefix(prefix) else { return nil }
        switch uri.dropFirst(prefix.count) {
        case "core": return .core
        case "applicator": return .applicator
        case "unevaluated": return .unevaluated
        case "validation": return .validation
        case "format-assertion": return .formatAssertion
        case "format-annotation", "meta-data", "content": return .annotation
        default: return nil
        }
    }
}
