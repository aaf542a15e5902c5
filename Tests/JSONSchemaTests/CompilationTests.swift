import JSON
import JSONSchema
import Testing

@Suite("Schemas that cannot be compiled are refused with their place") struct CompilationTests {
    private func error(_ schema: String, _ dialect: Dialect = Dialect()) throws -> SchemaError {
        try #require(throws: SchemaError.self) { try Schema(JSONValue(parsing: schema), uri: "test:", dialect: dialect) }
    }

    @Test("each with the place and a reason in both languages", arguments: [
        (#"{"type":"text"}"#, "/type"), (#"{"properties":{"a":{"type":1}}}"#, "/properties/a/type"), (#"{"items":[true]}"#, "/items"),
        (#"{"minLength":-1}"#, "/minLength"), (#"{"maxItems":1.5}"#, "/maxItems"), (#"{"multipleOf":0}"#, "/multipleOf"),
        (#"{"allOf":[]}"#, "/allOf"), (#"{"required":["a",1]}"#, "/required"), (#"{"properties":{"a":7}}"#, "/properties/a"),
        (#"{"pattern":"("}"#, "/pattern"), (#"{"patternProperties":{"[":true}}"#, "/patternProperties/["),
        (#"{"pattern":"(a)\\1"}"#, "/pattern"), (#"{"pattern":"a(?=b)"}"#, "/pattern"), (#"{"pattern":"(?<!a)b"}"#, "/pattern"),
        (##"{"$ref":"#/$defs/none"}"##, "/$ref"), (##"{"$ref":"#none"}"##, "/$ref"), (#"{"$ref":"other.json"}"#, "/$ref"),
        (##"{"$ref":"#"}"##, ""), (##"{"allOf":[{"$ref":"#"}]}"##, ""), (##"{"$defs":{"a":{"not":{"$ref":"#/$defs/a"}}},"$ref":"#/$defs/a"}"##, "/$defs/a"),
        (#"{"$schema":"http://json-schema.org/draft-07/schema#"}"#, "/$schema"),
        (#"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#, "/$defs/b/$anchor"), (##"{"$id":"a#b"}"##, "/$id"),
        (#"{"$id":"http://x/a","$defs":{"b":{"$id":"http://x/a"}}}"#, "/$defs/b"),
    ])
    func refusals(schema: String, pointer: String) throws {
        let error = try error(schema)
        #expect(error.pointer == pointer)
        #expect(error.zh.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
        #expect(!error.en.isEmpty)
    }

    @Test func aVocabularyThatIsRequiredAndUnknownIsRefused() throws {
        let metaschema = #"{"$id":"http://x/meta","$vocabulary":{"https://json-schema.org/draft/2020-12/vocab/core":true,"http://x/own":true}}"#
        let library = { (uri: String) throws(SchemaError) -> SchemaDocument? in
            guard uri == "http://x/meta", let root = try? JSONValue(parsing: metaschema) else { return nil }
            return SchemaDocument(uri: uri, root: root)
        }
        let schema = try JSONValue(parsing: #"{"$schema":"http://x/meta"}"#)
        let error = try #require(throws: SchemaError.self) { try Schema(schema, fetch: library) }
        #expect(error.en.contains("http://x/own"))
        var dialect = Dialect()
        dialect.vocabularies = ["http://x/own"]
        _ = try Schema(schema, dialect: dialect, fetch: library)
    }

    @Test func aStrictDialectRefusesWhatItDoesNotKnow() throws {
        var dialect = Dialect()
        dialect.refusesUnknown = true
        #expect(try error(#"{"properties":{"a":{"maxlength":1}}}"#, dialect).pointer == "/properties/a/maxlength")
        #expect(try error(#"{"format":"no-such"}"#, dialect).pointer == "/format")
        _ = try Schema(JSONValue(parsing: #"{"maxlength":1,"format":"no-such"}"#))
    }

    /// The metaschema is a schema like any other; what it refuses need not stop our compiler, but what it takes must compile.
    @Test func schemasAreCheckedByTheMetaschema() throws {
        let metaschema = try Schema(JSONValue(parsing: #"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#))
        #expect(metaschema.accepts(try JSONValue(parsing: ##"{"properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"minLength":1}}}"##)))
        #expect(!metaschema.accepts(try JSONValue(parsing: #"{"properties":{"a":{"minLength":-1}}}"#)))
        #expect(!metaschema.accepts(try JSONValue(parsing: #"{"allOf":[{"not":{"type":"nothing"}}]}"#)))
    }

    @Test("a pattern costs no more than its text is long", arguments: ["^(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func pathologicalPatterns(pattern: String) throws {
        let schema = try Schema(.object(JSONObject([("pattern", .string(pattern))])))
        // Backtracking would not end within a lifetime.
        #expect(schema.accepts(.string(String(repeating: "a", count: 100_000) + "!")) == false || pattern == "(a|a)*$" || pattern == "(a|aa)+$")
    }
}
