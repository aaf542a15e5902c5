import JSON
import Testing

@testable import Compatibility

/// strict/lenient × open/closed × added/removed × required/defaulted/optional, in both directions of reading.
@Suite struct ContentModelTests {
    struct Row: CustomTestStringConvertible {
        var model: ContentModel
        var isClosed: Bool
        /// Whether the new schema has the property and the old one has not; else the other way round.
        var isAdded: Bool
        var property: String
        /// Whether the new schema reads what the old one writes.
        var backward: Bool
        /// Whether the old schema reads what the new one writes.
        var forward: Bool

        var testDescription: String {
            "\(model) \(isClosed ? "closed" : "open") \(isAdded ? "added" : "removed") \(property)"
        }
    }

    static let rows: [Row] = [
        // Strict: an open object may carry the name already, with any value.
        Row(model: .strict, isClosed: false, isAdded: true, property: "required", backward: false, forward: true),
        Row(model: .strict, isClosed: false, isAdded: true, property: "defaulted", backward: false, forward: true),
        Row(model: .strict, isClosed: false, isAdded: true, property: "optional", backward: false, forward: true),
        Row(model: .strict, isClosed: false, isAdded: false, property: "required", backward: true, forward: false),
        Row(model: .strict, isClosed: false, isAdded: false, property: "defaulted", backward: true, forward: false),
        Row(model: .strict, isClosed: false, isAdded: false, property: "optional", backward: true, forward: false),
        Row(model: .strict, isClosed: true, isAdded: true, property: "required", backward: false, forward: false),
        Row(model: .strict, isClosed: true, isAdded: true, property: "defaulted", backward: false, forward: false),
        Row(model: .strict, isClosed: true, isAdded: true, property: "optional", backward: true, forward: false),
        Row(model: .strict, isClosed: true, isAdded: false, property: "required", backward: false, forward: false),
        Row(model: .strict, isClosed: true, isAdded: false, property: "defaulted", backward: false, forward: false),
        Row(model: .strict, isClosed: true, isAdded: false, property: "optional", backward: false, forward: true),
        // Lenient: what is not declared is not sent, and a required member with a default may be absent.
        Row(model: .lenient, isClosed: false, isAdded: true, property: "required", backward: false, forward: true),
        Row(model: .lenient, isClosed: false, isAdded: true, property: "defaulted", backward: true, forward: true),
        Row(model: .lenient, isClosed: false, isAdded: true, property: "optional", backward: true, forward: true),
        Row(model: .lenient, isClosed: false, isAdded: false, property: "required", backward: true, forward: false),
        Row(model: .lenient, isClosed: false, isAdded: false, property: "defaulted", backward: true, forward: true),
        Row(model: .lenient, isClosed: false, isAdded: false, property: "optional", backward: true, forward: true),
        // The reader's own closure is honoured.
        Row(model: .lenient, isClosed: true, isAdded: true, property: "required", backward: false, forward: false),
        Row(model: .lenient, isClosed: true, isAdded: true, property: "defaulted", backward: true, forward: false),
        Row(model: .lenient, isClosed: true, isAdded: true, property: "optional", backward: true, forward: false),
        Row(model: .lenient, isClosed: true, isAdded: false, property: "required", backward: false, forward: false),
        Row(model: .lenient, isClosed: true, isAdded: false, property: "defaulted", backward: false, forward: true),
        Row(model: .lenient, isClosed: true, isAdded: false, property: "optional", backward: false, forward: true),
    ]

    @Test func theTableHasAllCombinations() {
        #expect(Set(ContentModelTests.rows.map(\.testDescription)).count == 24)
    }

