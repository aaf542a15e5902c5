/// A regular expression as an automaton over Unicode scalars. Like JSON Schema it finds the expression anywhere in
/// the text, unless the expression is anchored.
final class PatternAutomaton {
    /// Most states that are worth the work.
    private static let greatestSize = 4000

    private enum Edge {
        case free(Int)
        case start(Int)
        case end(Int)
        case scalar(ScalarSet, Int)
    }

    private var edges: [[Edge]] = [[]]
    private let initial = 0
    private let final: Int
    /// Where sets of scalars begin or end.
    private(set) var cuts: Set<UInt32> = []

    /// States of the automaton made deterministic, by number.
    private var subsets: [Set<Int>] = []
    private var numbers: [Set<Int>: Int] = [:]
    private var transitions: [Transition: Int] = [:]
    private var verdicts: [Int: Bool] = [:]

    private struct Transition: Hashable {
        var state: Int
        var scalar: UInt32
    }

    /// - Returns: nil if the expression is not supported or too big.
    init?(_ pattern: String) {
        guard let syntax = PatternParser.parse(pattern) else { return nil }
        final = 1
        edges = [[.scalar(.all, 0)], [.scalar(.all, 1)]]
        guard build(syntax, from: 0, to: 1) else { return nil }
        // The initial state has number 0 and is not shared: only there can `^` hold.
        subsets = [closure([initial], isAtStart: true, isAtEnd: false)]
    }

    // MARK: - Running

    /// The state before the first scalar.
    let startState = 0

    /// Whether a text may end in a state.
    func accepts(_ state: Int) -> Bool {
        if let verdict = verdicts[state] { return verdict }
        let verdict = closure(subsets[state], isAtStart: state == startState, isAtEnd: true).contains(final)
        verdicts[state] = verdict
        return verdict
    }

    func next(_ state: Int, _ scalar: UInt32) -> Int {
        let transition = Transition(state: state, scalar: scalar)
        if let next = transitions[transition] { return next }
        var targets: Set<Int> = []
        for place in subsets[state] {
            for case .scalar(let set, let target) in edges[place] where set.contains(scalar) { targets.insert(target) }
        }
        // What has matched stays matched, whatever else is going on.
        let reached = targets.contains(final) ? [final] : closure(targets, isAtStart: false, isAtEnd: false)
        let subset = reached.contains(final) ? [final] : reached
        let number = numbers[subset] ?? subsets.count
        if number == subsets.count {
            subsets.append(subset)
            numbers[subset] = number
        }
        transitions[transition] = number
        return number
    }

    func matches(_ text: String) -> Bool {
        var state = startState
        for scalar in text.unicodeScalars { state = next(state, scalar.value) }
        return accepts(state)
    }

    private func closure(_ states: Set<Int>, isAtStart: Bool, isAtEnd: Bool) -> Set<Int> {
        var closed = states
        var open = Array(states)
        while let place = open.popLast() {
            for edge in edges[place] {
                let target: Int
                switch edge {
                case .free(let next): target = next
                case .start(let next):
                    guard isAtStart else { continue }
                    target = next
                case .end(let next):
                    guard isAtEnd else { continue }
                    target = next
                case .scalar: continue
                }
                if closed.insert(target).inserted { open.append(target) }
            }
        }
        return closed
    }

    // MARK: - Building

    private func state() -> Int {
        edges.append([])
        return edges.count - 1
    }

    private func build(_ syntax: PatternSyntax, from: Int, to: Int) -> Bool {
        guard edges.count < PatternAutomaton.greatestSize else { return false }
        switch syntax {
        case .empty: edges[from].append(.free(to))
        case .start: edges[from].append(.start(to))
        case .end: edges[from].append(.end(to))
        case .set(let set):
            for range in set.ranges { cuts.formUnion([range.lowerBound, range.upperBound + 1]) }
            edges[from].append(.scalar(set, to))
        case .choice(let branches):
            for branch in branches { guard build(branch, from: from, to: to) else { return false } }
        case .sequence(let parts):
            var place = from
            for part in parts {
                let next = state()
                guard build(part, from: place, to: next) else { return false }
                place = next
            }
            edges[place].append(.free(to))
        case .repeated(let part, let min, let max):
            return buildRepeated(part, min: min, max: max, from: from, to: to)
        }
        return true
    }

    private func buildRepeated(_ part: PatternSyntax, min: Int, max: Int?, from: Int, to: Int) -> Bool {
        var place = state()
        edges[from].append(.free(place))
        for _ in 0..<min {
            let next = state()
            guard build(part, from: place, to: next) else { return false }
            place = next
        }
        if let max {
            for _ in min..<max {
                edges[place].append(.free(to))
                let next = state()
                guard build(part, from: place, to: next) else { return false }
                place = next
            }
            edges[place].append(.free(to))
            return true
        }
        // A state of its own for the loop keeps what comes before and after out of it.
        let loop = state()
        let back = state()
        edges[place].append(.free(loop))
        guard build(part, from: loop, to: back) else { return false }
        edges[back].append(.free(loop))
        edges[loop].append(.free(to))
        return true
    }
}
