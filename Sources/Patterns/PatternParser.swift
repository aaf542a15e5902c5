/// Reads an expression by the grammar of ECMA-262 (21.2.1 of the 11th edition) with the parameters `U` and `N`,
/// without the leniency of its annex B.
struct PatternParser {
    var cursor: Cursor
    var depth = 0

    /// Capturing groups so far, and the names of those that have one.
    var groupCount = 0
    var groupNames: Set<String> = []

    /// Back-references so far, which may refer to groups still to come.
    var references: [(group: GroupReference, offset: Int)] = []

    /// The first thing that is valid but not supported.
    var refusal: PatternError?

    private var sets: [SetOccurrence] = []
    private var indexOfSet: [SetSyntax: Int] = [:]

    enum GroupReference {
        case number(Int)
        case name(String)
    }

    static func parse(_ source: String) throws(PatternError) -> SyntaxTree {
        var parser = PatternParser(cursor: Cursor(source))
        let root = try parser.disjunction()
        guard parser.cursor.isAtEnd else { throw parser.fault(.unbalancedParenthesis, parser.cursor.offset) }
        try parser.checkReferences()
        return SyntaxTree(root: root, sets: parser.sets, refusal: parser.refusal)
    }

    private init(cursor: Cursor) {
        self.cursor = cursor
    }

    func fault(_ kind: PatternError.Kind, _ offset: Int, _ name: String? = nil) -> PatternError {
        PatternError(kind: kind, offset: offset, name: name)
    }

    /// Notes something that is valid but not supported; only the first counts.
    mutating func refuse(_ kind: PatternError.Kind, _ offset: Int) {
        refusal = refusal ?? fault(kind, offset)
    }

    /// The node for a set of scalars. Equal sets share one index.
    mutating func node(_ syntax: SetSyntax, at offset: Int) -> SyntaxNode {
        if let index = indexOfSet[syntax] { return .set(index) }
        indexOfSet[syntax] = sets.count
        sets.append(SetOccurrence(syntax: syntax, offset: offset))
        return .set(sets.count - 1)
    }

    /// Alternatives up to the end of the source or the parenthesis that closes the group.
    mutating func disjunction() throws(PatternError) -> SyntaxNode {
        var choices = [try alternative()]
        while cursor.take("|") { choices.append(try alternative()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func alternative() throws(PatternError) -> SyntaxNode {
        var parts: [SyntaxNode] = []
        while let scalar = cursor.current, scalar != "|", scalar != ")" {
            let part = try term(scalar)
            if case .empty = part { continue }
            parts.append(part)
        }
        switch parts.count {
        case 0: return .empty
        case 1: return parts[0]
        default: return .sequence(parts)
        }
    }

    /// An assertion, or an atom with its quantifier. What cannot be repeated returns early, so that a quantifier
    /// behind it begins a term of its own and is refused.
    private mutating func term(_ first: Unicode.Scalar) throws(PatternError) -> SyntaxNode {
        let offset = cursor.offset
        let atom: SyntaxNode
        switch first {
        case "^", "$":
            cursor.offset += 1
            return .assertion(first == "^" ? .start : .end)
        case "*", "+", "?":
            throw fault(.nothingToRepeat, offset)
        case "{":
            _ = try quantifier()
            throw fault(.nothingToRepeat, offset)
        case "}", "]":
            throw fault(.unescapedBracket, offset)
        case "(":
            switch try group() {
            case .node(let node): atom = node
            case .lookAround: return .empty
            }
        case "[":
            atom = try characterClass()
        case "\\":
            switch try atomEscape() {
            case .assertion(let assertion): return .assertion(assertion)
            case .item(let item): atom = node(SetSyntax(items: [item]), at: offset)
            case .backReference: atom = .empty
            }
        case ".":
            cursor.offset += 1
            atom = node(.notLineTerminators, at: offset)
        default:
            cursor.offset += 1
            atom = node(SetSyntax(items: [.scalars(first.value...first.value)]), at: offset)
        }
        return try quantified(atom)
    }
}
