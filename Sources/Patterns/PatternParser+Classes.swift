extension PatternParser {
    /// A character class, from its bracket to the one that closes it.
    mutating func characterClass() throws(PatternError) -> SyntaxNode {
        let offset = cursor.offset
        cursor.offset += 1
        var syntax = SetSyntax(items: [])
        syntax.isNegated = cursor.take("^")
        while !cursor.take("]") {
            let itemOffset = cursor.offset
            let first = try classAtom(of: offset)
            guard cursor.current == "-", let behind = cursor.peek(1), behind != "]" else {
                syntax.items.append(first)
                continue
            }
            cursor.offset += 1
            let last = try classAtom(of: offset)
            guard case .scalars(let lower) = first, case .scalars(let upper) = last else {
                throw fault(.invalidClassRange, itemOffset)
            }
            guard lower.lowerBound <= upper.lowerBound else { throw fault(.classRangeOutOfOrder, itemOffset) }
            syntax.items.append(.scalars(lower.lowerBound...upper.lowerBound))
        }
        return node(syntax, at: offset)
    }

    /// One character, or an escape that may stand for several.
    ///
    /// - Parameter bracket: where the class begins, for the fault that it does not end.
    private mutating func classAtom(of bracket: Int) throws(PatternError) -> SetItem {
        guard let scalar = cursor.current else { throw fault(.unclosedClass, bracket) }
        guard scalar == "\\" else {
            cursor.offset += 1
            return .scalars(scalar.value...scalar.value)
        }
        if let item = try setEscape() { return item }
        let value = try characterEscape(isInClass: true)
        return .scalars(value...value)
    }
}
