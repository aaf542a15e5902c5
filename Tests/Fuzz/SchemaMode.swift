import Foundation
import JSON
import JSONSchema

/// A schema, a line feed, a document: both ways of running the schema agree, and so do the document's canonical form and a
/// schema that says the same in other words.
enum SchemaMode {
    private static let limits = JSONLimits(maxBytes: 1 << 20, maxDepth: JSONLimits.greatestDepth)
    nonisolated(unsafe) private static let parser = JSONParser(limits: limits)
    nonisolated(unsafe) private static let rewritten = JSONParser(limits: limits)
    private static let uri = "fuzz:schema"

    static func run(_ input: UnsafeRawBufferPointer, _ selector: UInt8) {
        guard let (source, document) = split(input), let root = try? JSONValue(parsing: Array(source), limits: limits) else { return }
        var dialect = Dialect(assertsFormat: selector & 1 != 0)
        dialect.refusesUnknown = selector & 2 != 0
        let schema: Schema
        do {
            schema = try Schema(root, uri: uri, dialect: dialect)
        } catch {
            expect(!error.en.isEmpty && !error.zh.isEmpty, "a refusal without reason")
            return
        }
        guard let view = try? parser.parse(document) else { return }
        let validator = Validator(schema)
        let verdict = validator.accepts(view)
        let failures = validator.failures(of: view)
        for failure in failures { look(at: failure) }
        expect(failures.isEmpty == verdict, "accepted \(verdict), but \(failures.count) failures: \(failures.map(\.keywordName))")
        expect(failures.count + validator.omitted == 0 || !verdict, "failures of what is accepted")
        expect(validator.accepts(view) == verdict, "another verdict the second time")

        var writer = JSONWriter()
        writer.value(view)
        writer.withBytes { bytes in
            guard let view = try? rewritten.parse(bytes) else { return expect(false, "what was written is not JSON") }
            expect(validator.accepts(view) == verdict, "the canonical form has another verdict than \(verdict)")
        }
        for paraphrase in paraphrases {
            guard let other = try? Schema(paraphrase, uri: "fuzz:paraphrase", dialect: dialect, fetch: { asked in
                asked == uri ? SchemaDocument(uri: uri, root: root) : nil
            }) else { continue }
            expect(Validator(other).accepts(view) == verdict, "\(paraphrase.jsonText) is not \(verdict)")
        }
    }

    /// What says nothing but that the schema holds.
    private static let paraphrases: [JSONValue] = [
        #"{"not": {"not": {"$ref": "fuzz:schema"}}}"#,
        #"{"oneOf": [false, {"allOf": [true, {"$ref": "fuzz:schema"}]}], "unevaluatedProperties": true}"#,
        #"{"if": {"$ref": "fuzz:schema"}, "then": true, "else": false}"#,
    ].map { (try? JSONValue(parsing: $0)) ?? .null }

    /// Everything a failure can tell can be told.
    private static func look(at failure: Failure) {
        expect(!failure.keywordName.isEmpty, "a failure without keyword")
        expect(failure.keyword == .depth || failure.schemaPlace != nil, "a failure that comes from nowhere")
        var writer = JSONWriter()
        writer.value(failure.value)
        expect(failure.path.count <= JSONLimits.greatestDepth + 1, "a path longer than a document is deep")
        _ = (failure.expected, failure.format, failure.memberName, failure.fitting, failure.isMissing)
    }
}
