import JSON

/// Finds the constraint that a document breaks.
struct WitnessPlace {
    let graph: SchemaGraph
    let evaluator: Evaluator

    /// A broken constraint.
    struct Failure {
        /// Where in the document.
        var instance: JSONPointer
        /// The constraint's place in the schema.
        var location: SchemaLocation
        var keyword: String
        var assertion: Assertion
        /// The value that breaks it.
        var value: JSONValue
        /// Whether it is certain that it is this constraint.
        var isCertain: Bool
    }

    /// The first constraint that a value breaks; if none certainly does, the first that may.
    func failure(_ node: NodeID, _ value: JSONValue) -> Failure? {
        failure(node, value, JSONPointer(), false) ?? failure(node, value, JSONPointer(), nil)
    }

    private func failure(_ node: NodeID, _ value: JSONValue, _ path: JSONPointer, _ wanted: Bool?) -> Failure? {
        let schema = graph.nodes[node]
        for keyword in schema.keywords where evaluator.check(keyword.assertion, value) == wanted {
            if let inner = inner(keyword, value, path, wanted) { return inner }
            let place =
                keyword.name.isEmpty || keyword.name == "false" ? schema.location : schema.location.appending(keyword.name)
            return Failure(
                instance: path, location: place, keyword: keyword.name, assertion: keyword.assertion, value: value,
                isCertain: wanted == false)
        }
        return nil
    }

    private func inner(_ keyword: SchemaNode.Keyword, _ value: JSONValue, _ path: JSONPointer, _ wanted: Bool?) -> Failure? {
        switch keyword.assertion {
        case .reference(let node), .dependentSchema(_, let node):
            return failure(node, value, path, wanted)
        case .conditional(let test, let then, let otherwise):
            guard let isTrue = evaluator.check(test, value), let branch = isTrue ? then : otherwise else { return nil }
            return failure(branch, value, path, wanted)
        case .members(let rule):
            for (name, member) in value.objectValue ?? JSONObject([]) {
                for node in rule.nodes(for: Name(name), evaluator.patterns).nodes where evaluator.check(node, member) == wanted {
                    if let inner = failure(node, member, path.appending(name), wanted), node != SchemaGraph.nothing {
                        return inner
                    }
                }
            }
            return nil
        case .items(let rule):
            for (index, element) in (value.arrayValue ?? []).enumerated() {
                let node = index < rule.prefix.count ? rule.prefix[index] : rule.rest
                guard let node, node != SchemaGraph.nothing, evaluator.check(node, element) == wanted else { continue }
                if let inner = failure(node, element, path.appending(index), wanted) { return inner }
            }
            return nil
        default:
            return nil
        }
    }
}
