import JSON

/// Decides whether there is a value that satisfies a goal, by looking for one.
///
/// A goal is expanded into a ``Conjunct`` and its choices, and each type of values is looked at on its own. Members
/// and elements are goals of their own. A goal met again below itself counts as empty there: a smallest document for
/// it would contain a smaller one. So recursive schemas come to an end, and what is proved empty is empty.
final class Solver {
    let graph: SchemaGraph
    let patterns: PatternCache
    let places: PlaceRules
    let evaluator: Evaluator
    /// Strings to try where a string is not determined by its constraints.
    let strings: [String]
    /// See ``ConjunctBuilder/isGuessing``.
    let isGuessing: Bool

    /// Most candidates kept for a goal below the root.
    static let mostCandidates = 6
    private static let mostSteps = 60_000
    /// Most conjuncts being worked on at once, one inside the other: as many as the stack of any thread has room for.
    private static let deepest = 70
    private var steps = 0
    private var depth = 0

    private var cache: [Goal: Outcome] = [:]
    /// Goals being worked on, with their depth.
    private var open: [Goal: Int] = [:]
    /// The least depth of a goal that was assumed to be empty since the last look.
    private var assumed = Int.max

    /// Judges candidates of the root goal.
    private var isWanted: (JSONValue) -> Bool = { _ in false }
    /// The first candidate of the root goal that was wanted.
    private(set) var found: JSONValue?
    /// Candidates of the root goal that were not.
    private(set) var rejected: [JSONValue] = []
    private static let mostRejected = 200

    init(
        graph: SchemaGraph, patterns: PatternCache, places: PlaceRules, strings: [String], isGuessing: Bool
    ) {
        self.graph = graph
        self.patterns = patterns
        self.places = places
        self.strings = strings
        self.isGuessing = isGuessing
        evaluator = Evaluator(nodes: graph.reduced, patterns: patterns)
    }

    /// Looks for a value of the goal that is wanted. Stops at the first, which is then ``found``.
    func search(_ goal: Goal, isWanted: @escaping (JSONValue) -> Bool) -> Outcome {
        self.isWanted = isWanted
        open[goal] = 0
        defer { open[goal] = nil }
        return solve(builder(for: goal))
    }

    func builder(for goal: Goal) -> ConjunctBuilder {
        var builder = ConjunctBuilder(graph: graph, places: places, isGuessing: isGuessing, scope: goal.scope)
        builder.add(goal.literals)
        return builder
    }

    // MARK: - Goals

    /// What is known of a goal below the root.
    func outcome(_ goal: Goal) -> Outcome {
        if let known = cache[goal] { return known }
        if let depth = open[goal] {
            assumed = min(assumed, depth)
            return .empty
        }
        let depth = open.count
        let outer = assumed
        assumed = .max
        open[goal] = depth
        var outcome = solve(builder(for: goal))
        open[goal] = nil
        outcome.candidates.removeAll { !mayBe($0, goal) }
        // What rests on the assumption that an outer goal is empty is worth nothing without it.
        if !outcome.isEmpty || assumed >= depth { cache[goal] = outcome }
        assumed = min(outer, assumed < depth ? assumed : .max)
        return outcome
    }

    /// Whether the root goal is being worked on, not one below it.
    var isAtRoot: Bool { open.count == 1 }

    /// Does something below the root that is no goal.
    func below(_ work: () -> Outcome) -> Outcome {
        // A goal that nothing else asks for.
        let marker = Goal(literals: [Literal(node: -1 - open.count, isPositive: true, side: .writer)])
        open[marker] = open.count
        defer { open[marker] = nil }
        return work()
    }

    /// Whether a value satisfies a goal, as far as that is understood.
    func mayBe(_ value: JSONValue, _ goal: Goal) -> Bool {
        guard places.usesDeclaredNames(value, goal.scope) else { return false }
        var filled: JSONValue?
        return goal.literals.allSatisfy { literal in
            var read = value
            if literal.side == .reader, goal.scope.reader != nil {
                read = filled ?? places.fillDefaults(value, goal.scope)
                filled = read
            }
            return evaluator.check(literal.node, read).map { $0 == literal.isPositive } ?? true
        }
    }

    // MARK: - Conjuncts

    func solve(_ builder: ConjunctBuilder) -> Outcome {
        guard !builder.conjunct.isContradictory else { return .empty }
        var outcome = Outcome.empty
        for type in TypeSet.each where builder.conjunct.types.contains(type) {
            var conjunct = builder.conjunct
            conjunct.types = type
            merge(solve(builder.continuing(conjunct), type), into: &outcome)
            if isDone(outcome) { break }
        }
        return outcome
    }

