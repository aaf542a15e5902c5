import Patterns
import Testing

@Suite struct PropertyTests {
    /// A property, scalars that have it, scalars that do not.
    static let properties: [(String, String, String)] = [
        ("L", "aÉ中ʰ𠀀", "1_ ̈"), ("Letter", "a中", "1"), ("gc=L", "a", "1"), ("General_Category=Letter", "a", "1"),
        ("Lu", "AÉ", "aé中1"),
        ("Uppercase_Letter", "A", "a"), ("General_Category=Uppercase_Letter", "A", "a"), ("Ll", "aé", "A"),
        ("LC", "aAǅ", "中"), ("Cased_Letter", "a", "ʰ"),
        ("Lt", "ǅ", "A"), ("Lm", "ʰ々", "a"), ("Lo", "中ƻ", "a"), ("M", "\u{301}", "a"), ("Mn", "\u{301}", "\u{903}"),
        ("Mc", "\u{903}", "\u{301}"),
        ("N", "1Ⅷ½٣", "a"), ("gc=Nd", "1٣３", "Ⅷ½"), ("digit", "5", "½"), ("Nl", "Ⅷ〇", "1"), ("No", "½②", "1"),
        ("P", "!，。-_", "+a"), ("punct", "!", "+"),
        ("Pd", "-—", "_"), ("Ps", "(（", ")"), ("Pe", ")）", "("), ("Po", "!，", "("), ("S", "+￥^", "!"),
        ("Sc", "$￥€", "+"), ("Sm", "+", "$"), ("So", "😀", "+"),
        ("Z", " \u{3000}\u{2028}", "\t"), ("Zs", " \u{A0}", "\u{2028}"), ("Zl", "\u{2028}", " "),
        ("C", "\0\u{E000}\u{378}", "a"), ("Cc", "\0\u{85}", "a"),
        ("cntrl", "\u{7}", "a"), ("Cf", "\u{FEFF}\u{E0001}", "a"),
        ("Co", "\u{E000}\u{100000}\u{10FFFD}", "a\u{10FFFE}"), ("Cn", "\u{378}\u{50000}\u{10FFFF}", "a\u{E000}"),
        ("Cs", "", "a\u{FFFD}"), ("Any", "a😀\u{10FFFF}", ""), ("ASCII", "a\u{7F}\0", "\u{80}é"),
        ("Assigned", "a😀\u{E000}", "\u{378}\u{10FFFF}"),
        ("Alphabetic", "aÉ中Ⅷ", "1_"), ("Alpha", "a", "1"), ("White_Space", " \t\u{85}\u{3000}", "\u{FEFF}a"),
        ("space", " ", "a"), ("Uppercase", "AⒶ", "a"), ("Upper", "A", "a"),
        ("Lowercase", "aªⓐ", "A"), ("Ideographic", "中〇𠀀", "aあ"), ("Ideo", "中", "a"), ("Unified_Ideograph", "中", "〇"),
        ("Emoji", "😀#1", "a"), ("Emoji_Presentation", "😀", "#"),
        ("Extended_Pictographic", "😀©", "1a"), ("Emoji_Component", "#1\u{200D}", "😀"), ("Regional_Indicator", "🇨", "C"),
        ("ID_Start", "a中", "1_"), ("ID_Continue", "a1_", "-"),
        ("XIDS", "a", "1"), ("XIDC", "1", "-"), ("Hex_Digit", "aF９", "g"), ("AHex", "aF9", "９"), ("Dash", "-—", "_"),
        ("Math", "+∑", "a"), ("NChar", "\u{FFFE}\u{4FFFF}\u{10FFFF}", "a\u{4FFFD}"),
        ("DI", "\u{200B}\u{E0FFF}", "a\u{E1000}"), ("VS", "\u{FE0F}\u{E0100}", "a"), ("Cased", "aA", "中"),
        ("Quotation_Mark", "\"「", "a"),
        ("Script=Han", "中〇々㐀𠀀\u{2B740}\u{2EBF0}\u{30000}\u{31350}\u{323B0}\u{33479}⺀\u{F900}\u{2F800}", "aあ，\u{3347A}"),
        ("sc=Hani", "中", "a"), ("scx=Han", "中、。「㆐", "a，ー"),
        ("Script=Latin", "aÉßＡ", "1αб"), ("sc=Greek", "αΩ", "aб"), ("sc=Cyrillic", "бЯ", "bα"),
        ("sc=Hiragana", "あ", "アー"), ("sc=Katakana", "アｱ", "あー"), ("scx=Kana", "アー", "あ"),
        ("scx=Hira", "あー", "ア"), ("sc=Hangul", "한ㄱ", "中"), ("sc=Arabic", "ع", "א،"), ("scx=Arab", "ع،", "א"),
        ("sc=Hebrew", "א", "ع"), ("sc=Thai", "ก", "ກ"), ("Script=Tibetan", "བ", "a"),
        ("Script=Mongolian", "ᠠ", "a"), ("sc=Yi", "ꀀ", "a"), ("Script_Extensions=Bopomofo", "ㄅ、", "a"),
        ("sc=Common", "1，、", "a"), ("scx=Common", "1，", "、a"), ("sc=Zyyy", "1", "a"),
        ("sc=Inherited", "\u{301}", "a"), ("scx=Zinh", "\u{30F}", "\u{301}a"), ("sc=Unknown", "\u{378}\u{E000}", "a"),
        ("sc=Qaac", "Ⲁ", "a"),
    ]

    @Test(arguments: properties)
    func aPropertyHasItsScalars(name: String, members: String, others: String) throws {
        let (having, lacking) = (try Pattern("^\\p{\(name)}$"), try Pattern("^\\P{\(name)}$"))
        for scalar in members.unicodeScalars {
            #expect(having.matches(String(scalar)), "\(name) \(scalar.debugDescription)")
            #expect(!lacking.matches(String(scalar)))
        }
        for scalar in others.unicodeScalars {
            #expect(!having.matches(String(scalar)), "\(name) \(scalar.debugDescription)")
            #expect(lacking.matches(String(scalar)))
        }
    }

    @Test func propertiesAreThoseOfTheStandardLibraryForEveryScalar() throws {
        let tests: [(String, (Unicode.Scalar.Properties) -> Bool)] = [
            ("Lo", { $0.generalCategory == .otherLetter }), ("Cn", { $0.generalCategory == .unassigned }),
            ("Alphabetic", { $0.isAlphabetic }), ("DI", { $0.isDefaultIgnorableCodePoint }),
            ("NChar", { $0.isNoncharacterCodePoint }), ("IDC", { $0.isIDContinue }),
        ]
        for (name, test) in tests {
            let pattern = try Pattern("^\\p{\(name)}$")
            let different = (0...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init)
                .first { pattern.matches(String($0)) != test($0.properties) }
            #expect(different == nil, "\(name)")
        }
    }
}
