import JSON

/// Makes documents that a schema probably takes.
final class RandomDocuments {
    private let solver: Solver
    private let pool: ValuePool
    /// Below this depth only members and elements that are needed.
    private static let deepest = 6
    /// Below this depth nothing: some schemas have no end.
    private static let bottom = 14

    init(solver: Solver, pool: ValuePool) {
        self.solver = solver
        self.pool = pool
    }

    func document(_ root: NodeID, _ random: inout SeededGenerator) -> JSONValue? {
        document([Literal(node: root, isPositive: true, side: .writer)], 0, &random)
    }

    private func document(_ literals: Set<Literal>, _ depth: Int, _ random: inout SeededGenerator) -> JSONValue? {
        guard depth < RandomDocuments.bottom else { return nil }
        var builder = solver.builder(for: Goal(literals: literals))
        guard settle(&builder, &random) else { return nil }
        let conjunct = builder.conjunct
        if let values = conjunct.values { return values.randomElement(using: &random) }
        guard let type = TypeSet.each.filter({ conjunct.types.contains($0) }).randomElement(using: &random) else { return nil }
        switch type {
        case .null: return .null
        case .boolean: return .bool(Bool.random(using: &random))
        case .number: return solver.below { solver.numbers(conjunct) }.candidates.randomElement(using: &random)
        case .string: return string(conjunct, &random)
        case .array: return array(conjunct, depth, &random)
        default: return object(conjunct, depth, &random)
        }
    }

    /// Takes one alternative of each choice by chance.
    private func settle(_ builder: inout ConjunctBuilder, _ random: inout SeededGenerator) -> Bool {
        var rounds = 0
        while let choice = builder.conjunct.choices.popLast() {
            rounds += 1
            let start = builder
            var isSettled = false
            for branch in choice.branches.shuffled(using: &random) {
                builder = start
                builder.add(branch)
                if !builder.conjunct.isContradictory {
                    isSettled = true
                    break
                }
            }
            if !isSettled || rounds > 200 { return false }
        }
        return !builder.conjunct.isContradictory
    }

    private func string(_ conjunct: Conjunct, _ random: inout SeededGenerator) -> JSONValue? {
        let shape = conjunct.string
        let isFree =
            shape.patterns.isEmpty && shape.deniedPatterns.isEmpty && conjunct.atoms.isEmpty && conjunct.deniedAtoms.isEmpty
        guard isFree, shape.minLength <= shape.maxLength, shape.minLength < 1000 else {
            return solver.below { solver.strings(conjunct) }.candidates.randomElement(using: &random)
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            let fitting = pool.strings.filter { (shape.minLength...shape.maxLength).contains($0.unicodeScalars.count) }
            if let string = fitting.randomElement(using: &random) { return .string(string) }
        }
        let length = Int.random(in: shape.minLength...min(shape.maxLength, shape.minLength + 4), using: &random)
        return .string(String((0..<length).map { _ in "ab甲0".randomElement(using: &random) ?? "a" }))
    }

    private func array(_ conjunct: Conjunct, _ depth: Int, _ random: inout SeededGenerator) -> JSONValue? {
        let shape = conjunct.array
        let longest = min(shape.maxItems, shape.minItems + (depth < RandomDocuments.deepest ? 3 : 0))
        guard shape.minItems <= longest, longest < 300 else { return nil }
        var elements: [JSONValue] = []
        for index in 0..<Int.random(in: shape.minItems...longest, using: &random) {
            var literals = Set(shape.elements[index] ?? [])
            for (rule, side) in shape.rules {
                let node = index < rule.prefix.count ? rule.prefix[index] : rule.rest
                if let node { literals.insert(Literal(node: node, isPositive: true, side: side)) }
            }
            if let wanted = shape.containsAtLeast.randomElement(using: &random), Bool.random(using: &random) {
                literals.insert(wanted.literal)
            }
            guard let element = document(literals, depth + 1, &random) else { break }
            elements.append(element)
        }
        return elements.count < shape.minItems ? nil : .array(elements)
    }

    private func object(_ conjunct: Conjunct, _ depth: Int, _ random: inout SeededGenerator) -> JSONValue? {
        let shape = conjunct.object
        var known = Set(shape.rules.flatMap(\.rule.properties.keys))
        known.insert(Name(pool.names.randomElement(using: &random) ?? "x"))
        var members: [(String, JSONValue)] = []
        for name in known.union(shape.present.keys).sorted() where !shape.absent.contains(name) {
            let isNeeded = shape.present[name] != nil
            guard isNeeded || depth < RandomDocuments.deepest && Int.random(in: 0..<5, using: &random) < 2 else { continue }
            var literals = Set(shape.present[name] ?? [])
            for (rule, side) in shape.rules {
                for node in rule.nodes(for: name, solver.patterns).nodes {
                    literals.insert(Literal(node: node, isPositive: true, side: side))
                }
            }
            if let value = document(literals, depth + 1, &random) {
                members.append((name.text, value))
            } else if isNeeded {
                return nil
            }
        }
        return .object(JSONObject(members))
    }
}
