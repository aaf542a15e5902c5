/// A schema that a value has to satisfy, or must not.
struct Literal: Hashable, Sendable {
    var node: NodeID
    var isPositive: Bool
    /// Whose schema it is. Matters in the lenient content model only, where the two sides read differently.
    var side: Side

    var denied: Literal { Literal(node: node, isPositive: !isPositive, side: side) }
}

/// What is asked for at one place of a document: a value that satisfies all literals.
struct Goal: Hashable, Sendable {
    var literals: Set<Literal>
    var scope = Scope()
}

/// The schemas of both sides that apply to a place, in the lenient content model.
struct Scope: Hashable, Sendable {
    /// The writer's, which say which names are declared; nil if every name is allowed.
    var writer: Set<NodeID>?
    /// The reader's; nil if the reader fills in no defaults.
    var reader: Set<NodeID>?
    /// Those of the reader's that apply without condition, which say which defaults are filled in.
    var filling: Set<NodeID> = []
}
