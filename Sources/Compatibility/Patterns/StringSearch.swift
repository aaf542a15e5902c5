/// Looks for strings that some patterns match, others do not, of lengths between bounds, not among given ones.
struct StringSearch {
    var minLength = 0
    var maxLength = Int.max
    var patterns: [PatternAutomaton] = []
    var deniedPatterns: [PatternAutomaton] = []
    var excluded: [String] = []
    /// Most strings to find.
    var limit = 6

    /// Most states of the search, and longest string worth building.
    private static let mostStates = 30_000

    struct Result {
        var strings: [String]
        /// Whether it is proved that there are no others; only so where none was found.
        var isComplete: Bool
    }

    private struct State: Hashable {
        /// States of the patterns, then of the denied ones.
        var states: [Int]
        /// What can still become one of the excluded strings: a node of their tree, -1 for nothing.
        var excluded: Int
        /// Length, no longer counted once it is enough.
        var length: Int
    }

    private struct Step {
        var state: State
        var previous: Int
        var scalar: UInt32
        var length: Int
    }

    func run() -> Result {
        guard minLength <= maxLength else { return Result(strings: [], isComplete: true) }
        let symbols = alphabet()
        let automata = patterns + deniedPatterns
        let tree = StringTree(excluded)
        // Lengths without patterns need no search.
        if automata.isEmpty, minLength > 0, minLength < StringSearch.mostStates * 4 {
            let strings = ["a", "甲", "0"].map { String(repeating: $0, count: minLength) }.filter { !tree.contains($0) }
            if !strings.isEmpty { return Result(strings: strings, isComplete: false) }
        }
        var steps = [
            Step(
                state: State(states: automata.map(\.startState), excluded: 0, length: 0), previous: -1, scalar: 0,
                length: 0)
        ]
        var seen: Set<State> = [steps[0].state]
        var found: [String] = []
        var index = 0
        while index < steps.count {
            let step = steps[index]
            if step.length >= minLength, isAccepting(step.state, automata, tree) {
                found.append(text(to: index, steps))
                if found.count >= limit { return Result(strings: found, isComplete: false) }
            }
            if step.length < maxLength {
                for symbol in symbols {
                    let next = State(
                        states: automata.indices.map { automata[$0].next(step.state.states[$0], symbol) },
                        excluded: tree.next(step.state.excluded, symbol),
                        length: min(step.length + 1, minLength))
                    guard seen.insert(next).inserted else { continue }
                    guard steps.count < StringSearch.mostStates else { return Result(strings: found, isComplete: false) }
                    steps.append(Step(state: next, previous: index, scalar: symbol, length: step.length + 1))
                }
            }
            index += 1
        }
        // States met twice, and scalars that stand for others, mean that there may be more strings than those found,
        // but not that there are some where none was found.
        return Result(strings: withNeighbours(found, automata, tree), isComplete: found.isEmpty)
    }

    /// Strings with some that differ in one scalar: the search itself tries only one scalar of each range.
    private func withNeighbours(_ found: [String], _ automata: [PatternAutomaton], _ tree: StringTree) -> [String] {
        var strings = found
        for string in found {
            let scalars = Array(string.unicodeScalars)
            for index in scalars.indices.prefix(20) {
                for neighbour in [scalars[index].value + 1, scalars[index].value &- 1].compactMap(Unicode.Scalar.init) {
                    guard strings.count < limit else { return strings }
                    var changed = scalars
                    changed[index] = neighbour
                    let text = String(String.UnicodeScalarView(changed))
                    let fits = automata.indices.allSatisfy { automata[$0].matches(text) == ($0 < patterns.count) }
                    if fits, !tree.contains(text), !strings.contains(where: { Name($0) == Name(text) }) { strings.append(text) }
                }
            }
        }
        return strings
    }

    private func isAccepting(_ state: State, _ automata: [PatternAutomaton], _ tree: StringTree) -> Bool {
        for index in automata.indices where automata[index].accepts(state.states[index]) != (index < patterns.count) {
            return false
        }
        return !tree.isEnd(state.excluded)
    }

    private func text(to index: Int, _ steps: [Step]) -> String {
        var scalars: [Unicode.Scalar] = []
        var index = index
        while steps[index].previous >= 0 {
            if let scalar = Unicode.Scalar(steps[index].scalar) { scalars.append(scalar) }
            index = steps[index].previous
        }
        return String(String.UnicodeScalarView(scalars.reversed()))
    }

    /// One scalar for every range that no pattern tells apart, readable ones first. Scalars of the excluded strings
    /// are ranges of their own.
    private func alphabet() -> [UInt32] {
        var cuts: Set<UInt32> = [0, 0xE000]
        for automaton in patterns + deniedPatterns { cuts.formUnion(automaton.cuts) }
        for scalar in excluded.flatMap(\.unicodeScalars) { cuts.formUnion([scalar.value, scalar.value + 1]) }
        let sorted = cuts.filter { $0 <= 0x10FFFF && !(0xD800..<0xE000).contains($0) }.sorted()
        var symbols: [UInt32] = []
        for (index, low) in sorted.enumerated() {
            var high = index + 1 < sorted.count ? sorted[index + 1] - 1 : 0x10FFFF
            if low < 0xD800, high >= 0xD800 { high = 0xD7FF }
            symbols.append(StringSearch.readable(low...high))
        }
        return symbols.sorted { StringSearch.rank($0) < StringSearch.rank($1) }
    }

    private static func readable(_ range: ClosedRange<UInt32>) -> UInt32 {
        for scalar: Unicode.Scalar in ["a", "A", "0", "1", "甲", "-", " "] where range.contains(scalar.value) {
            return scalar.value
        }
        for candidate: ClosedRange<UInt32> in [0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x21...0x7E, 0x4E00...0x9FFF, 0xA1...0x2FF]
        {
            let overlap = max(range.lowerBound, candidate.lowerBound)
            if overlap <= min(range.upperBound, candidate.upperBound) { return overlap }
        }
        return range.lowerBound
    }

    private static func rank(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x61...0x7A: scalar
        case 0x30...0x39: 0x100 + scalar
        case 0x41...0x5A: 0x200 + scalar
        case 0x4E00...0x9FFF: 0x10000 + scalar
        case 0x21...0x7E: 0x20000 + scalar
        default: 0x30000 + scalar
        }
    }
}
