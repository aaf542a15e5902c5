import JSON
import Testing

@testable import Compatibility

/// A schema with the keywords of our contracts, and what the usual changes to one mean.
@Suite struct ContractPairTests {
    private static let contract = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://credithub.example/contracts/example/v1.schema.json",
          "x-contract": {"name": "example", "version": 1},
          "x-subject": {"category": "LB"}, "x-identity": {"number": ["WSH"]}, "x-operations": {"default": "reported"},
          "type": "object",
          "properties": {
            "MC": {"$ref": "../common/types.schema.json#/$defs/name", "title": "名称", "x-mask": {"head": 1, "tail": 0}},
            "LB": {"type": "string", "enum": ["法人", "个体", "自然人"]},
            "DM": {"type": "string", "maxLength": 18, "format": "region-code", "x-placeholder": "000000X"},
            "YS": {"type": "string", "minLength": 1, "maxLength": 64, "x-codeTable": "colours"},
            "WSH": {"type": "string", "pattern": "^[0-9]{4}$"},
            "JE": {"type": "number", "minimum": 0, "maximum": 999999999999, "x-decimals": 6},
            "XM": {"type": "array", "items": {"type": "object", "properties": {"N": {"type": "integer"}}, "required": ["N"],
              "additionalProperties": false}, "minItems": 1, "maxItems": 9, "uniqueItems": true}
          },
          "required": ["MC", "LB", "YS"],
          "additionalProperties": false,
          "allOf": [{"$ref": "#/$defs/rules"}],
          "x-conditions": [{"id": "one", "code": "CH2035", "when": {"field": "JE", "present": true}, "require": ["WSH"],
            "message": {"zh": "甲", "en": "a"}}],
          "$defs": {"rules": {"allOf": [
            {"if": {"properties": {"LB": {"const": "法人"}}}, "then": {"required": ["DM"]}},
            {"if": {"properties": {"LB": {"const": "自然人"}}}, "then": {"properties": {"DM": false}}}
          ]}}
        }
        """#

    private static let types =
        #"""
        {"$defs":{"name":{"type":"string","minLength":1,"maxLength":200},"long":{"type":"string","minLength":1,"maxLength":300},
          "conditions":{"one":{"id":"shared","code":"CH2035","when":{"field":"JE","present":true},"require":["WSH"]}}}}
        """#

    private static let condition = #"""
        {"id": "one", "code": "CH2035", "when": {"field": "JE", "present": true}, "require": ["WSH"],
            "message": {"zh": "甲", "en": "a"}}
        """#

    private func version(_ text: String, _ label: String) throws -> VersionedSchema {
        let root = try JSONValue(parsing: text)
        let documents = ["https://credithub.example/contracts/common/types.schema.json": try JSONValue(parsing: ContractPairTests.types)]
        let validator = TestValidator(root, documents: documents)
        return VersionedSchema(
            label: label, document: root, documents: { documents[$0] },
            samples: [try JSONValue(parsing: #"{"MC":"甲","LB":"个体","YS":"red","DM":"110105"}"#)], accepts: { validator.accepts($0) })
    }

    @Test func samplesAreTaken() throws {
        let version = try version(ContractPairTests.contract, "v1")
        #expect(version.samples.allSatisfy(version.accepts))
    }

    /// What is replaced by what, and whether the new version reads the old one and the other way round. Nil is undecided:
    /// only its validator knows how long the values of a code table are, and there is no sample of the other table.
    @Test(arguments: [
        ("\"title\": \"名称\"", "\"title\": \"姓名\", \"x-disclosure\": \"public\"", true, true),
        (ContractPairTests.condition, "{\"$ref\": \"../common/types.schema.json#/$defs/conditions/one\"}", true, true),
        ("\"head\": 1", "\"head\": 2", true, true),
        ("\"version\": 1", "\"version\": 2", true, true),
        ("\"zh\": \"甲\"", "\"zh\": \"乙\"", true, true),
        ("$defs/name", "$defs/long", true, false),
        ("\"maxLength\": 64", "\"maxLength\": 65", true, nil),
        ("\"自然人\"]", "\"自然人\", \"其他\"]", true, false),
        ("\"法人\", \"个体\"", "\"个体\"", false, true),
        ("\"required\": [\"MC\", ", "\"required\": [", true, false),
        ("\"YS\"]", "\"YS\", \"WSH\"]", false, true),
        ("{4}$", "{4,5}$", true, false),
        ("{4}$", "{5}$", false, false),
        ("[0-9]{4}", "\\\\d{4}", true, true),
        ("\"x-decimals\": 6", "\"x-decimals\": 2", false, true),
        ("\"maximum\": 999999999999", "\"maximum\": 9999999999999", true, false),
        ("\"maxItems\": 9", "\"maxItems\": 8", false, true),
        (", \"uniqueItems\": true", "", true, false),
        ("{\"N\": {\"type\": \"integer\"}}", "{\"N\": {\"type\": \"number\"}}", true, false),
        ("{\"N\": {\"type\": \"integer\"}}", "{\"N\": {\"type\": \"integer\"}, \"M\": {}}", true, false),
        ("\"then\": {\"required\": [\"DM\"]}", "\"then\": {\"required\": [\"WSH\"]}", false, false),
        ("\"then\": {\"properties\": {\"DM\": false}}", "\"then\": {}", true, false),
        ("\"const\": \"自然人\"", "\"const\": \"个体\"", false, false),
        ("\"additionalProperties\": false,\n  \"allOf\"", "\"allOf\"", true, false),
        (", \"x-placeholder\": \"000000X\"", "", false, true),
        ("\"format\": \"region-code\"", "\"format\": \"date\"", false, false),
        ("\"x-codeTable\": \"colours\"", "\"x-codeTable\": \"sizes\"", false, nil),
        (", \"x-codeTable\": \"colours\"", "", true, false),
    ])
    func changes(old: String, new: String, backward: Bool, forward: Bool?) throws {
        let parts = ContractPairTests.contract.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(parts.count == 2)
        let before = try version(ContractPairTests.contract, "v1")
        let after = try version(parts.joined(separator: new), "v2")
        let result = CompatibilityCheck(old: [before], new: after, mode: .full).run()
        let verdicts = result.comparisons.map(\.verdict)
        let expected = forward.map { $0 ? "compatible" : "incompatible" } ?? "undecided"
        #expect(verdicts[0].name == (backward ? "compatible" : "incompatible"), "\(old) → \(new): \(verdicts[0])")
        #expect(verdicts[1].name == expected, "\(old) → \(new): \(verdicts[1])")
    }
}
