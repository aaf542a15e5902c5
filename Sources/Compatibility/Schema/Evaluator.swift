import JSON

/// Validates values against the schemas of a graph, as far as their assertions are understood.
final class Evaluator {
    let nodes: [SchemaNode]
    let patterns: PatternCache

    init(nodes: [SchemaNode], patterns: PatternCache) {
        self.nodes = nodes
        self.patterns = patterns
    }

    /// Whether a schema takes a value; nil if that depends on something not understood.
    func check(_ node: NodeID, _ value: JSONValue) -> Bool? {
        all(nodes[node].keywords) { check($0.assertion, value) }
    }

    func check(_ assertion: Assertion, _ value: JSONValue) -> Bool? {
        switch assertion {
        case .never: return false
        case .types(let types): return types.contains(TypeSet(of: value))
        case .values(let set): return set.values.contains(value)
        case .reference(let node): return check(node, value)
        case .anyOf(let nodes): return any(nodes) { check($0, value) }
        case .oneOf(let nodes): return isOne(of: nodes, value)
        case .not(let node): return check(node, value).map { !$0 }
        case .conditional(let test, let then, let otherwise):
            let thenVerdict = then.map { check($0, value) } ?? true
            let elseVerdict = otherwise.map { check($0, value) } ?? true
            guard let isTrue = check(test, value) else { return thenVerdict == true && elseVerdict == true ? true : nil }
            return isTrue ? thenVerdict : elseVerdict
        case .atom(let atom): return atom.types.contains(TypeSet(of: value)) ? nil : true
        default: break
        }
        switch value {
        case .number(let number): return check(assertion, number)
        case .string(let string): return check(assertion, string)
        case .array(let elements): return check(assertion, elements)
        case .object(let object): return check(assertion, object, value)
        case .null, .bool: return true
        }
    }

    // MARK: - By type

    private func check(_ assertion: Assertion, _ number: ExactDecimal) -> Bool? {
        switch assertion {
        case .minimum(let bound, let isExclusive): isExclusive ? number > bound : number >= bound
        case .maximum(let bound, let isExclusive): isExclusive ? number < bound : number <= bound
        case .multipleOf(let divisor): number.isMultiple(of: divisor)
        default: true
        }
    }

    private func check(_ assertion: Assertion, _ string: String) -> Bool? {
        switch assertion {
        case .minLength(let length): string.unicodeScalars.count >= length
        case .maxLength(let length): string.unicodeScalars.count <= length
        case .pattern(let pattern): patterns.matches(pattern, string)
        default: true
        }
    }

    private func check(_ assertion: Assertion, _ elements: [JSONValue]) -> Bool? {
        switch assertion {
        case .minItems(let count): return elements.count >= count
        case .maxItems(let count): return elements.count <= count
        case .uniqueItems: return Set(elements).count == elements.count
        case .items(let rule):
            return all(Array(elements.enumerated())) { index, element in
                guard index >= rule.prefix.count else { return check(rule.prefix[index], element) }
                return rule.rest.map { check($0, element) } ?? true
            }
        case .contains(let node, let min, let max):
            let verdicts = elements.map { check(node, $0) }
            let certain = verdicts.count { $0 == true }
            let possible = certain + verdicts.count { $0 == nil }
            if possible < min || certain > max ?? Int.max { return false }
            return certain >= min && possible <= max ?? Int.max ? true : nil
        default: return true
        }
    }

    private func check(_ assertion: Assertion, _ object: JSONObject, _ value: JSONValue) -> Bool? {
        switch assertion {
        case .minProperties(let count): return object.count >= count
        case .maxProperties(let count): return object.count <= count
        case .required(let name): return object[name.text] != nil
        case .dependentRequired(let name, let other): return object[name.text] == nil || object[other.text] != nil
        case .dependentSchema(let name, let node): return object[name.text] == nil ? true : check(node, value)
        case .propertyNames(let node): return all(object.names) { check(node, .string($0)) }
        case .members(let rule):
            return all(Array(object)) { member in
                let subject = rule.nodes(for: Name(member.name), patterns)
                if subject.isUncertain { return nil }
                return all(subject.nodes) { check($0, member.value) }
            }
        default: return true
        }
    }

    // MARK: - Three truth values

    private func all<Item>(_ items: [Item], _ check: (Item) -> Bool?) -> Bool? {
        var isUnknown = false
        for item in items {
            switch check(item) {
            case false: return false
            case nil: isUnknown = true
            default: break
            }
        }
        return isUnknown ? nil : true
    }

    private func any<Item>(_ items: [Item], _ check: (Item) -> Bool?) -> Bool? {
        all(items) { check($0).map { !$0 } }.map { !$0 }
    }

    private func isOne(of nodes: [NodeID], _ value: JSONValue) -> Bool? {
        let verdicts = nodes.map { check($0, value) }
        let certain = verdicts.count { $0 == true }
        if certain > 1 { return false }
        return verdicts.contains(nil) ? nil : certain == 1
    }
}
