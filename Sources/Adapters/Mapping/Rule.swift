/// One way to fill a field of the contract.
// A class, as `FieldPlan` is.
final class Rule: Sendable {
    enum Source: Sendable {
        case column(Int)
        /// The first that has a value.
        case firstOf([Int])
        /// The values of those that have one.
        case join([Int], with: StableText)
        /// Nothing if one of the columns has no value.
        case template([Piece])
        /// The same text for every record.
        case text(StableText)
        /// The same JSON value for every record: a number or a boolean.
        case literal(StableText)
        case fact(Fact)
    }

    enum Piece: Sendable {
        case text(StableText)
        case column(Int)
    }

    enum Fact: String, Sendable, CaseIterable { case code, name, region, party }

    let source: Source
    let steps: Steps
    let condition: RuleCondition?
    /// The columns that the value comes from, for people; nil if it comes from none.
    let column: String?

    init(source: Source, steps: Steps, condition: RuleCondition?, column: String?) {
        self.source = source
        self.steps = steps
        self.condition = condition
        self.column = column
    }
}

/// Which records a rule is for (`when`).
struct RuleCondition: Sendable {
    enum Test: Sendable {
        case isOneOf([StableText])
        case isPresent
        case startsWith([StableText])
    }

    let column: Int
    let test: Test
    let isNegated: Bool
}
