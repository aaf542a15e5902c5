import JSON

/// Constraints that all hold for one value, sorted by the types of values they speak about.
struct Conjunct {
    var scope = Scope()
    var types = TypeSet.all
    /// The only values possible, if these are known.
    var values: [JSONValue]?
    var excluded: [JSONValue] = []
    var number = NumberShape()
    var string = StringShape()
    var array = ArrayShape()
    var object = ObjectShape()
    var atoms: Set<Atom> = []
    var deniedAtoms: Set<Atom> = []
    /// Alternatives of which one has to hold, not yet looked into.
    var choices: [Choice] = []
    var literals: Set<Literal> = []
    /// Assertions that hold, so that none of them can be denied.
    var assertions: Set<Assertion> = []
    var isContradictory = false
}

/// Alternatives, of which at least one has to hold.
struct Choice {
    var branches: [Branch]
    /// Whether the alternatives are the ways to break a schema.
    var isDenial = false

    struct Branch {
        var terms: [Term]
        /// The assertion that the branch denies, if it does.
        var denied: Assertion?
        var blame: Blame?
    }
}

/// A constraint in the form in which the solver adds it to a ``Conjunct``.
enum Term {
    case literal(Literal)
    case types(TypeSet)
    case assertion(Assertion, Side)
    case excluded([JSONValue])
    case notMultipleOf(ExactDecimal)
    case notPattern(Name)
    case notAtom(Atom)
    /// An object without a member of this name. Says nothing about other values.
    case absent(Name)
    /// An object with a member of this name.
    case present(Name, [Literal])
    /// An object with some member whose name is of a kind.
    case some(NameKind, [Literal])
    /// An array with this element.
    case element(Int, [Literal])
    /// An array with an element at this index or behind it.
    case elementBehind(Int, [Literal])
    /// An array with so many elements, at most.
    case containsAtMost(Literal, Int)
    case containsAtLeast(Literal, Int)
    /// An array with two equal elements.
    case duplicate
}

/// Names of members that are not known one by one.
enum NameKind {
    case matching(Name)
    /// Neither among the properties of a rule nor matched by its patterns.
    case outside(MemberRule)
    /// Names that satisfy a literal.
    case satisfying(Literal)
}

struct NumberShape {
    var minimum: ExactDecimal?
    var isMinimumExclusive = false
    var maximum: ExactDecimal?
    var isMaximumExclusive = false
    var divisors: [ExactDecimal] = []
    var nonDivisors: [ExactDecimal] = []
}

struct StringShape {
    var minLength = 0
    var maxLength = Int.max
    var patterns: [Name] = []
    var deniedPatterns: [Name] = []
}

struct ArrayShape {
    var minItems = 0
    var maxItems = Int.max
    var isUnique = false
    var hasDuplicate = false
    var rules: [(rule: ItemRule, side: Side)] = []
    var elements: [Int: [Literal]] = [:]
    var behind: [(index: Int, literals: [Literal])] = []
    var containsAtLeast: [(literal: Literal, count: Int)] = []
    var containsAtMost: [(literal: Literal, count: Int)] = []
}

struct ObjectShape {
    var minProperties = 0
    var maxProperties = Int.max
    var rules: [(rule: MemberRule, side: Side)] = []
    /// Names that are present, with what else their values satisfy.
    var present: [Name: [Literal]] = [:]
    var absent: Set<Name> = []
    var some: [(kind: NameKind, literals: [Literal])] = []
    /// What all names satisfy.
    var names: [Literal] = []
}
