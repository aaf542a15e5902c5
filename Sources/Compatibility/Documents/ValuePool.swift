import JSON

/// Values and names that occur in the schemas of a comparison, to make documents of.
struct ValuePool {
    private(set) var values: [JSONValue]
    private(set) var names: [String] = []
    private(set) var strings: [String] = []

    init(_ graph: SchemaGraph, samples: [JSONValue] = []) {
        values =
            [
                .null, .bool(true), .bool(false), .array([]), .object(JSONObject([])), .array([.null]),
                .object(JSONObject([("a", .null)])),
            ]
            + [0, 1, -1, 2, 3, 10].map { .number($0) } + ["", "a", "ab", "甲"].map { .string($0) }
        if let half = ExactDecimal("0.5") { values.append(.number(half)) }
        var seen: Set<JSONValue> = Set(values)
        var seenNames: Set<Name> = []
        func add(_ value: JSONValue) {
            if seen.insert(value).inserted, values.count < 300 { values.append(value) }
        }
        for sample in samples { ValuePool.walk(sample, add) }
        for node in graph.nodes {
            for value in node.examples { add(value) }
            for keyword in node.keywords + node.hints {
                switch keyword.assertion {
                case .values(let set): for value in set.values { add(value) }
                case .minimum(let bound, _), .maximum(let bound, _), .multipleOf(let bound): add(.number(bound))
                case .required(let name): if seenNames.insert(name).inserted { names.append(name.text) }
                case .members(let rule):
                    for name in rule.properties.keys.sorted() where seenNames.insert(name).inserted { names.append(name.text) }
                default: break
                }
            }
        }
        for name in ["x", "zz"] where seenNames.insert(Name(name)).inserted { names.append(name) }
        strings = values.compactMap(\.stringValue)
    }

    /// All values in a document that hold no others.
    private static func walk(_ value: JSONValue, _ visit: (JSONValue) -> Void) {
        switch value {
        case .object(let object): for member in object { walk(member.value, visit) }
        case .array(let elements): for element in elements { walk(element, visit) }
        default: visit(value)
        }
    }
}
