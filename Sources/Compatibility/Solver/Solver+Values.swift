import JSON

extension Solver {
    /// How many values a goal has at most, if these are few by their types, enumerations or number ranges.
    func valueCount(_ goal: Goal) -> Int? {
        let builder = builder(for: goal)
        let conjunct = builder.conjunct
        if conjunct.isContradictory { return 0 }
        if let values = conjunct.values { return values.count { mayBe($0, goal) } }
        var count = 0
        for type in TypeSet.each where conjunct.types.contains(type) {
            switch type {
            case .null: count += 1
            case .boolean: count += 2
            case .number:
                guard let grid = NumberGrid(conjunct.number.divisors) else { return nil }
                let (multiples, isComplete) = grid.multiples(in: conjunct.number)
                guard isComplete else { return nil }
                count += multiples.count
            default: return nil
            }
        }
        return count
    }

    /// How many values a goal has at most, found by taking them away until none is left; nil if that takes too long.
    func distinctCount(_ goal: Goal, limit: Int) -> Int? {
        var taken: [JSONValue] = []
        while taken.count < limit {
            var builder = builder(for: goal)
            builder.add(.excluded(taken))
            let outcome = builder.conjunct.isContradictory ? .empty : below { solve(builder) }
            if outcome.isEmpty { return taken.count }
            let fresh = Set(outcome.candidates).subtracting(taken)
            if fresh.isEmpty { return nil }
            taken += fresh
        }
        return nil
    }

    /// A value of a goal that is none of those given.
    func fresh(_ goal: Goal, unlike values: [JSONValue]) -> JSONValue? {
        var builder = builder(for: goal)
        builder.add(.excluded(values))
        guard !builder.conjunct.isContradictory else { return nil }
        return below { solve(builder) }.candidates.first { !values.contains($0) && mayBe($0, goal) }
    }
}
