import Patterns
import Testing

/// Patterns that take backtracking matchers exponential or quadratic time. With such a matcher these tests would not end.
@Suite struct LinearTimeTests {
    static let length = 100_000

    private static func repeated(_ part: String) -> String {
        String(repeating: part, count: length / part.utf8.count)
    }

    static let cases: [(String, String, Bool)] = [
        ("^(a+)+$", repeated("a"), true), ("^(a+)+$", repeated("a") + "!", false), ("(a|a)*b", repeated("a"), false),
        ("(a|a)*b", repeated("a") + "b", true),
        ("(a|aa)+$", repeated("a"), true), ("(a|aa)+$", repeated("a") + "!", false),
        ("^(a|aa)+$", repeated("a") + "!", false), ("(.*)*x", repeated("中"), false),
        ("(.*)*x", repeated("中") + "x", true), ("^(([a-z])+.)+[A-Z]([a-z])+$", repeated("a"), false),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", repeated("a") + "Aa", true),
        (#"^(\w+\s?)*$"#, repeated("word ") + "!", false), (".*.*.*x", repeated("a"), false),
        ("(a*)*(a*)*(a*)*b", repeated("a"), false), ("a{0,50}a{50}b", repeated("a"), false),
        ("(x+x+)+y", repeated("x"), false), ("^(?:a?){50}a{50}$", repeated("a"), false),
        (#"\s+$"#, repeated(" ") + "a", false), ("(a|b)*a(a|b){12}c", repeated("ab"), false),
        (#"(\b|a)*b"#, repeated("a"), false), ("^(((a*)*)*)*b", repeated("a"), false),
    ]

    @Test(arguments: cases)
    func longTextsAreAnswered(source: String, text: String, expected: Bool) throws {
        #expect(try answers(source, text) == [expected, expected])
    }

    /// So many states that no table is built: they double with every repetition.
    @Test func patternsBeyondTheTableAreAnswered() throws {
        let pattern = try Pattern("a[ab]{20}c")
        let text = String(repeating: "ab", count: 20_000)
        #expect(!pattern.matches(text))
        #expect(!pattern.matches(text + "c"))
        #expect(pattern.matches(text + "ac"))
        #expect(!pattern.matches(String(repeating: "b", count: 40_000) + "c"))
    }
}
