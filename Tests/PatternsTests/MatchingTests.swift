import Patterns
import SeededRandom
import Testing

@Suite struct MatchingTests {
    /// A pattern, texts that it matches, texts that it does not.
    static let patterns: [(String, [String], [String])] = [
        // Nothing, and literals.
        ("", ["", "a", "中"], []), ("()", ["", "a"], []), ("(?:)*", ["", "a"], []), ("^$", [""], ["a", "\n"]),
        ("a", ["a", "bab", "ba"], ["", "b", "A"]), ("ab", ["ab", "aab", "abb"], ["", "a", "ba", "a b"]),
        ("中", ["中", "a中b"], ["", "丮", "国"]), ("😀", ["😀"], ["😁", "😃", "\u{1F60}"]), ("é", ["é"], ["e", "e\u{301}"]),
        ("-", ["-"], ["_"]), ("/", ["/"], [""]), ("a-b,\"'<>=!@#%&~`:;_ \n", ["a-b,\"'<>=!@#%&~`:;_ \n"], ["a-b"]),
        // Alternatives.
        ("a|b", ["a", "b", "cb"], ["", "c"]), ("^(a|b|)$", ["a", "b", ""], ["ab", "c"]), ("|a", ["", "b"], []),
        ("^(?:ab|cd)+$", ["ab", "cdab"], ["", "abc", "ac"]), ("(^a|b$)", ["ax", "xb"], ["xa", "bx", ""]),
        ("^a|b$", ["ax", "xb"], ["xa", "bx"]), ("^(北京|上海|天津)市$", ["北京市", "天津市"], ["北海市", "北京", "重庆市"]),
        // Groups.
        ("^(ab)c$", ["abc"], ["ac"]), ("^(?<name>ab)+$", ["abab"], ["aba"]), ("^(?<$_a1中>a)$", ["a"], [""]),
        (#"^(?<\u0061\u{62}>a)$"#, ["a"], [""]), ("^((((a))))$", ["a"], ["aa"]),
        // Quantifiers.
        ("^a*$", ["", "a", "aaaa"], ["b", "ab"]), ("^a+$", ["a", "aa"], ["", "b"]), ("^a?$", ["", "a"], ["aa"]),
        ("^a{3}$", ["aaa"], ["aa", "aaaa", ""]), ("^a{2,}$", ["aa", "aaaaa"], ["a", ""]),
        ("^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]), ("^a{0}$", [""], ["a"]), ("^a{0,2}$", ["", "a", "aa"], ["aaa"]),
        ("^a{0,}b$", ["b", "aab"], ["a"]), ("^a{1}$", ["a"], ["aa"]), ("^(?:a{0}){0}b$", ["b"], ["ab"]),
        ("^a*?b+?c??d{1,2}?$", ["bd", "aabbcdd"], ["d", "bccd", "bddd"]),
        ("^(ab?){2}$", ["aa", "aba", "abab"], ["ab"]),
        ("^(a*)*$", ["", "aaa"], ["b"]), ("^(a*)+$", ["", "aaa"], ["ab"]), ("^(a?){3}$", ["", "a", "aaa"], ["aaaa"]),
        ("^(a*){2,5}b$", ["b", "aaaaaaaaab"], ["a"]), ("^(|a){3,}$", ["", "aaaaaa"], ["b"]),
        ("^(?:a{2}){2}$", ["aaaa"], ["aaa", "aaaaa"]), ("^(?:(?:)|a)*b$", ["aab", "b"], ["a"]),
        ("^(){1000000000}a$", ["a"], [""]), ("^(?:a{0}){1000000000}a$", ["a"], [""]),
        // The full stop.
        ("^.$", ["a", "中", "😀", "\u{85}", "\u{B}", "\0"], ["", "\n", "\r", "\u{2028}", "\u{2029}", "ab"]),
        ("a.c", ["abc", "a中c"], ["a\nc", "ac"]),
        // Classes.
        ("^[abc]$", ["a", "c"], ["d", ""]), ("^[a-c]$", ["a", "b", "c"], ["d", "`", "-"]),
        ("^[^a-c]$", ["d", "-", "😀", "\n"], ["b", ""]),
        ("^[]$", [], ["", "a"]), ("[]", [], ["", "a"]), ("^[^]$", ["a", "\n", "\u{2028}", "😀"], ["", "ab"]),
        ("^[-a]$", ["-", "a"], ["b"]), ("^[a-]$", ["-", "a"], ["b"]), ("^[--/]$", ["-", ".", "/"], [",", "0"]),
        ("^[a-c-e]$", ["b", "-", "e"], ["d"]), (#"^[\d-]$"#, ["5", "-"], ["a"]),
        (#"^[a\-z]$"#, ["a", "-", "z"], ["b"]),
        ("^[.*+?^${}()|[/]+$", [".*+?^${}()|[/"], ["a", "]"]), (#"^[\]\\\^]+$"#, [#"]\^"#], ["a"]),
        ("^[$^]+$", ["$^"], [""]), (#"^[\b]$"#, ["\u{8}"], ["b"]), ("^[一-龥]+$", ["中文"], ["a", "中a", "㐀"]),
        ("^[😀-😂]$", ["😀", "😁", "😂"], ["😃", "a"]), (#"^[\uD83D\uDE00]$"#, ["😀"], ["😁"]),
        (#"^[^\u4e00-\u9fa5]+$"#, ["abc"], ["中"]),
        (#"^[\w.+-]+@[\w-]+(\.[\w-]+)+$"#, ["a.b+c@d-e.f"], ["a@b", "@b.c"]), (#"^[\s\S]$"#, ["\n", "😀"], [""]),
        (#"^[^\s]+$"#, ["中a"], ["a b", ""]), (#"^[^\d\s]$"#, ["a"], ["1", " "]), (#"^[\D\d]$"#, ["1", "a"], [""]),
        (#"^[\p{Lu}\d_]+$"#, ["A1_É"], ["a", "-"]), (#"^[^\p{Lu}]$"#, ["a"], ["A"]), (#"^[\P{Lu}]$"#, ["a"], ["A"]),
        // Shorthands.
        (#"^\d$"#, ["0", "9"], ["a", "٣", "３", ""]), (#"^\D$"#, ["a", "٣", "\n"], ["5"]),
        (#"^\w$"#, ["a", "Z", "0", "_"], ["é", "中", "-", " "]), (#"^\W$"#, ["é", "中", "-"], ["a", "_"]),
        (
            #"^\s$"#,
            [
                " ", "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{A0}", "\u{FEFF}", "\u{3000}", "\u{2028}", "\u{2003}",
                "\u{1680}",
            ],
            ["a", "\u{85}", "\u{200B}", "\u{180E}", "\u{8}", ""]
        ),
        (#"^\S$"#, ["a", "\u{85}", "\u{200B}"], ["\u{FEFF}", "\u{3000}", "\n"]),
        // Assertions.
        ("^a", ["ab"], ["ba", "\na"]), ("a$", ["ba"], ["ab", "a\n"]), ("a^b", [], ["ab", "a\nb", "a^b"]),
        ("a$b", [], ["ab", "a\nb", "a$b"]), ("$^", [""], ["a"]),
        ("(?:^|,)a(?:,|$)", ["a", "b,a", "a,b"], ["ba", "b,ab"]),
        ("(^)*a", ["ba"], ["b"]), ("(^)+a", ["ab"], ["ba"]), ("(?:$|a)+$", ["", "b"], []),
        (#"\bcat\b"#, ["cat", "a cat.", "中cat"], ["cats", "bobcat", "cat_"]), (#"\Bat\b"#, ["cat"], ["at", "cats"]),
        (#"^\b"#, ["a"], ["", " a", "中"]), (#"\b$"#, ["a"], ["", "a ", "é"]), (#"^\B$"#, [""], ["a"]),
        (#"\B"#, ["", "ab", " "], ["a"]),
        (#"a\b\b.\B"#, ["a--", "a-"], ["ab"]), (#"(\b|x)+y"#, ["y", " y", "xxy"], ["_"]),
        (#"^(?:\b\w+\b ?)+$"#, ["ab cd"], ["ab  cd", " "]),
        // Escapes.
        (#"^\t\n\v\f\r\0$"#, ["\t\n\u{B}\u{C}\r\0"], [""]), (#"^\cA\cz\cJ$"#, ["\u{1}\u{1A}\n"], ["A"]),
        (#"^\x41\x7a$"#, ["Az"], ["az"]),
        (#"^\u4E2d$"#, ["中"], ["a"]), (#"^\uD83D\uDE00$"#, ["😀"], [""]),
        (#"^\u{1F600}\u{61}\u{00000062}$"#, ["😀ab"], [""]),
        (#"^\u{10FFFF}$"#, ["\u{10FFFF}"], ["\u{10FFFE}"]), (#"\uD83D"#, [], ["😀", "\u{FFFD}"]),
        (#"^[\uD800-\uDFFF]$"#, [], ["😀", "\u{FFFD}", "\u{E000}"]),
        (#"^[^\uD800-\uDFFF]$"#, ["a", "\u{D7FF}", "\u{E000}", "😀"], [""]), (#"^\u{D83D}\u{DE00}$"#, [], ["😀"]),
        (#"^\uDE00\uD83D$"#, [], ["😀"]),
        (#"^\^\$\\\.\*\+\?\(\)\[\]\{\}\|\/$"#, [#"^$\.*+?()[]{}|/"#], ["^"]), (#"^\0a$"#, ["\0a"], ["a"]),
        // Real ones.
        (#"^\d{4}-\d{2}-\d{2}$"#, ["2024-06-01"], ["2024-6-01", "2024-06-01 ", "２０２４-06-01", "2024-06-011"]),
        (
            #"^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$"#, ["91110108551385082Q"],
            ["91110108551385082I", "9111010855138508Q", "91110108551385082QQ"]
        ),
        (#"^(?:0|[1-9]\d{0,12})(?:\.\d{1,2})?$"#, ["0", "10.25"], ["01", "1.", "1.234"]), (#"^x-"#, ["x-a"], ["ax-"]),
        (#"^1[3-9]\d{9}$"#, ["13800138000"], ["12800138000", "138001380001"]),
    ]

    @Test(arguments: patterns)
    func aPatternMatchesWhatItShould(source: String, matching: [String], others: [String]) throws {
        for text in matching {
            #expect(try answers(source, text) == [true, true], "\(source.debugDescription) \(text.debugDescription)")
        }
        for text in others {
            #expect(try answers(source, text) == [false, false], "\(source.debugDescription) \(text.debugDescription)")
        }
        #expect(Pattern.isSyntax(source))
        #expect(try Pattern(source).source == source)
    }

    /// Classes of a pattern that differ in every block of 256 scalars and at every length of a UTF-8 sequence.
    @Test(arguments: stateLimits)
    func everyScalarIsTold(stateLimit: Int) throws {
        let edges: [UInt32] = [
            0, 0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF,
        ]
        for edge in edges {
            let pattern = try Pattern("^\\u{\(String(edge, radix: 16))}$", stateLimit: stateLimit)
            let others = try Pattern("^[^\\u{\(String(edge, radix: 16))}]$", stateLimit: stateLimit)
            for value in edges.flatMap({ [$0 == 0 ? 0 : $0 - 1, $0, $0 + 1] }) {
                guard let scalar = Unicode.Scalar(value) else { continue }
                #expect(pattern.matches(String(Character(scalar))) == (value == edge))
                #expect(others.matches(String(Character(scalar))) == (value != edge))
            }
        }
    }

    @Test func textsOfBytesAndStringsHaveOneAnswer() throws {
        let pattern = try Pattern("^中+$")
        #expect(Array("中中".utf8).withUnsafeBytes { pattern.matches($0) })
        #expect(!Array("中a".utf8).withUnsafeBytes { pattern.matches($0) })
        #expect(try Pattern("^$").matches(UnsafeRawBufferPointer(start: nil, count: 0)))
        #expect(try Pattern("^$", stateLimit: 0).matches(UnsafeRawBufferPointer(start: nil, count: 0)))
    }

    /// The answer means nothing, but there is one.
    @Test(arguments: stateLimits)
    func bytesThatAreNotUTF8AreNoFault(stateLimit: Int) throws {
        let pattern = try Pattern(#"^[^\s中😀]*$"#, stateLimit: stateLimit)
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                UInt8.random(in: 0x60...0xFF, using: &generator)
            }
            // In a buffer of their very size, behind which nothing may be read.
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
            defer { buffer.deallocate() }
            buffer.copyBytes(from: bytes)
            _ = pattern.matches(UnsafeRawBufferPointer(buffer))
        }
    }

    @Test func manyTasksMatchAtOnce() async throws {
        for stateLimit in stateLimits {
            let pattern = try Pattern("^(ab|c)+$", stateLimit: stateLimit)
            let wrong = await withTaskGroup(of: Int.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        (0..<500).count {
                            pattern.matches(String(repeating: "ab", count: $0 + 1) + "d")
                                || !pattern.matches(String(repeating: "c", count: task + 1))
                        }
                    }
                }
                return await group.reduce(0, +)
            }
            #expect(wrong == 0)
        }
    }
}
