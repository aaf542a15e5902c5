extension PatternParser {
    /// An atom with the quantifier that stands behind it, if any does.
    mutating func quantified(_ atom: SyntaxNode) throws(PatternError) -> SyntaxNode {
        let offset = cursor.offset
        guard let bounds = try quantifier() else { return atom }
        switch (atom, bounds.least, bounds.most) {
        case (.empty, _, _), (_, _, 0): return .empty
        case (_, 1, 1): return atom
        default: return .repetition(atom, least: bounds.least, most: bounds.most, offset: offset)
        }
    }

    /// Goes past a quantifier and the question mark that makes it lazy; nil if there is none.
    mutating func quantifier() throws(PatternError) -> (least: Int, most: Int?)? {
        let bounds: (least: Int, most: Int?)
        switch cursor.current {
        case "*":
            cursor.offset += 1
            bounds = (0, nil)
        case "+":
            cursor.offset += 1
            bounds = (1, nil)
        case "?":
            cursor.offset += 1
            bounds = (0, 1)
        case "{":
            bounds = try bracedQuantifier()
        default:
            return nil
        }
        _ = cursor.take("?")
        return bounds
    }

    private mutating func bracedQuantifier() throws(PatternError) -> (least: Int, most: Int?) {
        let offset = cursor.offset
        cursor.offset += 1
        guard let least = cursor.takeNumber() else { throw fault(.invalidQuantifier, offset) }
        var most: Int? = least
        if cursor.take(",") { most = cursor.takeNumber() }
        guard cursor.take("}") else { throw fault(.invalidQuantifier, offset) }
        if let most, most < least { throw fault(.repetitionOutOfOrder, offset) }
        return (least, most)
    }
}
