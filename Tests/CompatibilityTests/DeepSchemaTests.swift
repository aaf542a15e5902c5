import JSON
import Testing

@testable import Compatibility

/// Schemas that would need a deep stack.
@Suite struct DeepSchemaTests {
    private func nested(_ inner: String, _ depth: Int) -> String {
        (0..<depth).reduce(inner) { text, _ in
            #"{"type":"object","properties":{"a":\#(text)},"required":["a"],"allOf":[{"if":{"required":["b"]},"then":{"required":["c"]}}]}"#
        }
    }

    @Test(arguments: [1, 5, 20, 60])
    func nestingIsDecidedOrLeftUndecided(depth: Int) throws {
        let narrow = nested(#"{"type":"string","maxLength":1}"#, depth)
        let wide = nested(#"{"type":"string","maxLength":2}"#, depth)
        let widened = try check(narrow, wide).name
        #expect(depth > 20 ? widened != "incompatible" : widened == "compatible")
        let narrowed = try check(wide, narrow).name
        #expect(depth > 20 ? narrowed != "compatible" : narrowed == "incompatible")
        #expect(try check(wide, wide).name == "compatible")
    }

    @Test(arguments: [5, 12, 24])
    func manyConditionsAreDecided(count: Int) throws {
        func schema(_ changed: String) -> String {
            let rules = (0..<count).map { #"{"if":{"properties":{"k\#($0)":{"const":1}},"required":["k\#($0)"]},"then":{"required":["p\#($0)"]}}"# }
            return #"{"type":"object","properties":{"v":{"type":"string","maxLength":\#(changed)}},"allOf":[\#(rules.joined(separator: ","))]}"#
        }
        #expect(try check(schema("3"), schema("4")).name == "compatible")
        #expect(try check(schema("4"), schema("3")).name == "incompatible")
    }
}
