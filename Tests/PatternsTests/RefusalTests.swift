import Patterns
import Testing

@Suite struct RefusalTests {
    /// A source that is no expression of ECMA-262, the fault it has and where.
    static let faults: [(String, PatternError.Kind, Int)] = [
        ("(", .unbalancedParenthesis, 0), ("a(b", .unbalancedParenthesis, 1), ("a)", .unbalancedParenthesis, 1),
        (")", .unbalancedParenthesis, 0), ("((a)", .unbalancedParenthesis, 0), ("中😀(", .unbalancedParenthesis, 2),
        ("(?:a", .unbalancedParenthesis, 0), ("(?=a", .unbalancedParenthesis, 0), ("a|b)", .unbalancedParenthesis, 3),
        ("(?", .invalidGroup, 0), ("a(?)", .invalidGroup, 1), ("(?a)", .invalidGroup, 0), ("(?i)a", .invalidGroup, 0),
        ("(?i:a)", .invalidGroup, 0),
        ("(?#a)", .invalidGroup, 0), ("(?>a)", .invalidGroup, 0), ("(?P<a>b)", .invalidGroup, 0),
        ("(?<>a)", .invalidGroupName, 3), ("(?<1a>a)", .invalidGroupName, 3), ("(?<a-b>a)", .invalidGroupName, 3),
        ("(?<a", .invalidGroupName, 3),
        (#"(?<\x61>a)"#, .invalidGroupName, 3), (#"(?<\u{D800}>a)"#, .invalidGroupName, 3),
        (#"\k<>(?<a>)"#, .invalidGroupName, 3),
        ("(?<a>b)(?<a>c)", .duplicateGroupName, 10), (#"(?<a>b)|(?<\u0061>c)"#, .duplicateGroupName, 11),
        (#"\1"#, .unknownGroup, 0), (#"a(b)\2"#, .unknownGroup, 4), (#"\k<a>"#, .unknownGroup, 0),
        (#"(?<b>)\k<a>"#, .unknownGroup, 6),
        (#"(a)\99999999999999999999"#, .unknownGroup, 3), (#"(?:a)\1"#, .unknownGroup, 5),
        ("[", .unclosedClass, 0), ("a[b", .unclosedClass, 1), ("[^", .unclosedClass, 0), ("[a-", .unclosedClass, 0),
        (#"[\]"#, .unclosedClass, 0),
        (#"[\d-a]"#, .invalidClassRange, 1), (#"[a-\d]"#, .invalidClassRange, 1),
        (#"[bc\w-\s]"#, .invalidClassRange, 3), (#"[\p{L}-z]"#, .invalidClassRange, 1),
        ("[b-a]", .classRangeOutOfOrder, 1), ("[xa--]", .classRangeOutOfOrder, 2),
        (#"[\u{62}-\x61]"#, .classRangeOutOfOrder, 1), ("[😁-😀]", .classRangeOutOfOrder, 1),
        ("*", .nothingToRepeat, 0), ("+a", .nothingToRepeat, 0), ("?", .nothingToRepeat, 0),
        ("{2}", .nothingToRepeat, 0), ("a**", .nothingToRepeat, 2),
        ("a+++", .nothingToRepeat, 2), ("a{2}{3}", .nothingToRepeat, 4), ("a???", .nothingToRepeat, 3),
        ("(*a)", .nothingToRepeat, 1), ("a|*", .nothingToRepeat, 2),
        ("^*", .nothingToRepeat, 1), ("a$+", .nothingToRepeat, 2), (#"\b?"#, .nothingToRepeat, 2),
        (#"\B{2}"#, .nothingToRepeat, 2),
        ("(?=a)*", .nothingToRepeat, 5), ("(?<!a){2}", .nothingToRepeat, 6),
        ("a{", .invalidQuantifier, 1), ("a{}", .invalidQuantifier, 1), ("a{,5}", .invalidQuantifier, 1),
        ("a{1", .invalidQuantifier, 1), ("a{1,", .invalidQuantifier, 1),
        ("a{1,2", .invalidQuantifier, 1), ("a{x}", .invalidQuantifier, 1), ("{", .invalidQuantifier, 0),
        ("a{ 1}", .invalidQuantifier, 1), ("a{-1}", .invalidQuantifier, 1),
        ("a{3,2}", .repetitionOutOfOrder, 1), ("ab{10,9}?", .repetitionOutOfOrder, 2),
        ("a}", .unescapedBracket, 1), ("]", .unescapedBracket, 0), ("[a]]", .unescapedBracket, 3),
        (#"\"#, .invalidEscape, 0), (#"ab\"#, .invalidEscape, 2), (#"\a"#, .invalidEscape, 0),
        (#"\_"#, .invalidEscape, 0), (#"\-"#, .invalidEscape, 0),
        (#"\ "#, .invalidEscape, 0), (#"\中"#, .invalidEscape, 0), (#"\""#, .invalidEscape, 0),
        (#"\z"#, .invalidEscape, 0), (#"\A"#, .invalidEscape, 0),
        (#"\x4"#, .invalidEscape, 0), (#"\xg1"#, .invalidEscape, 0), (#"\u123"#, .invalidEscape, 0),
        (#"\u{}"#, .invalidEscape, 0), (#"\u{110000}"#, .invalidEscape, 0),
        (#"\u{61"#, .invalidEscape, 0), (#"\u{FFFFFFFFFFFFFFFF}"#, .invalidEscape, 0),
        (#"\uD83D\u12"#, .invalidEscape, 6), (#"\c"#, .invalidEscape, 0), (#"\c1"#, .invalidEscape, 0),
        (#"\cé"#, .invalidEscape, 0), (#"\01"#, .invalidEscape, 0), (#"\08"#, .invalidEscape, 0),
        (#"[\B]"#, .invalidEscape, 1), (#"[\1]"#, .invalidEscape, 1),
        (#"[\k]"#, .invalidEscape, 1), (#"\k"#, .invalidEscape, 0), (#"\ka"#, .invalidEscape, 0),
        (#"\p"#, .invalidEscape, 0), (#"\pL"#, .invalidEscape, 0),
        (#"\p{L"#, .invalidEscape, 0), (#"[a\P]"#, .invalidEscape, 2), ("\\\u{301}", .invalidEscape, 0),
    ]

    @Test(arguments: faults)
    func aSourceThatIsNoExpressionIsRefused(source: String, kind: PatternError.Kind, offset: Int) {
        let error = refusal(source)
        #expect(error?.kind == kind)
        #expect(error?.offset == offset)
        #expect(!Pattern.isSyntax(source))
    }

    /// A source that is an expression, what about it is not supported and where.
    static let unsupported: [(String, PatternError.Kind, Int)] = [
        (#"(a)\1"#, .backReference, 3), (#"\1(a)"#, .backReference, 0), (#"(?<n>a)b\k<n>"#, .backReference, 8),
        (#"\k<n>(?<n>a)"#, .backReference, 0),
        (#"(a)(?:\1)*"#, .backReference, 6), (#"((a)\2*)"#, .backReference, 4), ("a(?=b)", .lookAround, 1),
        ("(?!a)", .lookAround, 0), ("(?<=a)b", .lookAround, 0),
        ("中(?<!a)b", .lookAround, 1), (#"(?=(a))\1"#, .lookAround, 0), (#"^(?!.*--)[a-z]+$"#, .lookAround, 1),
        ("(a{1000}){1000}", .tooLarge, 9), ("a{100000}", .tooLarge, 1), ("a{99999999999999999999}", .tooLarge, 1),
        ("a{0,99999999999999999999}", .tooLarge, 1),
        ("b(?:(?:a{99}){99}){99}", .tooLarge, 18), ("a{30000}b{30000}", .tooLarge, 0), ("(|a){40000}", .tooLarge, 4),
        ("a{50000,}", .tooLarge, 0),
    ]

    @Test(arguments: unsupported)
    func aSourceThatCannotBeMatchedInLinearTimeIsRefused(source: String, kind: PatternError.Kind, offset: Int) {
        #expect(refusal(source) == PatternError(kind: kind, offset: offset))
        #expect(Pattern.isSyntax(source))
    }

    @Test(
        arguments: ["p", "P"],
        [
            "Foo", "", "lu", "Lx", "letter", "gc=Foo", "Script=Foo", "sc=", "=Han", "Han", "Block=Han", "L=Lu",
            "gc=Han", "sc=L", "Alphabetic=Yes", " L", "L ", "中",
        ])
    func anUnknownPropertyIsNamed(letter: String, name: String) {
        let source = "a\\\(letter){\(name)}"
        #expect(refusal(source) == PatternError(kind: .unknownProperty, offset: 1, name: name))
        #expect(!Pattern.isSyntax(source))
        #expect(refusal("[\\\(letter){\(name)}]") == PatternError(kind: .unknownProperty, offset: 1, name: name))
        #expect(refusal(source)?.en.contains(name) == true)
        #expect(refusal(source)?.zh.contains(name) == true)
    }

    @Test func namesOfGroupsAreTold() {
        #expect(refusal(#"\k<名>"#) == PatternError(kind: .unknownGroup, offset: 0, name: "名"))
        #expect(refusal(#"\7"#) == PatternError(kind: .unknownGroup, offset: 0, name: "7"))
        #expect(refusal("(?<a>)(?<a>)") == PatternError(kind: .duplicateGroupName, offset: 9, name: "a"))
    }

    @Test(arguments: ["(", "(?:", "(?<=", "(?!"])
    func groupsAreNestedNoDeeperThanTheLimit(parenthesis: String) {
        func nested(_ depth: Int) -> String {
            String(repeating: parenthesis, count: depth) + "a" + String(repeating: ")", count: depth)
        }
        #expect(Pattern.isSyntax(nested(250)))
        #expect(!Pattern.isSyntax(nested(251)))
        let error = PatternError(kind: .tooDeep, offset: 250 * parenthesis.count)
        #expect(refusal(nested(251)) == error)
        #expect(refusal(nested(100_000)) == error)
        #expect(refusal(String(repeating: parenthesis, count: 100_000)) == error)
        if parenthesis.count < 4, parenthesis != "(?!" { #expect(refusal(nested(250)) == nil) }
    }

    @Test func largeExpressionsAreCompiledOrRefusedButNotExpanded() throws {
        #expect(try Pattern("^a{49997}$").matches(String(repeating: "a", count: 49_997)))
        #expect(refusal("^a{49998}$")?.kind == .tooLarge)
        // Sets of which all together have too many ranges.
        #expect(refusal(String(repeating: #"[\p{L}\p{N}]"#, count: 2000)) == nil)
        #expect(refusal((0..<400).map { #"[\p{L}\u{"# + String($0, radix: 16) + "}]" }.joined())?.kind == .tooLarge)
        #expect(
            refusal("[" + String(repeating: #"\p{L}"#, count: 2000) + "]") == PatternError(kind: .tooLarge, offset: 0))
        #expect(
            refusal((0..<8000).map { "[^\\u{\(String($0 * 2, radix: 16))}]" }.joined())
                == PatternError(kind: .tooLarge, offset: 0))
        // Many different characters are no such thing.
        let words = (0..<3000).compactMap { Unicode.Scalar(UInt32(0x4E00 + $0)).map { "区\($0)" } }
        let areas = try Pattern("^(?:" + words.joined(separator: "|") + ")$")
        #expect(areas.matches("区中"))
        #expect(!areas.matches("区区区"))
    }

    @Test(arguments: PatternError.Kind.allCases)
    func everyKindIsToldInBothLanguages(kind: PatternError.Kind) {
        let error = PatternError(kind: kind, offset: 3)
        #expect(error.zh.contains("第 4 个字符"))
        #expect(error.en.contains("character 4"))
        #expect(error.zh != PatternError(kind: kind == .tooDeep ? .tooLarge : .tooDeep, offset: 3).zh)
        #expect(error.description == error.en)
    }
}
