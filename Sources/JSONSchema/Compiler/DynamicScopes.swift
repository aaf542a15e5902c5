/// The dynamic scopes met while compiling: for each dynamic anchor the outermost place that has it.
struct DynamicScopes {
    private var scopes: [[String: SchemaPlace]] = [[:]]
    private var known: [[String: SchemaPlace]: Int] = [[:]: 0]

    /// The scope after entering a resource.
    mutating func entering(_ resource: SchemaResource, from scope: Int) -> Int {
        guard !resource.dynamicAnchors.isEmpty else { return scope }
        var anchors = scopes[scope]
        anchors.merge(resource.dynamicAnchors) { outer, _ in outer }
        if let index = known[anchors] { return index }
        scopes.append(anchors)
        known[anchors] = scopes.count - 1
        return scopes.count - 1
    }

    func place(of anchor: String, in scope: Int) -> SchemaPlace? { scopes[scope][anchor] }
}
