extension MemberRule {
    /// The schemas that a rule applies to the member of a name.
    ///
    /// - Returns: those that certainly apply, and whether there may be others because a pattern is not understood.
    func nodes(for name: Name, _ cache: PatternCache) -> (nodes: [NodeID], isUncertain: Bool) {
        var found: [NodeID] = []
        var isUncertain = false
        if let node = properties[name] { found.append(node) }
        var isMatched = !found.isEmpty
        for (pattern, node) in patterns.sorted(by: { $0.key < $1.key }) {
            switch cache.matches(pattern, name.text) {
            case true:
                found.append(node)
                isMatched = true
            case nil: isUncertain = true
            default: break
            }
        }
        if !isMatched, !isUncertain, let additional { found.append(additional) }
        return (found, isUncertain)
    }
}
