import Patterns
import SeededRandom
import Testing

/// Random patterns and texts, the same on every run.
@Suite struct RandomTests {
    @Test func smallPatternsMatchAsTheReferenceDoes() throws {
        var generator = SeededGenerator(seed: 20_250_301)
        var matches = 0
        var comparisons = 0
        for _ in 0..<4000 {
            let reference = Reference.random(depth: Int.random(in: 1...4, using: &generator), using: &generator)
            let patterns = try stateLimits.map { try Pattern(reference.source, stateLimit: $0) }
            for _ in 0..<8 {
                let text = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                    Reference.alphabet[Int.random(in: 0..<Reference.alphabet.count, using: &generator)]
                }
                let expected = reference.matches(text)
                let string = text.map { String($0) }.joined()
                for pattern in patterns {
                    #expect(pattern.matches(string) == expected, "\(pattern.source) \(string)")
                }
                comparisons += 1
                if expected { matches += 1 }
            }
        }
        // Otherwise the test would say little about one of the answers.
        #expect(matches > comparisons / 5)
        #expect(matches < comparisons * 9 / 10)
    }

    private static let tokens = [
        "a", "b", "中", "😀", "(", "(?:", "(?<n>", "(?=", "(?<!", ")", "|", "*", "+", "?", "{2}", "{0,3}", "{2,}",
        "{99999}", "{3,1}", "{", "}", "[", "[^", "]", "-", "^", "$", ".",
        "\\", "\\d", "\\W", "\\s", "\\b", "\\B", "\\p{L}", "\\P{Lu}", "\\p{", "\\p{sc=Han}", "\\u", "\\u{1F600}",
        "\\uD83D", "\\uDE00", "\\x41", "\\c", "\\0", "\\1", "\\k<n>",
        "\\-", "\\/", ",", "0", "9", "<", ">", "=", "!", ":", "\u{301}", "\0", "\n",
    ]

    @Test func noSourceIsAFault() {
        var generator = SeededGenerator(seed: 11)
        var accepted = 0
        for _ in 0..<30_000 {
            var source = ""
            for _ in 0..<Int.random(in: 0...9, using: &generator) {
                source += Self.tokens.randomElement(using: &generator) ?? ""
            }
            do throws(PatternError) {
                let pattern = try Pattern(source, stateLimit: 50)
                #expect(Pattern.isSyntax(source))
                _ = pattern.matches("ab中 1")
                accepted += 1
            } catch {
                #expect((0...source.unicodeScalars.count).contains(error.offset))
                let isSupport = [.backReference, .lookAround, .tooLarge, .tooDeep].contains(error.kind)
                #expect(Pattern.isSyntax(source) == isSupport)
            }
        }
        // Otherwise the test would say nothing about accepted sources.
        #expect(accepted > 1500)
    }

    @Test func noSourceOfRandomScalarsIsAFault() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<30_000 {
            var source = ""
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                let isASCII = Int.random(in: 0..<8, using: &generator) > 0
                let value = UInt32.random(in: 0...(isASCII ? 0x7F : 0x10FFFF), using: &generator)
                if let scalar = Unicode.Scalar(value) { source.unicodeScalars.append(scalar) }
            }
            _ = try? Pattern(source)
        }
    }
}
