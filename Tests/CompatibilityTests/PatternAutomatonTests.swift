import Patterns
import Testing

@testable import Compatibility

@Suite struct PatternAutomatonTests {
    static let patterns = [
        "", "a", "^a", "a$", "^a$", "^$", "a|b", "^(a|b)*$", "^a{2,3}$", "^a{2}$", "^a{2,}$", "^[ab]+$", "^[^ab]+$", "^\\d+$",
        "^\\w*$", "\\s", "^\\S+$", "^.$", "(?:ab)+", "^(?<n>a)b?$", "a^b", "a$b", "^|a$", "(^a|b$)", "^[a-c-]$", "^[\\d-]$",
        "\\u0041", "\\x41", "\\u{1F600}", "\\uD83D\\uDE00", "^[\\uD83D\\uDE00]$", "^[一-龥]{2}$", "\\.", "\\/", "^(a*)*$", "(a+)+b",
        "^[\\s\\S]$", "^[^]$", "^[]$", "\\0", "\\cA", "[\\b]", "\\t|\\n", "^(|a)$", "a{0}", "^(?:a{0,2}){2}$",
    ]
    static let texts = [
        "", "a", "b", "c", "aa", "ab", "ba", "aaa", "aaaa", "abab", "A", "0", "12", "_", "-", " ", "\n", "\u{2028}", "😀", "甲", "甲乙",
        ".", "/", "\u{0}", "\u{1}", "\u{8}", "\t", "a\n", "é", "e\u{301}", "\u{FEFF}", "\u{A0}", "aab", "x\ny",
    ]

    @Test(arguments: patterns)
    func matchesWhatTheProjectsEngineMatches(pattern: String) throws {
        guard let automaton = PatternAutomaton(pattern) else {
            // Not being understood is allowed, but not for what contracts use.
            #expect(["\\cA"].contains(pattern))
            return
        }
        let engine = try Pattern(pattern)
        for text in PatternAutomatonTests.texts {
            #expect(automaton.matches(text) == engine.matches(text), "\(pattern) on \(text.debugDescription)")
        }
    }

    @Test(arguments: ["(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(a)\\1", "\\bx", "\\Bx", "\\p{L}", "(?<n>a)\\k<n>", "a{2,1}", "(", ")", "*", "[b-a]", "a**", "\\"])
    func whatIsNotRegularOrNoExpressionIsNotRead(pattern: String) {
        #expect(PatternAutomaton(pattern) == nil)
    }

    @Test func searchFindsStringsBetweenPatterns() throws {
        func strings(_ wanted: [String], _ denied: [String] = [], _ lengths: ClosedRange<Int> = 0...100, _ excluded: [String] = []) throws -> StringSearch.Result {
            var search = StringSearch()
            search.patterns = try wanted.map { try #require(PatternAutomaton($0)) }
            search.deniedPatterns = try denied.map { try #require(PatternAutomaton($0)) }
            search.minLength = lengths.lowerBound
            search.maxLength = lengths.upperBound
            search.excluded = excluded
            return search.run()
        }
        #expect(try strings(["^[0-9]{3}$"], ["^0"]).strings.first?.count == 3)
        #expect(try strings(["^a+$"], ["^a"]).isComplete)
        #expect(try strings(["^a+$"], ["^a"]).strings.isEmpty)
        #expect(try strings(["^(a|bb)$"], [], 0...9, ["a"]).strings == ["bb"])
        #expect(try strings(["^(a|bb)$"], [], 0...9, ["a", "bb"]).isComplete)
        #expect(try strings(["^(aa)*$"], [], 3...3).isComplete)
        #expect(try strings(["^(aa)*$"], [], 3...4).strings == ["aaaa"])
        #expect(try strings(["x"], [], 500...500).strings.first?.count == 500)
        #expect(try strings([], [], 1...1, ["a", "甲", "0"]).strings.isEmpty == false)
    }
}
