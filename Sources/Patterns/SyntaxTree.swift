/// An expression after parsing.
struct SyntaxTree {
    let root: SyntaxNode

    /// The sets of scalars that the nodes refer to by their index.
    let sets: [SetOccurrence]

    /// The first thing that is valid but not supported.
    let refusal: PatternError?
}

/// A part of an expression. Groups leave no node of their own; lazy quantifiers are as good as greedy ones here.
indirect enum SyntaxNode {
    /// Matches without consuming anything. It occurs as a choice or alone, never in a sequence or a repetition.
    case empty
    /// One scalar of the set with this index.
    case set(Int)
    case assertion(Assertion)
    case sequence([SyntaxNode])
    case choice([SyntaxNode])
    /// At least `least` times the node, at most `most` times; any number of times if that is nil.
    case repetition(SyntaxNode, least: Int, most: Int?, offset: Int)
}

enum Assertion {
    case start, end, wordBoundary, notWordBoundary
}

/// A set of scalars, and where in the source it first occurs.
struct SetOccurrence {
    let syntax: SetSyntax
    let offset: Int
}

/// A set of scalars as it is written: the items between the brackets of a class, or a single one without brackets.
struct SetSyntax: Hashable {
    var items: [SetItem]
    var isNegated = false

    /// The full stop: everything but the line terminators of ECMAScript.
    static let notLineTerminators = SetSyntax(
        items: [.scalars(0x0A...0x0A), .scalars(0x0D...0x0D), .scalars(0x2028...0x2029)], isNegated: true)
}

enum SetItem: Hashable {
    /// Code points; halves of surrogate pairs may be among them, though no text has any.
    case scalars(ClosedRange<UInt32>)
    case shorthand(Shorthand, isNegated: Bool)
    case property(UnicodeProperty, isNegated: Bool)
}

/// What `\d`, `\w` and `\s` stand for.
enum Shorthand {
    case digit, word, space
}
