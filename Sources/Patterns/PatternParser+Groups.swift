extension PatternParser {
    enum Group {
        case node(SyntaxNode)
        /// An assertion about what stands before or behind; it cannot be repeated.
        case lookAround
    }

    /// A group of any sort, from its parenthesis to the one that closes it.
    mutating func group() throws(PatternError) -> Group {
        let offset = cursor.offset
        cursor.offset += 1
        guard depth < PatternLimits.depth else { throw fault(.tooDeep, offset) }
        depth += 1
        defer { depth -= 1 }

        var isLookAround = false
        if !cursor.take("?") {
            groupCount += 1
        } else if ["=", "!", "<=", "<!"].contains(where: { cursor.take(text: $0) }) {
            isLookAround = true
            refuse(.lookAround, offset)
        } else if cursor.take("<") {
            groupCount += 1
            let nameOffset = cursor.offset
            let name = try groupName()
            guard groupNames.insert(name).inserted else { throw fault(.duplicateGroupName, nameOffset, name) }
        } else if !cursor.take(":") {
            throw fault(.invalidGroup, offset)
        }
        let body = try disjunction()
        guard cursor.take(")") else { throw fault(.unbalancedParenthesis, offset) }
        return isLookAround ? .lookAround : .node(body)
    }

    /// The name behind `<`, and the `>` that closes it.
    mutating func groupName() throws(PatternError) -> String {
        let offset = cursor.offset
        var name = String.UnicodeScalarView()
        while !cursor.take(">") {
            guard var scalar = cursor.next() else { throw fault(.invalidGroupName, offset) }
            if scalar == "\\" {
                guard cursor.take("u"), let value = unicodeEscape(), let escaped = Unicode.Scalar(value) else {
                    throw fault(.invalidGroupName, offset)
                }
                scalar = escaped
            }
            let fits = name.isEmpty ? Self.beginsName(scalar) : Self.continuesName(scalar)
            guard fits else { throw fault(.invalidGroupName, offset) }
            name.append(scalar)
        }
        guard !name.isEmpty else { throw fault(.invalidGroupName, offset) }
        return String(name)
    }

    private static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "$" || scalar == "_" || scalar.properties.isIDStart
    }

    private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "$" || scalar.properties.isIDContinue || scalar.properties.isJoinControl
    }

    /// Looks for the groups that back-references refer to, once all groups are known.
    func checkReferences() throws(PatternError) {
        for (group, offset) in references {
            switch group {
            case .number(let number):
                guard number <= groupCount else { throw fault(.unknownGroup, offset, String(number)) }
            case .name(let name):
                guard groupNames.contains(name) else { throw fault(.unknownGroup, offset, name) }
            }
        }
    }
}
