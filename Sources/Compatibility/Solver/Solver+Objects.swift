import JSON

extension Solver {
    func objects(_ conjunct: Conjunct) -> Outcome {
        ObjectSearch(solver: self, conjunct: conjunct).run()
    }
}

/// Looks for objects that fit a conjunct.
struct ObjectSearch {
    let solver: Solver
    let conjunct: Conjunct
    private let shape: ObjectShape
    private let names: MemberNames

    /// Most members worth making up.
    private static let mostFillers = 300

    /// A member that an object may have: its name, or some names of which one will do, and what its value satisfies.
    private struct Option {
        var names: [String]
        var goal: Goal
    }

    init(solver: Solver, conjunct: Conjunct) {
        self.solver = solver
        self.conjunct = conjunct
        shape = conjunct.object
        names = MemberNames(solver: solver, conjunct: conjunct)
    }

    func run() -> Outcome {
        guard shape.minProperties <= shape.maxProperties, shape.present.count <= shape.maxProperties else { return .empty }
        var blame: Blame?
        let present = shape.present.sorted { ($0.value.isEmpty ? 1 : 0, $0.key) < ($1.value.isEmpty ? 1 : 0, $1.key) }
        for (name, _) in present {
            if shape.absent.contains(name) || !names.isPossible(name) { return .empty }
            let outcome = solver.outcome(goal(name))
            if outcome.isEmpty { return .empty }
            if outcome.candidates.isEmpty { blame = blame ?? outcome.blame }
        }
        var options: [[Option]] = []
        for (kind, literals) in shape.some {
            guard let some = self.options(kind, literals) else {
                options.append([])
                continue
            }
            if some.isEmpty { return .empty }
            options.append(some)
            if some.allSatisfy({ solver.outcome($0.goal).candidates.isEmpty }) {
                blame = blame ?? some.lazy.compactMap { solver.outcome($0.goal).blame }.first
            }
        }
        var fillers: [Option]? = []
        let isExcluding = conjunct.excluded.contains { $0.objectValue != nil }
        if shape.minProperties > shape.present.count || isExcluding {
            fillers = self.fillers()
            if shape.present.isEmpty, fillers?.isEmpty ?? false { return solver.finite([.object(JSONObject([]))], conjunct) }
            if let fillers, !fillers.contains(where: { $0.names.count != 1 }),
                fillers.count + shape.present.count < shape.minProperties
            { return .empty }
        }
        if shape.maxProperties == 0 { return solver.finite([.object(JSONObject([]))], conjunct) }
        guard conjunct.choices.isEmpty, !options.contains(where: \.isEmpty), let fillers else {
            return Outcome(isEmpty: false, candidates: [], blame: blame)
        }
        var outcome = build(present.map(\.key), options, fillers)
        outcome.blame = blame
        return outcome
    }

    private func goal(_ name: Name, adding literals: [Literal] = []) -> Goal {
        var all = Set(literals).union(shape.present[name] ?? [])
        for (rule, side) in shape.rules {
            for node in rule.nodes(for: name, solver.patterns).nodes where node != SchemaGraph.anything {
                all.insert(Literal(node: node, isPositive: true, side: side))
            }
        }
        return Goal(literals: all, scope: solver.places.child(conjunct.scope, name))
    }

    // MARK: - Members that are not known by name

    /// The members of a kind whose value can satisfy literals; nil if they cannot all be looked through.
    private func options(_ kind: NameKind, _ literals: [Literal]) -> [Option]? {
        // Without room for more members it must be one of those that are there.
        let isFull = shape.present.count == shape.maxProperties
        var options: [Option] = []
        for name in names.known.sorted() where !shape.absent.contains(name) && solver.mayBe(name, kind) {
            guard names.isPossible(name), !isFull || shape.present[name] != nil else { continue }
            let goal = goal(name, adding: literals)
            if !solver.outcome(goal).isEmpty { options.append(Option(names: [name.text], goal: goal)) }
        }
        if isFull { return options }
        guard let classes = names.classes(kind) else { return options.isEmpty ? nil : options }
        for unnamed in classes {
            guard let goal = goal(unnamed, literals) else { continue }
            if !solver.outcome(goal).isEmpty { options.append(Option(names: unnamed.examples, goal: goal)) }
        }
        return options
    }

    /// What the value of a member of a class satisfies; nil if that is nothing.
    private func goal(_ unnamed: MemberNames.Class, _ literals: [Literal]) -> Goal? {
        var all = Set(literals)
        for (rule, side) in shape.rules {
            let matched = rule.patterns.filter { unnamed.matching.contains($0.key) }
            let nodes = matched.isEmpty ? [rule.additional].compactMap { $0 } : Array(matched.values)
            for node in nodes where node != SchemaGraph.anything {
                all.insert(Literal(node: node, isPositive: true, side: side))
            }
        }
        guard let example = unnamed.examples.first else {
            // Without an example the place is not known in the lenient model.
            return conjunct.scope.writer == nil ? Goal(literals: all) : Goal(literals: [])
        }
        return Goal(literals: all, scope: solver.places.child(conjunct.scope, Name(example)))
    }

