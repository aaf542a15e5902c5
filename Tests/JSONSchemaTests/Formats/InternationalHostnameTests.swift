import JSONSchema
import Testing

@Suite("idn-hostname (RFC 5890 to 5893)") struct InternationalHostnameTests {
    @Test("names with U-labels", arguments: [
        "bücher.example", "faß.de", "中国", "例え.テスト", "παράδειγμα.δοκιμή", "пример.испытание", "उदाहरण.परीक्षा",
        "উদাহরণ", "உதாரணம்.பரிட்சை",
        "실례.테스트", "דוגמה.טעסט", "مثال.إختبار", "մի.հայ", "a.b.bücher.c", "ü", "1ü", "ü1", "a-ü", "ü--a",
        "中--国",
        // RFC 3490, section 3.1.
        "a\u{3002}b", "例え\u{3002}テスト", "a\u{FF0E}b", "中\u{FF61}国", "a.b\u{3002}c",
        // RFC 5892, section 2.6: exceptions.
        "\u{DF}", "\u{3C2}", "\u{6FD}\u{6FE}", "\u{F0B}", "\u{3007}",
        // Normalization Form C, with marks that do not combine.
        "é", "q\u{301}", "x\u{323}\u{32F}b", "ậ", "s\u{331}",
    ])
    func isName(text: String) {
        #expect(StandardFormat.idnHostname.matches(text))
        #expect(!StandardFormat.hostname.matches(text))
    }

    @Test("names of labels that are no U-labels", arguments: [
        // Hyphens (RFC 5891, section 4.2.3.1).
        "-ü", "ü-", "aü--b", "xn--ü", "中国--a",
        // Leading marks (section 4.2.3.2).
        "\u{301}a", "\u{903}hello", "\u{488}hello", "a.\u{64B}\u{628}",
        // Capitals, symbols, white space and other disallowed scalars (RFC 5892).
        "Ü", "BÜCHER", "Aü", "ü_", "ü a", "ü/", "ü\u{A0}", "☃", "😀", "€", "©", "™", "①", "ｅ", "ﬁ", "ǆ", "Ⅷ", "ª",
        "\u{AD}ü", "ü\u{AD}", "\u{FEFF}ü",
        "ü\u{200B}", "\u{2028}", "\u{FFFD}", "\u{FFFF}", "\u{E000}", "\u{10FFFF}", "\u{F0000}", "\u{378}",
        "\u{1D15F}", "\u{20D0}", "a\u{20D0}",
        "\u{1100}\u{1161}", "\u{3164}", "\u{34F}ü", "ü\u{FE0F}", "\u{2126}", "\u{212B}", "\u{0}ü", "ü\u{7F}", "ü\u{80}",
        "\u{640}", "ب\u{640}ب", "\u{7FA}", "ߊ\u{7FA}", "\u{302E}", "가\u{302E}", "\u{3031}", "\u{303B}", "中\u{303B}",
        // Other forms than Normalization Form C.
        "e\u{301}", "a\u{301}b", "a\u{302}\u{323}", "a\u{323}\u{302}", "â\u{323}", "ạ\u{302}", "\u{0201}\u{325}",
        "か\u{3099}", "ا\u{654}",
        "q\u{301}\u{323}", "\u{340}", "\u{2F800}", "\u{958}",
        // Empty labels.
        "", "\u{3002}", "\u{FF0E}", "\u{FF61}", "ü.", "ü\u{3002}", ".ü", "ü..a", "ü\u{3002}.a",
    ])
    func isNoName(text: String) {
        #expect(!StandardFormat.idnHostname.matches(text))
    }

    @Test("scalars that are valid in context (RFC 5892, appendix A)", arguments: [
        // A.1 and A.2: joiners.
        "क\u{94D}\u{200C}ष", "क\u{94D}\u{200D}ष", "ක\u{DCA}\u{200D}ර", "نامه\u{200C}ای", "ب\u{200C}ب",
        "ب\u{64B}\u{200C}\u{64B}ب", "ب\u{200C}ا", "ᠠ\u{200C}ᠡ",
        // A.3: middle dot.
        "l·l", "paral·lel", "col·lecció",
        // A.4: Greek keraia.
        "α\u{375}β", "\u{375}α", "a\u{375}ω",
        // A.5 and A.6: Hebrew geresh and gershayim.
        "א\u{5F3}ב", "א\u{5F3}", "צה\u{5F4}ל",
        // A.7: katakana middle dot.
        "\u{30FB}ァ", "ア\u{30FB}", "a\u{30FB}b中", "か\u{30FB}a", "\u{30FB}\u{3005}",
        // A.8 and A.9: Arabic-Indic digits.
        "ب\u{660}\u{669}", "ب\u{6F0}", "\u{6F0}\u{6F9}", "\u{6F0}1",
    ])
    func isInContext(text: String) {
        #expect(StandardFormat.idnHostname.matches(text))
    }

    @Test("and the same out of context", arguments: [
        "क\u{200C}ष", "क\u{200D}ष", "\u{200C}", "\u{200D}", "a\u{200C}b", "a\u{200D}b", "ب\u{200D}ب", "ا\u{200C}ب",
        "ب\u{200C}", "ب\u{200C}a", "\u{200C}ب",
        "ü\u{200C}", "ب\u{64B}\u{200C}",
        "·", "l·", "·l", "a·l", "l·a", "l··l", "L·L", "ĺ·l",
        "\u{375}", "α\u{375}", "α\u{375}a", "α\u{375}1",
        "\u{5F3}", "\u{5F3}א", "a\u{5F3}", "\u{5F4}ב", "a\u{5F4}ב",
        "\u{30FB}", "a\u{30FB}b", "가\u{30FB}나", "\u{30FB}.中",
        "ب\u{660}\u{6F0}", "ب\u{6F0}\u{660}", "ب\u{6F9}ب\u{669}",
    ])
    func isOutOfContext(text: String) {
        #expect(!StandardFormat.idnHostname.matches(text))
    }

    @Test("labels from right to left (RFC 5893, section 2)", arguments: [
        ("א", true), ("אב1", true), ("א1ב", true), ("א-ב", true), ("ب\u{660}", true), ("א\u{5B0}", true),
        ("אב1\u{5B0}", true), ("ب--ب", true),
        ("1א", false), ("aא", false), ("אa", false), ("אaב", false), ("א1\u{660}", false), ("ب\u{660}1", false),
        ("\u{660}ب", false),
        ("\u{660}", false), ("אü", false), ("א中", false), ("1ب2", false), ("א\u{CBF}", false),
        // The rule is for labels with such characters: others stand beside them as they are.
        ("1.א", true), ("a.א.中", true),
    ])
    func rightToLeft(text: String, isName: Bool) {
        #expect(StandardFormat.idnHostname.matches(text) == isName)
    }

    @Test("lengths are those of A-labels")
    func lengths() {
        // Around the letters, the A-label of letters and one ü has xn--, a hyphen and three characters of Punycode.
        #expect(StandardFormat.idnHostname.matches(String(repeating: "a", count: 55) + "ü"))
        #expect(!StandardFormat.idnHostname.matches(String(repeating: "a", count: 56) + "ü"))
        // In the DNS, each label has 10 characters and a full stop behind it.
        let labels = String(repeating: "中国.", count: 22)
        #expect(StandardFormat.idnHostname.matches(labels + "aaaaaaaaaaa"))
        #expect(!StandardFormat.idnHostname.matches(labels + "aaaaaaaaaaaa"))
        #expect(!StandardFormat.idnHostname.matches(String(repeating: "中", count: 100_000)))
    }
}