    @Test(arguments: rows)
    func oneProperty(row: Row) throws {
        let closure = row.isClosed ? #","additionalProperties":false"# : ""
        let without = #"{"type":"object","properties":{"a":{"type":"string"}}\#(closure)}"#
        let kinds = [
            "required": (#"{"type":"string"}"#, #","required":["b"]"#),
            "defaulted": (#"{"type":"string","default":"x"}"#, #","required":["b"]"#),
            "optional": (#"{"type":"string"}"#, ""),
        ]
        let (property, required) = try #require(kinds[row.property])
        let with = #"{"type":"object","properties":{"a":{"type":"string"},"b":\#(property)}\#(required)\#(closure)}"#
        let (old, new) = row.isAdded ? (without, with) : (with, without)
        let backward = try check(old, new, contentModel: row.model)
        let forward = try check(old, new, mode: .forward, contentModel: row.model)
        #expect(backward.name == (row.backward ? "compatible" : "incompatible"), "\(backward)")
        #expect(forward.name == (row.forward ? "compatible" : "incompatible"), "\(forward)")
        let full = try check(old, new, mode: .full, contentModel: row.model)
        #expect(full.name == (row.backward && row.forward ? "compatible" : "incompatible"))
    }

    @Test func strictWitnessCarriesTheNameWithAnotherType() throws {
        let verdict = try check(
            #"{"type":"object","properties":{"a":{}}}"#, #"{"type":"object","properties":{"a":{},"b":{"type":"string"}}}"#)
        let value = try #require(verdict.witness?["b"])
        #expect(value.stringValue == nil)
    }

    /// Pairs in the lenient model: writer, reader, verdict.
    static let lenient: [(String, String, String)] = [
        // Names are declared wherever they are mentioned.
        (#"{"allOf":[{"properties":{"a":{}}},{"properties":{"b":{"type":"string"}}}],"type":"object"}"#, #"{"type":"object","properties":{"c":{"type":"string"}},"maxProperties":2}"#, "compatible"),
        (#"{"type":"object","patternProperties":{"^x":{}}}"#, #"{"type":"object","properties":{"y":{"type":"string"}}}"#, "compatible"),
        (#"{"type":"object","patternProperties":{"^x":{}}}"#, #"{"type":"object","properties":{"x1":{"type":"string"}}}"#, "incompatible"),
        // A schema for further members makes a map, which has every name.
        (#"{"type":"object","additionalProperties":{"type":"string"}}"#, #"{"type":"object","properties":{"y":{"type":"integer"}}}"#, "incompatible"),
        (#"{"type":"object","additionalProperties":{}}"#, #"{"type":"object","properties":{"y":{"type":"integer"}}}"#, "compatible"),
        // In depth.
        (#"{"type":"object","properties":{"o":{"type":"object","properties":{"a":{}}}}}"#, #"{"type":"object","properties":{"o":{"type":"object","properties":{"a":{},"b":{"type":"string"}}}}}"#, "compatible"),
        (#"{"type":"array","items":{"type":"object","properties":{"a":{}}}}"#, #"{"type":"array","items":{"type":"object","properties":{"a":{},"b":{"type":"string"}}}}"#, "compatible"),
        (#"{"type":"array","items":{"type":"object","properties":{"a":{}}}}"#, #"{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}}}"#, "incompatible"),
        ("true", #"{"properties":{"a":{"type":"string"}}}"#, "compatible"),
        // The reader's closure.
        (#"{"type":"object","properties":{"a":{}}}"#, #"{"type":"object","properties":{"a":{}},"additionalProperties":false}"#, "compatible"),
        (#"{"type":"object","properties":{"a":{},"b":{}}}"#, #"{"type":"object","properties":{"a":{}},"additionalProperties":false}"#, "incompatible"),
        // Defaults behind references, and in depth.
        (#"{"type":"object"}"#, ##"{"type":"object","properties":{"a":{"$ref":"#/$defs/d"}},"required":["a"],"$defs":{"d":{"type":"integer","default":1}}}"##, "compatible"),
        (#"{"type":"object","properties":{"o":{"type":"object"}}}"#, #"{"type":"object","properties":{"o":{"type":"object","properties":{"b":{"default":1}},"required":["b"]}}}"#, "compatible"),
        // A default that its own schema refuses is no help.
        (#"{"type":"object"}"#, #"{"type":"object","properties":{"a":{"type":"string","default":1}},"required":["a"]}"#, "incompatible"),
        // Filled in, a member counts as one more.
        (#"{"type":"object","properties":{"a":{}}}"#, #"{"type":"object","properties":{"a":{},"b":{"default":1}},"required":["b"],"maxProperties":1}"#, "incompatible"),
        // Equal once filled in.
        (#"{"type":"array","items":{"type":"object","properties":{"b":{}}},"uniqueItems":true}"#, #"{"type":"array","items":{"type":"object","properties":{"b":{"default":1}},"required":["b"]},"uniqueItems":true}"#, "incompatible"),
        // A condition sees what is filled in.
        (#"{"type":"object","properties":{"a":{}}}"#, #"{"type":"object","properties":{"a":{},"b":{"default":1}},"required":["b"],"if":{"required":["b"]},"then":{"required":["a"]}}"#, "incompatible"),
        (#"{"type":"object","properties":{"a":{}},"required":["a"]}"#, #"{"type":"object","properties":{"a":{},"b":{"default":1}},"required":["b"],"if":{"required":["b"]},"then":{"required":["a"]}}"#, "compatible"),
        (##"{"type":"object","properties":{"v":{"type":"integer"},"next":{"$ref":"#"}}}"##, ##"{"type":"object","properties":{"v":{"type":"integer"},"w":{"type":"string"},"next":{"$ref":"#"}}}"##, "compatible"),
    ]

    @Test(arguments: lenient)
    func lenientPairs(writer: String, reader: String, expected: String) throws {
        let verdict = try check(writer, reader, contentModel: .lenient)
        #expect(verdict.name == expected, "\(writer) → \(reader): \(verdict)")
    }
}
