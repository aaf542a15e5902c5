import JSON

/// What the solver found out about a goal.
struct Outcome {
    /// Whether it is proved that no value satisfies the goal.
    var isEmpty: Bool
    /// Values that should satisfy the goal, unless it has parts that are not understood.
    var candidates: [JSONValue]
    /// The reader's constraint that could neither be proved nor shown to be broken.
    var blame: Blame?

    static let empty = Outcome(isEmpty: true, candidates: [])
    static let unknown = Outcome(isEmpty: false, candidates: [])

    static func values(_ candidates: [JSONValue]) -> Outcome { Outcome(isEmpty: false, candidates: candidates) }
}

/// A constraint whose violation a search was about.
struct Blame: Sendable {
    var node: NodeID
    var keyword: String
}
