/// Finds the schemas of a graph that are equal: with the same constraints on equal schemas, recursion included.
///
/// All schemas start as one class, which is split as long as members differ (the greatest bisimulation). Equal
/// schemas take the same documents.
enum SchemaEquality {
    static func reduce(_ graph: inout SchemaGraph) {
        let nodes = graph.nodes
        let aliases = nodes.indices.map { alias(of: $0, in: nodes) }
        var classes = [Int](repeating: 0, count: nodes.count)
        var count = 1
        while true {
            var numbers: [Set<Assertion>: Int] = [:]
            var next = classes
            for id in nodes.indices {
                var shape = Set(nodes[aliases[id]].keywords.map { $0.assertion.mapNodes { classes[$0] } })
                // Keeps members of different classes apart, so that classes are only ever split.
                shape.insert(.minItems(-1 - classes[id]))
                let number = numbers[shape] ?? numbers.count
                numbers[shape] = number
                next[id] = number
            }
            classes = next
            if numbers.count == count { break }
            count = numbers.count
        }
        var first: [Int: NodeID] = [:]
        graph.representatives = nodes.indices.map { id in
            // The alias's target carries the constraints.
            let representative = first[classes[id]] ?? aliases[id]
            first[classes[id]] = representative
            return representative
        }
        let representatives = graph.representatives
        graph.reduced = nodes.map { node in
            var node = node
            node.keywords = node.keywords.map { rename($0, representatives) }
            node.hints = node.hints.map { rename($0, representatives) }
            return node
        }
    }

    private static func rename(_ keyword: SchemaNode.Keyword, _ representatives: [NodeID]) -> SchemaNode.Keyword {
        SchemaNode.Keyword(assertion: keyword.assertion.mapNodes { representatives[$0] }, name: keyword.name)
    }

    /// The schema that a schema without other constraints refers to.
    private static func alias(of id: NodeID, in nodes: [SchemaNode]) -> NodeID {
        var id = id
        // Circles were made opaque before, so this ends.
        while nodes[id].keywords.count == 1, case .reference(let target) = nodes[id].keywords[0].assertion { id = target }
        return id
    }
}