    /// Members that an object may have beside those it must have; nil if they cannot all be looked through. One that
    /// stands for many has several names or, if these are hard to find, none.
    private func fillers() -> [Option]? {
        var fillers: [Option] = []
        for name in names.known.sorted() where shape.present[name] == nil && !shape.absent.contains(name) {
            guard names.isPossible(name) else { continue }
            let goal = goal(name)
            if !solver.outcome(goal).isEmpty { fillers.append(Option(names: [name.text], goal: goal)) }
        }
        guard let classes = names.classes(nil) else { return nil }
        for unnamed in classes {
            guard let goal = goal(unnamed, []), !solver.outcome(goal).isEmpty else { continue }
            // One name found does not mean that there is only one. Whether these fit too will be seen.
            let count = min(shape.minProperties, ObjectSearch.mostFillers)
            let more = unnamed.examples.first.map { name in (0...count).map { "\(name)\($0)" } } ?? []
            fillers.append(Option(names: unnamed.examples + more, goal: goal))
        }
        return fillers
    }

    // MARK: - Documents

    private func build(_ present: [Name], _ options: [[Option]], _ fillers: [Option]) -> Outcome {
        var chosen: [[Option]] = [[]]
        for some in options {
            chosen = chosen.flatMap { one in some.prefix(4).map { one + [$0] } }
            chosen = Array(chosen.prefix(12))
        }
        var objects: [JSONValue] = []
        // Where objects are excluded it may take another member to be different.
        let isExcluding = conjunct.excluded.contains { $0.objectValue != nil }
        let variants: [Int?] = isExcluding ? [0, 1, 2, 3, nil] : [0, 1, 2, 3]
        for choice in chosen {
            for variant in variants {
                for count in isExcluding ? [shape.minProperties, shape.minProperties + 1] : [shape.minProperties] {
                    if let object = object(present, choice, fillers, variant, count) { objects.append(.object(object)) }
                }
            }
        }
        // Conditions between members may want more of them.
        if solver.isAtRoot, let choice = chosen.first, let object = object(present, choice, optional(), 0, 0) {
            objects.append(.object(object))
        }
        let excluded = Set(conjunct.excluded)
        var seen: Set<JSONValue> = []
        return .values(objects.filter { !excluded.contains($0) && seen.insert($0).inserted })
    }

    /// All members known by name, as fillers that are all wanted.
    private func optional() -> [Option] {
        names.known.sorted().compactMap { name in
            guard shape.present[name] == nil, !shape.absent.contains(name), names.isPossible(name) else { return nil }
            let goal = goal(name)
            return solver.outcome(goal).candidates.isEmpty ? nil : Option(names: [name.text, name.text], goal: goal)
        }
    }

    /// - Parameters:
    ///   - variant: which candidates to take; nil for values that the members of excluded objects do not have.
    ///   - count: how many members are wanted, if there is a way to have them.
    private func object(
        _ present: [Name], _ choice: [Option], _ fillers: [Option], _ variant: Int?, _ count: Int
    ) -> JSONObject? {
        var members: [(String, JSONValue)] = []
        var taken: Set<Name> = []
        var chosen = choice
        func add(_ name: String, _ goal: Goal) -> Bool {
            let candidates = solver.outcome(goal).candidates
            guard !candidates.isEmpty else { return false }
            let used = variant == nil ? conjunct.excluded.compactMap { $0[name] } : []
            let fresh = used.isEmpty ? nil : solver.fresh(goal, unlike: used)
            members.append((name, fresh ?? candidates[(variant ?? 0) % candidates.count]))
            taken.insert(Name(name))
            return true
        }
        for name in present {
            var goal = goal(name)
            // A member that is there anyway may be the one that is looked for.
            while let index = chosen.firstIndex(where: { $0.names.contains { Name($0) == name } }) {
                goal.literals.formUnion(chosen.remove(at: index).goal.literals)
            }
            guard add(name.text, goal) else { return nil }
        }
        for option in chosen {
            guard let name = option.names.first(where: { !taken.contains(Name($0)) }), add(name, option.goal) else { return nil }
        }
        let isFilling = fillers.contains { $0.names.count == 2 && $0.names[0] == $0.names[1] }
        for filler in fillers {
            for name in filler.names where isFilling || members.count < count {
                guard members.count < shape.maxProperties else { break }
                if !taken.contains(Name(name)) { _ = add(name, filler.goal) }
            }
        }
        return JSONObject(members)
    }
}
