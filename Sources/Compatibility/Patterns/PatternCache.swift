/// The automata of the patterns met so far.
final class PatternCache {
    private var automata: [Name: PatternAutomaton?] = [:]

    /// The automaton of a pattern; nil if the pattern is not supported.
    func automaton(_ pattern: Name) -> PatternAutomaton? {
        if let known = automata[pattern] { return known }
        let automaton = PatternAutomaton(pattern.text)
        automata[pattern] = .some(automaton)
        return automaton
    }

    /// Whether a pattern is found in a text; nil if that is not known.
    func matches(_ pattern: Name, _ text: String) -> Bool? { automaton(pattern)?.matches(text) }
}
