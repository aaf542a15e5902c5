import JSON
import JSONSchema
import Testing

@Suite("What a schema says of a document that it refuses") struct FailureTests {
    /// `minLength /name ≥ 1`
    private func failures(_ schema: String, _ document: String) throws -> [String] {
        let schema = try Schema(JSONValue(parsing: schema))
        let text = Array(document.utf8)
        let parser = JSONParser()
        let validator = Validator(schema)
        return try text.withUnsafeBytes { text in
            let view = try parser.parse(text)
            let failures = validator.failures(of: view)
            #expect(validator.accepts(view) == failures.isEmpty)
            return failures.map { failure in
                let path = failure.path.map { "/" + $0 }.joined()
                return [failure.keywordName, path, failure.expected].compactMap { $0 }.joined(separator: " ")
            }
        }
    }

    @Test("each keyword tells its place and what it asks for", arguments: [
        (#"{"type":"string"}"#, "1", "type  string"), (#"{"type":["string","null"]}"#, "1", "type  null|string"),
        (#"{"type":"integer"}"#, "1.5", "type  integer"), (#"{"enum":["a",1,null]}"#, "\"b\"", "enum  a | 1 | null"),
        (#"{"const":{"a":[1]}}"#, "{}", #"const  {"a":[1]}"#), (#"{"minLength":3}"#, "\"中文\"", "minLength  ≥ 3"),
        (#"{"maxLength":1}"#, "\"中文\"", "maxLength  ≤ 1"), (#"{"pattern":"^a"}"#, "\"b\"", "pattern  ^a"),
        (#"{"minimum":1.5}"#, "1.4999999999999999999999", "minimum  ≥ 1.5"), (#"{"maximum":3}"#, "4", "maximum  ≤ 3"),
        (#"{"exclusiveMinimum":3}"#, "3", "exclusiveMinimum  > 3"), (#"{"exclusiveMaximum":3}"#, "3.0", "exclusiveMaximum  < 3"),
        (#"{"multipleOf":0.1}"#, "0.15", "multipleOf  × 0.1"), (#"{"minItems":1}"#, "[]", "minItems  ≥ 1"),
        (#"{"maxItems":1}"#, "[1,2]", "maxItems  ≤ 1"), (#"{"uniqueItems":true}"#, "[1,1.0]", "uniqueItems "),
        (#"{"contains":{"type":"null"},"minContains":2}"#, "[null]", "contains  ≥ 2"),
        (#"{"minProperties":1}"#, "{}", "minProperties  ≥ 1"), (#"{"maxProperties":0}"#, #"{"a":1}"#, "maxProperties  ≤ 0"),
        (#"{"required":["a"]}"#, "{}", "required /a"), (#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, "dependentRequired /b"),
        (#"{"properties":{"a":{"items":{"type":"null"}}}}"#, #"{"a":[null,1]}"#, "type /a/1 null"),
        (#"{"properties":{"a":true},"additionalProperties":false}"#, #"{"b":1}"#, "additionalProperties /b"),
        (#"{"patternProperties":{"^x":{"type":"null"}}}"#, #"{"xy":1}"#, "type /xy null"),
        (#"{"propertyNames":{"maxLength":1}}"#, #"{"ab":1}"#, "maxLength /ab ≤ 1"), (#"{"not":{}}"#, "1", "not "), ("false", "1", "false "),
        (#"{"unevaluatedProperties":false,"properties":{"a":true}}"#, #"{"a":1,"b":1}"#, "false /b"),
        (#"{"unevaluatedItems":false,"prefixItems":[true]}"#, "[1,2]", "false /1"),
        (#"{"if":{"type":"string"},"then":{"maxLength":1},"else":{"minimum":5}}"#, "4", "minimum  ≥ 5"),
        (#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, #"{"a":1}"#, "required /b"),
    ])
    func keywords(schema: String, document: String, expected: String) throws {
        #expect(try failures(schema, document) == [expected])
    }

    @Test func allFailuresAreNamedAtOnceInTheOrderOfTheSchema() throws {
        let schema = #"{"properties":{"a":{"type":"string"},"b":{"minimum":1,"multipleOf":2},"c":{"required":["d"]}},"required":["e"]}"#
        #expect(
            try failures(schema, #"{"c":{},"b":-1,"a":1}"#) == [
                "type /a string", "minimum /b ≥ 1", "multipleOf /b × 2", "required /c/d", "required /e",
            ])
    }

    @Test("of several alternatives the one that was meant is explained", arguments: [
        // The constant tells the branches apart, though the other one has fewer faults.
        (#"{"kind":"b"}"#, ["oneOf ", "required /x", "required /y", "required /z"]), (#"{"kind":"a"}"#, ["oneOf ", "required /w"]),
        // A whole of another type is no candidate.
        ("[1]", ["oneOf ", "type /0 string"]),
    ])
    func closestAlternative(document: String, expected: [String]) throws {
        let schema = """
            {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"}},"required":["kind","w"]},
            {"type":"object","properties":{"kind":{"const":"b"}},"required":["kind","x","y","z"]},{"type":"array","items":{"type":"string"}}]}
            """
        #expect(try failures(schema, document) == expected)
    }

    @Test func moreFailuresThanAnybodyReadsAreCounted() throws {
        let validator = Validator(try Schema(JSONValue(parsing: #"{"items":{"type":"null"}}"#)))
        let text = Array("[\(Array(repeating: "1", count: 2_000).joined(separator: ","))]".utf8)
        let parser = JSONParser()
        try text.withUnsafeBytes { text in
            let view = try parser.parse(text)
            #expect(validator.failures(of: view).count == Validator.failureLimit)
        }
        #expect(validator.omitted == 2_000 - Validator.failureLimit)
    }

    @Test func aValidatorForgetsTheDocumentBefore() throws {
        let validator = Validator(try Schema(JSONValue(parsing: #"{"properties":{"a":{"type":"string"}},"required":["b"]}"#)))
        let parser = JSONParser()
        for (document, count) in [("{}", 1), (#"{"a":1,"b":1}"#, 1), (#"{"a":"x","b":1}"#, 0), ("{}", 1), ("1", 0)] {
            let text = Array(document.utf8)
            try text.withUnsafeBytes { text in
                let view = try parser.parse(text)
                #expect(validator.failures(of: view).count == count, "\(document)")
                #expect(validator.accepts(view) == (count == 0), "\(document)")
            }
        }
    }

    /// Recursion follows the document, and the document is bounded.
    @Test func aRecursiveSchemaFollowsADeepDocument() throws {
        let schema = try Schema(JSONValue(parsing: ##"{"properties":{"a":{"$ref":"#"}},"unevaluatedProperties":false,"anyOf":[true,{"$ref":"#/$defs/x"}],"$defs":{"x":{"minProperties":1}}}"##))
        for (inner, expected) in [("{}", true), (#"{"b":1}"#, false)] {
            let depth = JSONLimits.greatestDepth - 1
            let text = Array((String(repeating: #"{"a":"#, count: depth) + inner + String(repeating: "}", count: depth)).utf8)
            let parser = JSONParser(limits: JSONLimits(maxDepth: JSONLimits.greatestDepth))
            try text.withUnsafeBytes { text in
                let view = try parser.parse(text)
                #expect(Validator(schema).accepts(view) == expected)
            }
        }
    }

    /// Each of these refers to the next one twice: 2^60 ways through. The answer is a refusal, and it comes.
    @Test("schemas that multiply end with a refusal", arguments: ["anyOf", "oneOf", "allOf"])
    func multiplyingSchemas(keyword: String) throws {
        let levels = (0..<60).map { ##""d\##($0)":{"\##(keyword)":[{"$ref":"#/$defs/d\##($0 + 1)"},{"$ref":"#/$defs/d\##($0 + 1)"}],"not":{"const":1}}"## }
        let text = ##"{"$ref":"#/$defs/d0","$defs":{\##(levels.joined(separator: ",")),"d60":{"minimum":5,"not":{"const":2}}}}"##
        let schema = try Schema(JSONValue(parsing: text))
        #expect(!schema.accepts(.number(3)))
        let document = Array("3".utf8)
        let parser = JSONParser()
        try document.withUnsafeBytes { document in
            let view = try parser.parse(document)
            #expect(!Validator(schema).failures(of: view).isEmpty)
        }
    }
}
