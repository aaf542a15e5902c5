import JSON

/// Adds constraints to a ``Conjunct``, taking schemas apart into their assertions.
struct ConjunctBuilder {
    let graph: SchemaGraph
    let places: PlaceRules
    /// Whether opaque schemas are taken for what is understood of them: good for finding documents, not for proofs.
    let isGuessing: Bool
    var conjunct: Conjunct

    init(graph: SchemaGraph, places: PlaceRules, isGuessing: Bool, scope: Scope) {
        self.graph = graph
        self.places = places
        self.isGuessing = isGuessing
        conjunct = Conjunct(scope: scope)
        if let writer = scope.writer, let rule = places.declaredNames(writer) {
            conjunct.object.rules.append((rule, .writer))
        }
    }

    /// A builder that goes on with another conjunct.
    func continuing(_ conjunct: Conjunct) -> ConjunctBuilder {
        var builder = self
        builder.conjunct = conjunct
        return builder
    }

    /// Adds literals, the affirmed ones first: they can make ways of denial impossible.
    mutating func add(_ literals: Set<Literal>) {
        let sorted = literals.sorted { ($0.isPositive ? 0 : 1, $0.node) < ($1.isPositive ? 0 : 1, $1.node) }
        for literal in sorted { add(.literal(literal)) }
    }

    mutating func add(_ branch: Choice.Branch) {
        for term in branch.terms where !conjunct.isContradictory { add(term) }
    }

    mutating func add(_ term: Term) {
        switch term {
        case .literal(let literal): add(literal)
        case .types(let types): restrict(to: types)
        case .assertion(let assertion, let side): affirm(assertion, side)
        case .excluded(let values): conjunct.excluded += values
        case .notMultipleOf(let divisor): conjunct.number.nonDivisors.append(divisor)
        case .notPattern(let pattern): deny(pattern)
        case .notAtom(let atom):
            conjunct.deniedAtoms.insert(atom)
            if conjunct.atoms.contains(atom) { conjunct.isContradictory = true }
        case .absent(let name):
            conjunct.object.absent.insert(name)
            if conjunct.object.present[name] != nil { restrict(to: TypeSet.object.complement) }
        case .present(let name, let literals): require(name, literals)
        case .some(let kind, let literals):
            restrict(to: .object)
            conjunct.object.some.append((kind, literals))
        case .element(let index, let literals):
            restrict(to: .array)
            conjunct.array.minItems = max(conjunct.array.minItems, index + 1)
            conjunct.array.elements[index, default: []] += literals
        case .elementBehind(let index, let literals):
            restrict(to: .array)
            conjunct.array.minItems = max(conjunct.array.minItems, index + 1)
            conjunct.array.behind.append((index, literals))
        case .containsAtMost(let literal, let count): conjunct.array.containsAtMost.append((literal, count))
        case .containsAtLeast(let literal, let count):
            conjunct.array.containsAtLeast.append((literal, count))
        case .duplicate:
            conjunct.array.hasDuplicate = true
            conjunct.array.minItems = max(conjunct.array.minItems, 2)
            if conjunct.array.isUnique { restrict(to: TypeSet.array.complement) }
        }
    }

    // MARK: - Literals

    private mutating func add(_ literal: Literal) {
        if contradicts(literal) {
            conjunct.isContradictory = true
            return
        }
        guard conjunct.literals.insert(literal).inserted else { return }
        let node = graph.reduced[literal.node]
        if literal.isPositive {
            for keyword in node.keywords where !conjunct.isContradictory { affirm(keyword.assertion, literal.side) }
            guard isGuessing else { return }
            for keyword in node.hints where !conjunct.isContradictory { affirm(keyword.assertion, literal.side) }
        } else {
            deny(node, literal)
        }
    }

    private func contradicts(_ literal: Literal) -> Bool {
        if literal.isPositive, literal.node == SchemaGraph.nothing { return true }
        if !literal.isPositive, literal.node == SchemaGraph.anything { return true }
        if conjunct.literals.contains(literal.denied) { return true }
        let other = Literal(
            node: literal.node, isPositive: !literal.isPositive, side: literal.side == .writer ? .reader : .writer)
        guard conjunct.literals.contains(other) else { return false }
        // What the writer takes the reader takes; the reader, who fills in defaults, may take more.
        return (literal.isPositive ? literal.side : other.side) == .writer || conjunct.scope.reader == nil
    }

    private mutating func deny(_ node: SchemaNode, _ literal: Literal) {
        var branches: [Choice.Branch] = []
        for keyword in node.keywords + (isGuessing ? node.hints : []) {
            if isCertain(keyword.assertion, denied: literal.side) || isFilledIn(keyword.assertion, literal.side) { continue }
            for terms in Denial.branches(of: keyword.assertion, side: literal.side) {
                branches.append(
                    Choice.Branch(
                        terms: terms, denied: keyword.assertion, blame: Blame(node: literal.node, keyword: keyword.name)))
            }
        }
        add(Choice(branches: branches, isDenial: literal.side == .reader))
    }

    /// Whether an assertion is known to hold, so that it cannot be what a value breaks.
    func isCertain(_ assertion: Assertion, denied side: Side) -> Bool {
        // Assertions that hold are the writer's wherever the two sides read differently.
        (side == .reader || conjunct.scope.reader == nil) && conjunct.assertions.contains(assertion)
    }

    /// Whether an assertion requires a member that the reader fills in if it is absent.
    private func isFilledIn(_ assertion: Assertion, _ side: Side) -> Bool {
        guard case .required(let name) = assertion, side == .reader else { return false }
        return places.isFilledIn(name, conjunct.scope)
    }

