import JSON
import SeededRandom

/// Small schemas of all keywords at random, and documents for them: few names and few values, so that they meet.
struct RandomSchema {
    var generator: SeededGenerator

    private static let names = ["a", "b", "c", "ab", "中", ""]
    private static let patterns = ["^a", "b", "^[a-c]$", "^.?$", "中", "^(a|b)+$", "^[^a]"]
    private static let numbers = ["0", "-0.0", "1", "1.0", "2", "-1", "0.5", "1e2", "3", "0.1", "0.3", "1.5", "10000000000000000000000"]
    private static let texts = ["", "a", "b", "ab", "abc", "中文", "é", "e\u{301}", "1", "😀x"]
    private static let types = ["null", "boolean", "integer", "number", "string", "array", "object"]
    private static let definitions = 3

    // MARK: Schemas

    /// A schema with definitions, which refer to one another and to the whole.
    mutating func schema() -> JSONValue {
        guard case .object(let root) = schema(depth: 0, next: 0) else { return .bool(true) }
        var definitions: [(String, JSONValue)] = []
        for index in 0..<Self.definitions { definitions.append(("d\(index)", schema(depth: 1, next: index + 1))) }
        return .object(JSONObject(root.map { ($0.name, $0.value) } + [("$defs", .object(JSONObject(definitions)))]))
    }

    /// - parameter next: the first definition that may be referred to in place, so that nothing refers to itself in a circle.
    private mutating func schema(depth: Int, next: Int) -> JSONValue {
        if depth > 0, chance(12) { return .bool(chance(75)) }
        var members: [(String, JSONValue)] = []
        for _ in 0..<Int.random(in: 1...4, using: &generator) { members += keywords(depth: depth, next: next) }
        return .object(JSONObject(members))
    }

    /// The schema of another value: it may refer to anything.
    private mutating func child(_ depth: Int) -> JSONValue {
        if depth > 3 { return chance(50) ? object([("type", .string(pick(Self.types)))]) : .bool(chance(70)) }
        if chance(12) { return object([("$ref", .string(chance(40) ? "#" : "#/$defs/d\(number(0..<Self.definitions))"))]) }
        return schema(depth: depth + 1, next: 0)
    }

    private mutating func inPlace(_ depth: Int, _ next: Int) -> JSONValue {
        if depth > 3 { return object([("type", .array([.string(pick(Self.types)), .string(pick(Self.types))]))]) }
        return schema(depth: depth + 1, next: next)
    }

    private mutating func inPlaceList(_ depth: Int, _ next: Int) -> JSONValue {
        var schemas: [JSONValue] = []
        for _ in 0..<number(1..<4) { schemas.append(inPlace(depth, next)) }
        return .array(schemas)
    }

    private mutating func keywords(depth: Int, next: Int) -> [(String, JSONValue)] {
        switch number(0..<24) {
        case 0:
            if chance(50) { return [("type", .string(pick(Self.types)))] }
            return [("type", .array(Self.types.filter { _ in chance(60) }.map { .string($0) } + [.string("object")]))]
        case 1:
            var values: [JSONValue] = []
            for _ in 0..<number(1..<6) { values.append(document(depth: 2)) }
            return [("enum", .array(values))]
        case 2: return [("const", document(depth: 2))]
        case 3:
            let keyword = pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])
            return [(keyword, decimal(pick(Self.numbers)))]
        case 4: return [("multipleOf", decimal(pick(["1", "2", "0.1", "0.5", "3", "1e2", "0.30"])))]
        case 5: return [(pick(["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]), count())]
        case 6: return [("pattern", .string(pick(Self.patterns)))]
        case 7: return [("uniqueItems", .bool(chance(85)))]
        case 8: return [("required", strings())]
        case 9: return [("dependentRequired", object([(pick(Self.names), strings()), (pick(Self.names), strings())]))]
        case 10: return [("dependentSchemas", object([(pick(Self.names), inPlace(depth, next))]))]
        case 11, 12: return properties(depth)
        case 13: return properties(depth) + [("additionalProperties", child(depth))]
        case 14: return [("patternProperties", object([(pick(Self.patterns), child(depth)), (pick(Self.patterns), child(depth))]))]
        case 15: return [("propertyNames", child(depth))]
        case 16:
            var schemas: [JSONValue] = []
            for _ in 0..<number(1..<4) { schemas.append(child(depth)) }
            return [("prefixItems", .array(schemas))] + (chance(40) ? [("items", child(depth))] : [])
        case 17: return [("items", child(depth))]
        case 18:
            return [("contains", child(depth))] + (chance(40) ? [("minContains", count())] : [])
                + (chance(40) ? [("maxContains", count())] : [])
        case 19: return [(pick(["allOf", "anyOf", "oneOf"]), inPlaceList(depth, next))]
        case 20: return [("not", inPlace(depth, next))]
        case 21:
            return [("if", inPlace(depth, next))] + (chance(75) ? [("then", inPlace(depth, next))] : [])
                + (chance(75) ? [("else", inPlace(depth, next))] : [])
        case 22:
            guard next < Self.definitions else { return [("title", .string("a"))] }
            return [("$ref", .string("#/$defs/d\(number(next..<Self.definitions))"))]
        default:
            let keyword = pick(["unevaluatedProperties", "unevaluatedItems"])
            return [(keyword, chance(60) ? .bool(false) : child(depth))]
        }
    }

    private mutating func properties(_ depth: Int) -> [(String, JSONValue)] {
        var members: [(String, JSONValue)] = []
        for name in Self.names where chance(40) { members.append((name, child(depth))) }
        return [("properties", object(members))]
    }

    private mutating func strings() -> JSONValue { .array(Self.names.filter { _ in chance(25) }.map { .string($0) }) }

    private mutating func count() -> JSONValue { decimal(pick(["0", "1", "1.0", "2", "3", "1e0"])) }

    // MARK: Documents

    mutating func document(depth: Int = 0) -> JSONValue {
        switch number(0..<(depth < 3 ? 14 : 6)) {
        case 0: return .null
        case 1: return .bool(chance(50))
        case 2, 3: return decimal(pick(Self.numbers))
        case 4, 5: return .string(pick(Self.texts))
        case 6, 7, 8:
            var elements: [JSONValue] = []
            for _ in 0..<(chance(10) ? 12 : number(0..<5)) { elements.append(document(depth: depth + 1)) }
            return .array(elements)
        default:
            var members: [(String, JSONValue)] = []
            for name in Self.names.shuffled(using: &generator) where chance(50) { members.append((name, document(depth: depth + 1))) }
            return object(members)
        }
    }

    // MARK: Chance

    private func object(_ members: [(String, JSONValue)]) -> JSONValue { .object(JSONObject(members)) }

    private func decimal(_ text: String) -> JSONValue { .number(ExactDecimal(text) ?? 0) }

    private mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

    private mutating func chance(_ percent: Int) -> Bool { number(0..<100) < percent }

    private mutating func pick<T>(_ values: [T]) -> T { values[number(0..<values.count)] }
}
