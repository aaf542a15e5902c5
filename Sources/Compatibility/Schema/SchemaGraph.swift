import JSON

/// The schemas of a comparison, references resolved: a graph with cycles where they are recursive.
struct SchemaGraph: Sendable {
    /// The schema that takes everything.
    static let anything: NodeID = 0
    /// The schema that takes nothing.
    static let nothing: NodeID = 1

    var nodes: [SchemaNode]
    /// For every schema the one that stands for all that are equal to it; see ``SchemaEquality``.
    var representatives: [NodeID] = []
    /// The schemas with their references renamed to representatives.
    var reduced: [SchemaNode] = []
    var writerRoot: NodeID
    var readerRoot: NodeID
}

/// One schema, compiled.
struct SchemaNode: Sendable {
    var side: Side
    var location: SchemaLocation
    var keywords: [Keyword] = []
    /// If the schema is opaque as a whole (its one keyword is an atom): the keywords understood in it, which are good
    /// for guessing documents but not for proofs.
    var hints: [Keyword] = []
    /// The `default` beside the keywords.
    var defaultValue: JSONValue?
    /// Whether the schema has a say on members of any name, so that all names count as declared.
    var declaresEveryName = false
    /// What stands in `examples` and `default`.
    var examples: [JSONValue] = []

    /// A constraint and the keyword it comes from.
    struct Keyword: Sendable {
        var assertion: Assertion
        /// The keyword's name.
        var name: String
    }
}
