import JSON

extension Solver {
    /// Whether a value fits the constraints that are in no literal: those that came from ways to break a schema.
    func shapesTake(_ value: JSONValue, _ conjunct: Conjunct) -> Bool {
        switch value {
        case .number(let number): conjunct.number.contains(number)
        case .string(let string): takes(string, conjunct.string)
        case .array(let elements): takes(elements, conjunct)
        case .object(let object): takes(object, conjunct)
        case .null, .bool: true
        }
    }

    private func takes(_ string: String, _ shape: StringShape) -> Bool {
        let length = string.unicodeScalars.count
        return length >= shape.minLength && length <= shape.maxLength
            && shape.patterns.allSatisfy { patterns.matches($0, string) != false }
            && shape.deniedPatterns.allSatisfy { patterns.matches($0, string) != true }
    }

    private func takes(_ elements: [JSONValue], _ conjunct: Conjunct) -> Bool {
        let shape = conjunct.array
        guard elements.count >= shape.minItems, elements.count <= shape.maxItems else { return false }
        let isUnique = Set(elements).count == elements.count
        if shape.isUnique && !isUnique || shape.hasDuplicate && isUnique { return false }
        for (index, literals) in shape.elements where !takes(elements[index], literals, places.child(conjunct.scope, index)) {
            return false
        }
        for (first, literals) in shape.behind {
            let isThere = elements.indices.contains { index in
                index >= first && takes(elements[index], literals, places.child(conjunct.scope, index))
            }
            if !isThere { return false }
        }
        return true
    }

    private func takes(_ object: JSONObject, _ conjunct: Conjunct) -> Bool {
        let shape = conjunct.object
        guard object.count >= shape.minProperties, object.count <= shape.maxProperties else { return false }
        if shape.absent.contains(where: { object[$0.text] != nil }) { return false }
        for (name, literals) in shape.present {
            guard let value = object[name.text] else { return false }
            guard takes(value, literals, places.child(conjunct.scope, name)) else { return false }
        }
        return shape.some.allSatisfy { kind, literals in
            object.contains { member in
                mayBe(Name(member.name), kind) && takes(member.value, literals, places.child(conjunct.scope, Name(member.name)))
            }
        }
    }

    private func takes(_ value: JSONValue, _ literals: [Literal], _ scope: Scope) -> Bool {
        mayBe(value, Goal(literals: Set(literals), scope: scope))
    }

    /// Whether a name may be of a kind.
    func mayBe(_ name: Name, _ kind: NameKind) -> Bool {
        switch kind {
        case .matching(let pattern): return patterns.matches(pattern, name.text) != false
        case .outside(let rule):
            return rule.properties[name] == nil && !rule.patterns.keys.contains { patterns.matches($0, name.text) == true }
        case .satisfying(let literal):
            return evaluator.check(literal.node, .string(name.text)) != !literal.isPositive
        }
    }
}
