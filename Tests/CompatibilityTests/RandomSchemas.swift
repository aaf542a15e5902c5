import JSON

@testable import Compatibility

/// Small schemas by chance, and schemas that differ from a given one in a place or two.
struct RandomSchemas {
    var random: SeededGenerator
    /// Whether only keywords are used that the contracts use.
    var isPlain = false

    init(seed: UInt64, isPlain: Bool = false) {
        random = SeededGenerator(seed: seed)
        self.isPlain = isPlain
    }

    private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

    private mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &random)] }

    private mutating func number(_ range: ClosedRange<Int>) -> JSONValue { .number(ExactDecimal(Int.random(in: range, using: &random))) }

    private static let constants: [JSONValue] = [
        .string("a"), .string("b"), .string("ab"), .number(0), .number(1), .number(2), .bool(true), .null,
        .array([]), .object(JSONObject([])), .array([.number(1)]), .object(JSONObject([("p", .number(1))])),
    ]

    static let patterns = ["^a", "b$", "^[ab]*$", "a|b", "^a{1,2}$", "^[^a]", "^(ab)+$", "", "^p", "q"]

    mutating func schema(depth: Int = 2) -> JSONValue {
        if chance(20) { return .bool(chance(3)) }
        if depth > 0, chance(12) { return object([("$ref", .string("#"))]) }
        var members: [(String, JSONValue)] = []
        let type = pick(["string", "integer", "number", "object", "object", "array", "boolean", "null"])
        if !chance(6) { members.append(("type", chance(6) ? .array([.string(type), .string("null")]) : .string(type))) }
        for _ in 0..<Int.random(in: 0..<4, using: &random) { members.append(keyword(type, depth)) }
        if depth > 0, chance(5) { members.append(combination(depth)) }
        // An annotation to all but a lenient reader.
        if chance(5) { members.append(("default", pick(RandomSchemas.constants))) }
        return object(members)
    }

    private func object(_ members: [(String, JSONValue)]) -> JSONValue { .object(JSONObject(members)) }

    private mutating func keyword(_ type: String, _ depth: Int) -> (String, JSONValue) {
        if chance(8) { return ("enum", .array((0..<3).map { _ in pick(RandomSchemas.constants) })) }
        if chance(16) { return ("const", pick(RandomSchemas.constants)) }
        switch type {
        case "string":
            switch Int.random(in: 0..<3, using: &random) {
            case 0: return ("minLength", number(0...2))
            case 1: return ("maxLength", number(0...3))
            default: return ("pattern", .string(pick(RandomSchemas.patterns)))
            }
        case "integer", "number":
            switch Int.random(in: 0..<5, using: &random) {
            case 0: return ("minimum", number(-1...2))
            case 1: return ("maximum", number(0...4))
            case 2: return ("exclusiveMinimum", number(-1...2))
            case 3: return ("exclusiveMaximum", number(0...4))
            default: return ("multipleOf", pick([.number(2), .number(3), .number(ExactDecimal("0.5") ?? 1)]))
            }
        case "array": return arrayKeyword(depth)
        default: return objectKeyword(depth)
        }
    }

    private mutating func arrayKeyword(_ depth: Int) -> (String, JSONValue) {
        switch Int.random(in: 0..<(isPlain ? 4 : 7), using: &random) {
        case 0: return ("items", schema(depth: max(0, depth - 1)))
        case 1: return ("minItems", number(0...2))
        case 2: return ("maxItems", number(0...3))
        case 3: return ("uniqueItems", .bool(true))
        case 4: return ("prefixItems", .array((0..<2).map { _ in schema(depth: max(0, depth - 1)) }))
        case 5: return ("contains", schema(depth: max(0, depth - 1)))
        default: return chance(2) ? ("minContains", number(0...2)) : ("maxContains", number(1...2))
        }
    }

    private mutating func objectKeyword(_ depth: Int) -> (String, JSONValue) {
        switch Int.random(in: 0..<(isPlain ? 5 : 11), using: &random) {
        case 0, 1:
            let names = ["p", "q", "r"].shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
            return ("properties", object(names.map { ($0, schema(depth: max(0, depth - 1))) }))
        case 2, 3: return ("required", .array(["p", "q"].shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)).map { .string($0) }))
        case 4: return ("additionalProperties", chance(2) ? .bool(false) : schema(depth: max(0, depth - 1)))
        case 5: return ("minProperties", number(0...2))
        case 6: return ("maxProperties", number(0...3))
        case 7: return ("patternProperties", object([(pick(["^p", "q", "^[pq]$"]), schema(depth: max(0, depth - 1)))]))
        case 8: return ("propertyNames", object([pick([("maxLength", .number(1)), ("pattern", .string("^[pq]")), ("enum", .array([.string("p")]))])]))
        case 9: return ("dependentRequired", object([("p", .array([.string("q")]))]))
        default: return ("dependentSchemas", object([("q", schema(depth: 0))]))
        }
    }

    private mutating func combination(_ depth: Int) -> (String, JSONValue) {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return ("allOf", .array((0..<2).map { _ in schema(depth: depth - 1) }))
        case 1: return ("anyOf", .array((0..<2).map { _ in schema(depth: depth - 1) }))
        case 2: return ("oneOf", .array((0..<2).map { _ in schema(depth: depth - 1) }))
        case 3: return ("not", schema(depth: depth - 1))
        default: return ("allOf", .array([object([("if", schema(depth: 0)), ("then", schema(depth: depth - 1)), ("else", schema(depth: 0))])]))
        }
    }

    /// A schema that differs a little.
    mutating func neighbour(_ schema: JSONValue, depth: Int = 2) -> JSONValue {
        guard case .object(let object) = schema, !object.isEmpty, !chance(8) else { return self.schema(depth: depth) }
        var members = object.map { ($0.name, $0.value) }
        let place = Int.random(in: 0..<members.count, using: &random)
        let (name, value) = members[place]
        switch (name, value) {
        case (_, .number(let number)) where number.intValue != nil:
            members[place].1 = .number(ExactDecimal(max(name == "multipleOf" ? 1 : 0, (number.intValue ?? 0) + pick([-1, 1]))))
        case ("properties", .object(let inner)), ("patternProperties", .object(let inner)):
            let chosen = Int.random(in: 0..<inner.count, using: &random)
            members[place].1 = self.object(
                inner.enumerated().map { ($1.name, $0 == chosen ? neighbour($1.value, depth: max(0, depth - 1)) : $1.value) })
        case ("items", _), ("additionalProperties", _), ("not", _), ("contains", _):
            members[place].1 = neighbour(value, depth: max(0, depth - 1))
        case ("enum", .array(let values)) where values.count > 1: members[place].1 = .array(Array(values.dropLast()))
        case ("type", .string(let type)): members[place].1 = type == "integer" ? .string("number") : .array([value, .string("null")])
        case ("allOf", .array(let values)), ("anyOf", .array(let values)), ("oneOf", .array(let values)):
            let chosen = Int.random(in: 0..<values.count, using: &random)
            members[place].1 = .array(values.enumerated().map { $0 == chosen ? neighbour($1, depth: max(0, depth - 1)) : $1 })
        default: members.remove(at: place)
        }
        return self.object(members)
    }

    /// A document by chance, mostly of the names and constants of the schemas.
    mutating func document(depth: Int = 3) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
        case 0: return pick(RandomSchemas.constants)
        case 1, 2: return .string(pick(["", "a", "b", "ab", "aa", "ba", "abab", "p", "aab", "c"]))
        case 3: return .number(pick(["0", "1", "2", "3", "4", "5", "6", "-1", "0.5", "1.5", "2.25", "1e0"].compactMap { ExactDecimal($0) }))
        case 4: return pick([.null, .bool(true), .bool(false)])
        case 5: return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in document(depth: depth - 1) })
        default:
            let names = ["p", "q", "r", "pp", "s"].shuffled(using: &random).prefix(Int.random(in: 0..<4, using: &random))
            return object(names.map { ($0, document(depth: depth - 1)) })
        }
    }
}
