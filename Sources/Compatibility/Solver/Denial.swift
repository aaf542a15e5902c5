import JSON

/// The ways in which a value can break an assertion.
enum Denial {
    static func branches(of assertion: Assertion, side: Side) -> [[Term]] {
        func deny(_ node: NodeID) -> Literal { Literal(node: node, isPositive: false, side: side) }
        func affirm(_ node: NodeID) -> Literal { Literal(node: node, isPositive: true, side: side) }

        switch assertion {
        case .never: return [[]]
        case .types(let types): return [[.types(types.complement)]]
        case .values(let set): return [[.excluded(set.values)]]
        case .minimum(let bound, let isExclusive):
            return [[.types(.number), .assertion(.maximum(bound, isExclusive: !isExclusive), side)]]
        case .maximum(let bound, let isExclusive):
            return [[.types(.number), .assertion(.minimum(bound, isExclusive: !isExclusive), side)]]
        case .multipleOf(let divisor): return [[.types(.number), .notMultipleOf(divisor)]]
        case .minLength(let length): return [[.types(.string), .assertion(.maxLength(length - 1), side)]]
        case .maxLength(let length):
            return length == Int.max ? [] : [[.types(.string), .assertion(.minLength(length + 1), side)]]
        case .pattern(let pattern): return [[.types(.string), .notPattern(pattern)]]
        case .minItems(let count): return [[.types(.array), .assertion(.maxItems(count - 1), side)]]
        case .maxItems(let count):
            return count == Int.max ? [] : [[.types(.array), .assertion(.minItems(count + 1), side)]]
        case .uniqueItems: return [[.types(.array), .duplicate]]
        case .items(let rule):
            let prefix = rule.prefix.enumerated().map { [Term.types(.array), .element($0.offset, [deny($0.element)])] }
            let rest = rule.rest.map { [Term.types(.array), .elementBehind(rule.prefix.count, [deny($0)])] }
            return prefix + [rest].compactMap { $0 }
        case .contains(let node, let min, let max):
            var branches: [[Term]] = []
            if min > 0 { branches.append([.types(.array), .containsAtMost(affirm(node), min - 1)]) }
            if let max, max < Int.max { branches.append([.types(.array), .containsAtLeast(affirm(node), max + 1)]) }
            return branches
        case .minProperties(let count): return [[.types(.object), .assertion(.maxProperties(count - 1), side)]]
        case .maxProperties(let count):
            return count == Int.max ? [] : [[.types(.object), .assertion(.minProperties(count + 1), side)]]
        case .required(let name): return [[.types(.object), .absent(name)]]
        case .members(let rule): return branches(of: rule, deny)
        case .propertyNames(let node): return [[.types(.object), .some(.satisfying(deny(node)), [])]]
        case .dependentRequired(let name, let other): return [[.present(name, []), .absent(other)]]
        case .dependentSchema(let name, let node): return [[.present(name, []), .literal(deny(node))]]
        case .reference(let node): return [[.literal(deny(node))]]
        case .anyOf(let nodes): return [nodes.map { .literal(deny($0)) }]
        case .oneOf(let nodes):
            var branches = [nodes.map { Term.literal(deny($0)) }]
            for first in nodes.indices {
                for second in nodes.indices where second > first {
                    branches.append([.literal(affirm(nodes[first])), .literal(affirm(nodes[second]))])
                }
            }
            return branches
        case .not(let node): return [[.literal(affirm(node))]]
        case .conditional(let test, let then, let otherwise):
            let broken = then.map { [Term.literal(affirm(test)), .literal(deny($0))] }
            let brokenElse = otherwise.map { [Term.literal(deny(test)), .literal(deny($0))] }
            return [broken, brokenElse].compactMap { $0 }
        case .atom(let atom): return [[.types(atom.types), .notAtom(atom)]]
        }
    }

    private static func branches(of rule: MemberRule, _ deny: (NodeID) -> Literal) -> [[Term]] {
        var branches: [[Term]] = []
        for (name, node) in rule.properties.sorted(by: { $0.key < $1.key }) {
            branches.append([.present(name, [deny(node)])])
        }
        for (pattern, node) in rule.patterns.sorted(by: { $0.key < $1.key }) {
            branches.append([.types(.object), .some(.matching(pattern), [deny(node)])])
        }
        if let additional = rule.additional {
            branches.append([.types(.object), .some(.outside(rule), [deny(additional)])])
        }
        return branches
    }
}