    /// Solves a conjunct of one type.
    private func solve(_ start: ConjunctBuilder, _ type: TypeSet) -> Outcome {
        var builder = start
        var blame: Blame?
        guard steps < Solver.mostSteps, depth < Solver.deepest else { return .unknown }
        steps += 1
        depth += 1
        defer { depth -= 1 }
        guard propagate(&builder, type, &blame) else { return .empty }

        var outcome = shapes(builder.conjunct, type)
        outcome.blame = outcome.blame ?? blame
        if outcome.isEmpty { return .empty }
        guard let (index, choice) = nextChoice(builder.conjunct) else {
            judge(outcome.candidates)
            return outcome
        }
        builder.conjunct.choices.remove(at: index)
        var sum = Outcome.empty
        for branch in choice.branches {
            var next = builder
            next.add(branch)
            guard !next.conjunct.isContradictory else { continue }
            var result = solve(next, type)
            result.blame = result.blame ?? branch.blame ?? blame
            merge(result, into: &sum)
            if isDone(sum) { break }
        }
        return sum
    }

    /// Drops alternatives that cannot hold and choices that hold anyway; takes the only alternatives left.
    ///
    /// - Returns: false if a choice has no alternative left.
    private func propagate(_ builder: inout ConjunctBuilder, _ type: TypeSet, _ blame: inout Blame?) -> Bool {
        var isChanged = true
        while isChanged {
            isChanged = false
            let choices = builder.conjunct.choices
            builder.conjunct.choices = []
            for choice in choices {
                if let vacuous = choice.branches.first(where: { $0.isVacuous(for: type) }) {
                    if choice.isDenial { blame = vacuous.blame }
                    continue
                }
                var possible = choice
                possible.branches.removeAll { branch in
                    if let denied = branch.denied, builder.isCertain(denied, denied: choice.isDenial ? .reader : .writer) {
                        return true
                    }
                    var trial = builder
                    trial.add(branch)
                    return trial.conjunct.isContradictory
                }
                if possible.branches.isEmpty { return false }
                guard possible.branches.count == 1 else {
                    builder.conjunct.choices.append(possible)
                    continue
                }
                if choice.isDenial { blame = possible.branches[0].blame }
                builder.add(possible.branches[0])
                if builder.conjunct.isContradictory { return false }
                isChanged = true
            }
        }
        return true
    }

    /// The choice to go into: first how the reader's schema is broken, which settles most of the rest.
    private func nextChoice(_ conjunct: Conjunct) -> (Int, Choice)? {
        let choices = conjunct.choices
        guard !choices.isEmpty else { return nil }
        var best = 0
        for index in choices.indices.dropFirst() {
            let isBetter =
                choices[index].isDenial != choices[best].isDenial
                ? choices[index].isDenial : choices[index].branches.count < choices[best].branches.count
            if isBetter { best = index }
        }
        return (best, choices[best])
    }

    private func shapes(_ conjunct: Conjunct, _ type: TypeSet) -> Outcome {
        if let values = conjunct.values {
            return finite(values.filter { TypeSet(of: $0) == type }, conjunct)
        }
        let outcome =
            switch type {
            case .null: finite([.null], conjunct)
            case .boolean: finite([.bool(true), .bool(false)], conjunct)
            case .number: numbers(conjunct)
            case .string: strings(conjunct)
            case .array: arrays(conjunct)
            default: objects(conjunct)
            }
        return outcome
    }

    /// The outcome if only these values are possible.
    func finite(_ values: [JSONValue], _ conjunct: Conjunct) -> Outcome {
        let goal = Goal(literals: conjunct.literals, scope: conjunct.scope)
        let excluded = Set(conjunct.excluded)
        let left = values.filter { !excluded.contains($0) && mayBe($0, goal) && shapesTake($0, conjunct) }
        return left.isEmpty ? .empty : .values(left)
    }

    // MARK: - Candidates

    private func judge(_ candidates: [JSONValue]) {
        guard open.count == 1, found == nil else { return }
        found = candidates.first(where: isWanted)
        if found == nil, rejected.count < Solver.mostRejected { rejected += candidates }
    }

    /// Whether nothing more is to be looked for.
    private func isDone(_ outcome: Outcome) -> Bool {
        found != nil || open.count > 1 && outcome.candidates.count >= Solver.mostCandidates
    }

    private func merge(_ outcome: Outcome, into sum: inout Outcome) {
        guard !outcome.isEmpty else { return }
        sum.isEmpty = false
        sum.blame = sum.blame ?? outcome.blame
        // Some of each: the first branch may hold candidates that turn out to be none.
        let room = open.count == 1 ? 0 : Solver.mostCandidates - sum.candidates.count
        sum.candidates += outcome.candidates.prefix(min(room, max(2, Solver.mostCandidates / 2)))
    }
}

extension Choice.Branch {
    /// Whether every value of a type satisfies the branch.
    fileprivate func isVacuous(for type: TypeSet) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .types(let types): types.contains(type)
            case .absent: type != .object
            case .notMultipleOf: type != .number
            case .notPattern: type != .string
            case .containsAtMost, .containsAtLeast: type != .array
            default: false
            }
        }
    }
}
