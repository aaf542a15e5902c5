import JSON

extension Solver {
    /// Numbers within bounds that are multiples of some numbers and not of others.
    func numbers(_ conjunct: Conjunct) -> Outcome {
        let shape = conjunct.number
        if let minimum = shape.minimum, let maximum = shape.maximum {
            if minimum > maximum { return .empty }
            if minimum == maximum {
                if shape.isMinimumExclusive || shape.isMaximumExclusive { return .empty }
                return finite([.number(minimum)], conjunct)
            }
        }
        let excluded = Set(conjunct.excluded.compactMap(\.numberValue))
        let isFree = { (number: ExactDecimal) in shape.contains(number) && !excluded.contains(number) }
        if let grid = NumberGrid(shape.divisors) {
            if shape.nonDivisors.contains(where: { grid.step.isMultiple(of: $0) }) { return .empty }
            let (multiples, isComplete) = grid.multiples(in: shape)
            let numbers = multiples.lazy.filter(isFree).prefix(Solver.mostCandidates).map { JSONValue.number($0) }
            if numbers.isEmpty, isComplete { return .empty }
            if !numbers.isEmpty { return .values(Array(numbers)) }
        }
        return .values(NumberSamples.around(shape).filter(isFree).prefix(Solver.mostCandidates).map { .number($0) })
    }
}

extension NumberShape {
    func contains(_ number: ExactDecimal) -> Bool {
        if let minimum, isMinimumExclusive ? number <= minimum : number < minimum { return false }
        if let maximum, isMaximumExclusive ? number >= maximum : number > maximum { return false }
        return divisors.allSatisfy { number.isMultiple(of: $0) } && !nonDivisors.contains { number.isMultiple(of: $0) }
    }
}
