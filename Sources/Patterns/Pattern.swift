/// A regular expression of a JSON Schema (`pattern`, `patternProperties`): ECMA-262, 11th edition, with the flag `u`.
///
/// It answers one question, whether it matches somewhere in a text, and it answers in time proportional to the text,
/// whatever the pattern and the text: a pattern becomes a table of states when few suffice, and is otherwise simulated
/// with all its possibilities at once. Back-references and look-arounds, which do not allow that, are refused.
///
/// A pattern is immutable; any number of threads may match with it at once.
public struct Pattern: Sendable {
    /// The expression as it was written.
    public let source: String

    private let engine: Engine

    private enum Engine {
        case automaton(Automaton)
        case program(Program)
    }

    /// - Parameters:
    ///   - source: the expression, without slashes or flags around it.
    ///   - stateLimit: most states of the table that is built beforehand. A pattern that needs more is simulated,
    ///     which gives the same answers, takes longer for each byte and needs some memory for each call. With 0 every
    ///     pattern that depends on the text at all is simulated.
    /// - Throws: why the expression is not accepted, and where.
    public init(_ source: String, stateLimit: Int = 2000) throws(PatternError) {
        let tree = try PatternParser.parse(source)
        if let refusal = tree.refusal { throw refusal }
        let program = try ProgramCompiler.compile(tree)
        self.source = source
        if let automaton = AutomatonBuilder.build(program, stateLimit: stateLimit) {
            engine = .automaton(automaton)
        } else {
            engine = .program(program)
        }
    }

    /// Whether a text is an expression that ECMA-262 allows with the flag `u`, the meaning of the JSON Schema format
    /// `regex`. Back-references and look-arounds are allowed here, and no size is too large; groups nested deeper than
    /// this module reads (250) are the only valid expressions that are denied.
    public static func isSyntax(_ source: String) -> Bool {
        (try? PatternParser.parse(source)) != nil
    }

    /// Whether the pattern matches anywhere in the text.
    ///
    /// - Parameter utf8: the text, already checked to be UTF-8. Bytes that are not UTF-8 lead to no fault but to an
    ///   answer that means nothing.
    public func matches(_ utf8: UnsafeRawBufferPointer) -> Bool {
        switch engine {
        case .automaton(let automaton): automaton.matches(utf8)
        case .program(let program): Simulation.matches(program, utf8)
        }
    }

    /// Whether the pattern matches anywhere in the text.
    public func matches(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
    }
}
