import JSON

/// The names that members of an object can have: those known one by one, and classes of all others that are told
/// apart by patterns only.
final class MemberNames {
    /// More patterns would make too many classes.
    private static let mostPatterns = 6

    let known: Set<Name>
    private let solver: Solver
    private let shape: ObjectShape
    private let scopePatterns: Set<Name>

    /// All names besides the known ones that match some patterns and none of the others.
    struct Class {
        var matching: Set<Name>
        /// Some of the names; may be empty although there are names.
        var examples: [String]
    }

    init(solver: Solver, conjunct: Conjunct) {
        self.solver = solver
        shape = conjunct.object
        let scoped = solver.places.names(conjunct.scope)
        scopePatterns = scoped.patterns
        var known = Set(shape.present.keys).union(shape.absent).union(scoped.properties)
        for (rule, _) in shape.rules { known.formUnion(rule.properties.keys) }
        for case .outside(let rule) in shape.some.map(\.kind) { known.formUnion(rule.properties.keys) }
        // Names that are enumerated are known, too.
        if !shape.names.isEmpty {
            let values = solver.builder(for: Goal(literals: Set(shape.names))).conjunct.values ?? []
            known.formUnion(values.compactMap(\.stringValue).map(Name.init))
        }
        self.known = known
    }

    /// Whether a name may stand in the object.
    func isPossible(_ name: Name) -> Bool {
        shape.names.allSatisfy { solver.mayBe(name, .satisfying($0)) }
    }

    /// The classes of the names of a kind, without those that have no names; nil if there are too many.
    func classes(_ kind: NameKind?) -> [Class]? {
        var patterns = scopePatterns
        for (rule, _) in shape.rules { patterns.formUnion(rule.patterns.keys) }
        var barred: Set<Name> = []
        var literals = Set(shape.names)
        var forced: Set<Name> = []
        switch kind {
        case .matching(let pattern): forced.insert(pattern)
        case .outside(let rule): barred.formUnion(rule.patterns.keys)
        case .satisfying(let literal): literals.insert(literal)
        case nil: break
        }
        patterns.formUnion(forced.union(barred))
        let free = patterns.subtracting(forced).subtracting(barred).sorted()
        guard free.count <= MemberNames.mostPatterns else { return nil }
        return (0..<(1 << free.count)).compactMap { bits in
            var matching = forced
            for (index, pattern) in free.enumerated() where bits >> index & 1 == 1 { matching.insert(pattern) }
            return named(matching, patterns.subtracting(matching), literals)
        }
    }

    private func named(_ matching: Set<Name>, _ others: Set<Name>, _ literals: Set<Literal>) -> Class? {
        var builder = solver.builder(for: Goal(literals: literals))
        builder.add(.types(.string))
        for pattern in matching.sorted() { builder.add(.assertion(.pattern(pattern), .writer)) }
        for pattern in others.sorted() { builder.add(.notPattern(pattern)) }
        builder.add(.excluded(known.sorted().map { .string($0.text) }))
        guard !builder.conjunct.isContradictory else { return nil }
        let outcome = solver.below { solver.solve(builder) }
        let examples = outcome.candidates.compactMap(\.stringValue)
        // The empty name is a name, but a surprising one.
        return outcome.isEmpty
            ? nil : Class(matching: matching, examples: examples.filter { !$0.isEmpty } + examples.filter(\.isEmpty))
    }
}
