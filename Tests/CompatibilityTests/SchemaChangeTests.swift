import JSON
import Testing

@testable import Compatibility

@Suite struct SchemaChangeTests {
    private func changes(_ old: String, _ new: String) throws -> [String] {
        SchemaChanges.between(try version(old), try version(new)).map { "\($0.kind.rawValue) \($0.pointer) \($0.field)" }
    }

    private func object(_ property: String, _ rest: String = "") -> String {
        #"{"type":"object","properties":{"a":\#(property)}\#(rest)}"#
    }

    @Test(arguments: [
        (#"{"type":"string"}"#, #"{"type":"integer"}"#, ["type-changed /properties/a/type /a"]),
        (#"{"type":["string","null"]}"#, #"{"type":["null","string"]}"#, []),
        (#"{"maxLength":10}"#, #"{"maxLength":20}"#, ["limit-widened /properties/a/maxLength /a"]),
        (#"{"maxLength":20}"#, #"{"maxLength":10}"#, ["limit-narrowed /properties/a/maxLength /a"]),
        (#"{"minimum":1}"#, #"{"minimum":1.0}"#, []),
        (#"{"minimum":1}"#, "{}", ["limit-widened /properties/a/minimum /a"]),
        ("{}", #"{"minLength":1}"#, ["limit-narrowed /properties/a/minLength /a"]),
        (#"{"multipleOf":0.01}"#, #"{"multipleOf":0.001}"#, ["limit-widened /properties/a/multipleOf /a"]),
        (#"{"x-decimals":2}"#, #"{"x-decimals":6}"#, ["limit-widened /properties/a/x-decimals /a"]),
        (#"{"enum":["x","y"]}"#, #"{"enum":["y","z"]}"#, ["values-added /properties/a/enum /a", "values-removed /properties/a/enum /a"]),
        (#"{"const":"x"}"#, #"{"enum":["x","z"]}"#, ["values-added /properties/a/enum /a"]),
        ("{}", #"{"enum":["x"]}"#, ["limit-narrowed /properties/a/enum /a"]),
        (#"{"pattern":"a"}"#, #"{"pattern":"b"}"#, ["pattern-changed /properties/a/pattern /a"]),
        (#"{"format":"date"}"#, "{}", ["format-changed /properties/a/format /a"]),
        (#"{"x-mask":{"head":1,"tail":0}}"#, #"{"x-mask":{"head":3,"tail":0}}"#, ["mask-changed /properties/a/x-mask /a"]),
        (#"{"x-disclosure":"public"}"#, #"{"x-disclosure":"government"}"#, ["disclosure-changed /properties/a/x-disclosure /a"]),
        (#"{"uniqueItems":true}"#, #"{"uniqueItems":false}"#, ["limit-widened /properties/a/uniqueItems /a"]),
        (#"{"items":{"maxLength":1}}"#, #"{"items":{"maxLength":2}}"#, ["limit-widened /properties/a/items/maxLength /a/*"]),
        (#"{"additionalProperties":true}"#, "{}", []),
        (#"{"additionalProperties":false}"#, "{}", ["content-model-changed /properties/a/additionalProperties /a/*"]),
        (#"{"title":"甲"}"#, #"{"title":"乙","description":"x","default":1}"#, []),
        (#"{"x-codeTable":"a"}"#, #"{"x-codeTable":"b"}"#, ["rule-changed /properties/a/x-codeTable /a"]),
        ("{}", #"{"not":{"const":1}}"#, ["rule-added /properties/a/not /a"]),
        ("true", "false", ["rule-changed /properties/a /a"]),
    ])
    func oneKeyword(old: String, new: String, expected: [String]) throws {
        #expect(try changes(object(old), object(new)) == expected)
    }

    @Test func fields() throws {
        let old = #"{"properties":{"a":{},"b":{"title":"乙"}},"required":["a"]}"#
        let new = #"{"properties":{"a":{},"c~/d":{}},"required":["c~/d"]}"#
        #expect(try changes(old, new) == [
            "now-required /required/0 /c~0~1d", "no-longer-required /required/0 /a", "field-added /properties/c~0~1d /c~0~1d",
            "field-removed /properties/b /b",
        ])
        let texts = SchemaChanges.between(try version(old), try version(new)).map(\.text)
        #expect(texts.map(\.zh) == ["新增的字段“c~/d”必填", "字段“a”不再必填", "新增字段“c~/d”", "删除字段“b(乙)”"])
        #expect(texts.last?.en == "field b(乙) was removed")
    }

    @Test func referencesAreFollowedAndRecursionEnds() throws {
        let old = ##"{"properties":{"n":{"$ref":"#"},"v":{"$ref":"#/$defs/x"}},"$defs":{"x":{"maxLength":1}}}"##
        let new = ##"{"properties":{"n":{"$ref":"#"},"v":{"$ref":"#/$defs/y"}},"$defs":{"y":{"maxLength":2}}}"##
        #expect(try changes(old, new) == ["limit-widened /$defs/y/maxLength /v"])
    }

    @Test func rulesAreComparedAsAWhole() throws {
        let rule = #"{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]}}"#
        let other = #"{"if":{"properties":{"a":{"const":2}}},"then":{"required":["b"]}}"#
        #expect(try changes(#"{"allOf":[\#(rule)]}"#, #"{"allOf":[\#(other),\#(rule)]}"#) == ["rule-added /allOf/0 "])
        #expect(try changes(#"{"allOf":[\#(rule),\#(other)]}"#, #"{"allOf":[\#(other)]}"#) == ["rule-removed /allOf/0 "])
        #expect(try changes(
            #"{"x-conditions":[{"id":"1","when":{},"message":{"zh":"甲"}}]}"#,
            #"{"x-conditions":[{"id":"1","when":{},"message":{"zh":"乙"}}]}"#) == [])
    }
}
