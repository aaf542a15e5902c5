/// Why an expression was refused, and where.
public struct PatternError: Error, Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// A parenthesis that closes nothing, or one that nothing closes. The offset is that parenthesis.
        case unbalancedParenthesis
        /// `(?` followed by nothing that makes it a group. The offset is the parenthesis.
        case invalidGroup
        /// A group's name is missing, not closed by `>`, or no identifier. The offset is where the name should begin.
        case invalidGroupName
        /// Two groups have one name. The offset is where the second name begins.
        case duplicateGroupName
        /// A back-reference to a group that the expression does not have. The offset is its backslash.
        case unknownGroup
        /// A character class that nothing closes. The offset is its bracket.
        case unclosedClass
        /// A range in a class from or to something that is more than one character. The offset is where it begins.
        case invalidClassRange
        /// A range in a class whose end comes before its beginning. The offset is where it begins.
        case classRangeOutOfOrder
        /// A quantifier with nothing before it that can be repeated. The offset is the quantifier.
        case nothingToRepeat
        /// A brace that opens no complete quantifier. The offset is the brace.
        case invalidQuantifier
        /// A repetition whose greatest number is below its least, as `{3,2}`. The offset is its brace.
        case repetitionOutOfOrder
        /// A closing bracket or brace that closes nothing and has no backslash. The offset is the bracket.
        case unescapedBracket
        /// A backslash followed by something that is no escape. The offset is the backslash.
        case invalidEscape
        /// `\p` or `\P` names something that is no Unicode property. The offset is the backslash, `name` what it says.
        case unknownProperty
        /// `\1` or `\k<name>`, which cannot be matched in linear time. The offset is the backslash.
        case backReference
        /// `(?=`, `(?!`, `(?<=` or `(?<!`, which are not supported. The offset is the parenthesis.
        case lookAround
        /// The program for the expression would be too large. The offset is the repetition or the class that makes it
        /// so, 0 where it is the expression as a whole.
        case tooLarge
        /// Groups are nested too deeply. The offset is the parenthesis that goes too far.
        case tooDeep
    }

    public let kind: Kind

    /// Where the fault is, in Unicode scalars from the beginning of the source.
    public let offset: Int

    /// The property or group that the fault is about, as it is written; nil where the fault is not about a name.
    public let name: String?

    public init(kind: Kind, offset: Int, name: String? = nil) {
        self.kind = kind
        self.offset = offset
        self.name = name
    }
}
