import JSON

extension Solver {
    func arrays(_ conjunct: Conjunct) -> Outcome {
        ArraySearch(solver: self, conjunct: conjunct).run()
    }
}

/// Looks for arrays that fit a conjunct.
struct ArraySearch {
    /// Longest array worth building.
    private static let longest = 200

    let solver: Solver
    let conjunct: Conjunct
    private let shape: ArrayShape
    /// Elements up to here may differ by place; from here on all places are alike.
    private let alike: Int

    init(solver: Solver, conjunct: Conjunct) {
        self.solver = solver
        self.conjunct = conjunct
        shape = conjunct.array
        // In the lenient model the scopes know the prefixes of all schemas, even those not yet looked into.
        let scoped = conjunct.scope.writer == nil ? 0 : solver.graph.longestPrefix
        alike = max(
            scoped, shape.rules.map(\.rule.prefix.count).max() ?? 0, (shape.elements.keys.max() ?? -1) + 1,
            shape.behind.map(\.index).max() ?? 0)
    }

    func run() -> Outcome {
        var longest = shape.maxItems
        guard shape.minItems <= longest else { return .empty }
        var blame: Blame?
        // A place that nothing fits ends the array before it.
        for index in 0..<min(max(alike + 1, 1), ArraySearch.longest) where index < longest {
            let outcome = solver.outcome(goal(index))
            if outcome.isEmpty { longest = min(longest, index) }
            if index < shape.minItems, outcome.candidates.isEmpty { blame = blame ?? outcome.blame }
        }
        longest = min(longest, limitByValues())
        guard shape.minItems <= longest else { return .empty }
        if longest == 0 { return solver.finite([.array([])], conjunct) }

        var fixed: [[Int: Goal]] = [[:]]
        for (first, literals) in shape.behind {
            let options = (first...max(first, alike)).filter { $0 < longest }.map { ($0, goal($0, adding: literals)) }
                .filter { !solver.outcome($0.1).isEmpty }
            if options.isEmpty { return .empty }
            fixed = ArraySearch.combine(fixed, options)
        }
        for (literal, count) in shape.containsAtLeast {
            if count > longest { return .empty }
            let options = (0...alike).filter { $0 < longest }.map { ($0, goal($0, adding: [literal])) }
                .filter { !solver.outcome($0.1).isEmpty }
            if options.isEmpty { return .empty }
            // All places behind are alike; without them there may be too few.
            if !options.contains(where: { $0.0 == alike }), options.count < count { return .empty }
            let start = options.count > 1 ? options : [options[0]]
            fixed = contains(literal, count, start, fixed, longest)
        }
        if exceedsContains(longest) { return .empty }
        if shape.hasDuplicate, !canRepeat(longest) { return .empty }
        // Documents are of use only when nothing is left to choose.
        var outcome = conjunct.choices.isEmpty ? build(fixed, longest) : .unknown
        outcome.blame = blame
        return outcome
    }

    private func goal(_ index: Int, adding literals: [Literal] = []) -> Goal {
        var all = Set(literals).union(shape.elements[index] ?? [])
        for (rule, side) in shape.rules {
            let node = index < rule.prefix.count ? rule.prefix[index] : rule.rest
            if let node, node != SchemaGraph.anything { all.insert(Literal(node: node, isPositive: true, side: side)) }
        }
        // `contains` with no room to do otherwise says nothing of single elements.
        for (literal, count) in shape.containsAtMost where count == 0 { all.insert(literal.denied) }
        return Goal(literals: all, scope: solver.places.child(conjunct.scope, index))
    }

    // MARK: - Proofs

    /// How many elements can differ, if they have to.
    private func limitByValues() -> Int {
        guard shape.isUnique, alike == 0, shape.minItems > 0 else { return Int.max }
        return solver.valueCount(goal(0)) ?? solver.distinctCount(goal(0), limit: min(shape.minItems, 12)) ?? Int.max
    }

