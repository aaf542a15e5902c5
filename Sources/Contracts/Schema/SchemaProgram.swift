import JSON

/// A compiled set of schemas: what the ``Validator`` runs. Built once by ``SchemaCompiler``, never changed after.
final class SchemaProgram: Sendable {
    let nodes: [SchemaNode]
    let properties: [PropertyTable]
    let enumerations: [[JSONValue]]
    let bounds: [NumericBounds]
    let rules: [ValueRule]
    /// Members of `allOf`, `anyOf` and `oneOf`; nodes hold ranges of it.
    let lists: [NodeIndex]

    init(
        nodes: [SchemaNode], properties: [PropertyTable], enumerations: [[JSONValue]], bounds: [NumericBounds],
        rules: [ValueRule], lists: [NodeIndex]
    ) {
        self.nodes = nodes
        self.properties = properties
        self.enumerations = enumerations
        self.bounds = bounds
        self.rules = rules
        self.lists = lists
    }

    /// The node that a chain of `$ref` ends at. Chains are finite: the compiler refuses circles.
    func resolved(_ index: NodeIndex) -> NodeIndex {
        var index = index
        while nodes[index].reference >= 0, nodes[index].properties < 0 { index = nodes[index].reference }
        return index
    }
}