    private mutating func add(_ choice: Choice) {
        if choice.branches.isEmpty { conjunct.isContradictory = true } else { conjunct.choices.append(choice) }
    }

    // MARK: - Assertions

    private mutating func affirm(_ assertion: Assertion, _ side: Side) {
        if isFilledIn(assertion, side) { return }
        if side == .writer || conjunct.scope.reader == nil { conjunct.assertions.insert(assertion) }
        func literal(_ node: NodeID) -> Literal { Literal(node: node, isPositive: true, side: side) }

        switch assertion {
        case .never: conjunct.isContradictory = true
        case .types(let types): restrict(to: types)
        case .values(let set): restrict(toValues: set.values)
        case .minimum(let bound, let isExclusive): conjunct.number.raise(to: bound, isExclusive: isExclusive)
        case .maximum(let bound, let isExclusive): conjunct.number.lower(to: bound, isExclusive: isExclusive)
        case .multipleOf(let divisor): conjunct.number.divisors.append(divisor)
        case .minLength(let length): conjunct.string.minLength = max(conjunct.string.minLength, length)
        case .maxLength(let length): conjunct.string.maxLength = min(conjunct.string.maxLength, length)
        case .pattern(let pattern):
            if !conjunct.string.patterns.contains(pattern) { conjunct.string.patterns.append(pattern) }
            if conjunct.string.deniedPatterns.contains(pattern) { restrict(to: TypeSet.string.complement) }
        case .minItems(let count): conjunct.array.minItems = max(conjunct.array.minItems, count)
        case .maxItems(let count): conjunct.array.maxItems = min(conjunct.array.maxItems, count)
        case .uniqueItems:
            conjunct.array.isUnique = true
            if conjunct.array.hasDuplicate { restrict(to: TypeSet.array.complement) }
        case .items(let rule): conjunct.array.rules.append((rule, side))
        case .contains(let node, let min, let max):
            if min > 0 { conjunct.array.containsAtLeast.append((literal(node), min)) }
            if let max { conjunct.array.containsAtMost.append((literal(node), max)) }
        case .minProperties(let count): conjunct.object.minProperties = max(conjunct.object.minProperties, count)
        case .maxProperties(let count): conjunct.object.maxProperties = min(conjunct.object.maxProperties, count)
        case .required(let name): requireIfObject(name)
        case .members(let rule): conjunct.object.rules.append((rule, side))
        case .propertyNames(let node): conjunct.object.names.append(literal(node))
        case .dependentRequired(let name, let other):
            choose([[.absent(name)], [.present(name, []), .present(other, [])]])
        case .dependentSchema(let name, let node):
            choose([[.absent(name)], [.present(name, []), .literal(literal(node))]])
        case .reference(let node): add(literal(node))
        case .anyOf(let nodes): choose(nodes.map { [.literal(literal($0))] })
        case .oneOf(let nodes):
            choose(
                nodes.indices.map { chosen in
                    nodes.indices.map { .literal($0 == chosen ? literal(nodes[$0]) : literal(nodes[$0]).denied) }
                })
        case .not(let node): add(literal(node).denied)
        case .conditional(let test, let then, let otherwise):
            choose([
                [.literal(literal(test))] + (then.map { [.literal(literal($0))] } ?? []),
                [.literal(literal(test).denied)] + (otherwise.map { [.literal(literal($0))] } ?? []),
            ])
        case .atom(let atom):
            // The atom of an opaque schema is about the value as it is, whatever its type.
            conjunct.atoms.insert(atom)
            if conjunct.deniedAtoms.contains(atom) { conjunct.isContradictory = true }
        }
    }

    private mutating func choose(_ branches: [[Term]]) {
        if branches.count == 1 {
            add(Choice.Branch(terms: branches[0]))
        } else {
            add(Choice(branches: branches.map { Choice.Branch(terms: $0) }))
        }
    }

    private mutating func restrict(to types: TypeSet) {
        conjunct.types.formIntersection(types)
        if conjunct.types.isEmpty { conjunct.isContradictory = true }
    }

    private mutating func restrict(toValues values: [JSONValue]) {
        let old = conjunct.values
        let both = old.map { old in values.filter { Set(old).contains($0) } } ?? values
        conjunct.values = both
        if both.isEmpty { conjunct.isContradictory = true }
        restrict(to: both.reduce(into: TypeSet()) { $0.formUnion(TypeSet(of: $1)) })
    }

    private mutating func deny(_ pattern: Name) {
        conjunct.string.deniedPatterns.append(pattern)
        if conjunct.string.patterns.contains(pattern) { restrict(to: TypeSet.string.complement) }
    }

    private mutating func require(_ name: Name, _ literals: [Literal]) {
        restrict(to: .object)
        conjunct.object.present[name, default: []] += literals
        if conjunct.object.absent.contains(name) { conjunct.isContradictory = true }
    }

    /// Like ``require`` for objects; other values need no members.
    private mutating func requireIfObject(_ name: Name) {
        if conjunct.object.absent.contains(name) { restrict(to: TypeSet.object.complement) }
        if conjunct.object.present[name] == nil { conjunct.object.present[name] = [] }
    }
}

extension NumberShape {
    mutating func raise(to bound: ExactDecimal, isExclusive: Bool) {
        if let minimum, minimum > bound || minimum == bound && (isMinimumExclusive || !isExclusive) { return }
        minimum = bound
        isMinimumExclusive = isExclusive
    }

    mutating func lower(to bound: ExactDecimal, isExclusive: Bool) {
        if let maximum, maximum < bound || maximum == bound && (isMaximumExclusive || !isExclusive) { return }
        maximum = bound
        isMaximumExclusive = isExclusive
    }
}