    /// Whether more elements have to match than may.
    private func exceedsContains(_ longest: Int) -> Bool {
        for (most, count) in shape.containsAtMost {
            let forced = (0..<min(shape.minItems, ArraySearch.longest)).count { index in
                solver.outcome(goal(min(index, alike), adding: [most.denied])).isEmpty
            }
            if forced > count { return true }
            for (least, needed) in shape.containsAtLeast where needed > count {
                let scope = solver.places.child(conjunct.scope, alike)
                if alike == 0, solver.outcome(Goal(literals: goal(0).literals.union([least, most.denied]), scope: scope)).isEmpty
                {
                    return true
                }
                if conjunct.scope.writer == nil, solver.outcome(Goal(literals: [least, most.denied])).isEmpty { return true }
            }
        }
        return false
    }

    /// Whether two places can have the same element.
    private func canRepeat(_ longest: Int) -> Bool {
        guard longest >= 2 else { return false }
        let places = Array(0...min(alike + 1, longest - 1))
        for first in places {
            for second in places where second > first {
                let both = Goal(literals: goal(first).literals.union(goal(second).literals), scope: goal(second).scope)
                if !solver.outcome(both).isEmpty || conjunct.scope.writer != nil { return true }
            }
        }
        return false
    }

    // MARK: - Documents

    private static func combine(_ fixed: [[Int: Goal]], _ options: [(Int, Goal)]) -> [[Int: Goal]] {
        var combined: [[Int: Goal]] = []
        for one in fixed {
            for (index, goal) in options where combined.count < 8 {
                var next = one
                if let old = next[index] {
                    next[index] = Goal(literals: old.literals.union(goal.literals), scope: goal.scope)
                } else {
                    next[index] = goal
                }
                combined.append(next)
            }
        }
        return combined
    }

    private func contains(
        _ literal: Literal, _ count: Int, _ options: [(Int, Goal)], _ fixed: [[Int: Goal]], _ longest: Int
    ) -> [[Int: Goal]] {
        fixed.map { one in
            var next = one
            var left = count
            for (index, goal) in options where left > 0 {
                next[index] = Goal(literals: goal.literals.union(next[index]?.literals ?? []), scope: goal.scope)
                left -= 1
            }
            var index = alike + 1
            while left > 0, index < min(longest, ArraySearch.longest) {
                next[index] = goal(index, adding: [literal])
                left -= 1
                index += 1
            }
            return next
        }
    }

    private func build(_ fixed: [[Int: Goal]], _ longest: Int) -> Outcome {
        var arrays: [JSONValue] = []
        for one in fixed {
            let needed = max(shape.minItems, (one.keys.max() ?? -1) + 1)
            guard needed <= min(longest, ArraySearch.longest) else { continue }
            for count in Set([needed, min(needed + 1, longest)]).sorted() {
                for variant in 0..<3 {
                    if let elements = elements(one, count, variant) { arrays.append(.array(elements)) }
                }
            }
        }
        let excluded = Set(conjunct.excluded)
        var seen: Set<JSONValue> = []
        return .values(arrays.filter { !excluded.contains($0) && seen.insert($0).inserted })
    }

    private func elements(_ fixed: [Int: Goal], _ count: Int, _ variant: Int) -> [JSONValue]? {
        var elements: [JSONValue] = []
        for index in 0..<count {
            let candidates = solver.outcome(fixed[index] ?? goal(index)).candidates
            guard !candidates.isEmpty else { return nil }
            let turned = candidates.indices.map { candidates[($0 + variant) % candidates.count] }
            if shape.isUnique {
                guard let fresh = turned.first(where: { !elements.contains($0) }) ?? solver.fresh(goal(index), unlike: elements)
                else { return nil }
                elements.append(fresh)
            } else {
                elements.append(turned[0])
            }
        }
        if shape.hasDuplicate, Set(elements).count == elements.count, count >= 2 {
            let last = count - 1
            let shared = solver.outcome(
                Goal(literals: goal(last).literals.union(goal(last - 1).literals), scope: goal(last).scope))
            guard let value = shared.candidates.first else { return nil }
            elements[last - 1] = value
            elements[last] = value
        }
        return elements
    }
}

extension SchemaGraph {
    /// The longest `prefixItems` of all schemas.
    var longestPrefix: Int {
        var longest = 0
        for case .items(let rule) in nodes.flatMap({ $0.keywords.map(\.assertion) }) { longest = max(longest, rule.prefix.count) }
        return longest
    }
}
