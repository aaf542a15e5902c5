import JSONSchema
import SeededRandom
import Testing

@Suite("Formats and arbitrary bytes") struct FormatRobustnessTests {
    /// One text of each format, and more where a format has more forms.
    static let texts = [
        "1990-12-31T15:59:60.5-08:00", "P1Y2M3DT4H5M6S", "P2W", "a.b@c.d", "\"a\\\"b é\"@[IPv6:::1.2.3.4]",
        "é@bücher.example",
        "www.example.com", "xn--bcher-kva.xn--fiqs8s", "xn--ihqwcrb4cv8a8dqg056pqjye", "例え\u{3002}テスト.l·l",
        "ب\u{64B}\u{200C}ب.א\u{5F3}1", "क\u{94D}\u{200D}ष",
        "192.0.2.235", "2001:DB8::8:800:13.1.68.3", "http://u:p@h:80/p;q/%41?q#f", "//[v1.a:b]/é?\u{E000}#é",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "{+a.b:12,c*}/%41{?d}é", "/a~0b/~1", "12+3/a~1b#",
    ].map { Array($0.utf8) }

    @Test("no format traps, whatever the bytes are", arguments: 0..<8)
    func randomBytes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("0189aAfFxXnN-.:/@[]{}%~\"\\#?+PTZ ".utf8) + [0x00, 0x7F, 0x80, 0xBF, 0xC2, 0xE3, 0xED, 0xF0, 0xF4, 0xFF]
        for _ in 0..<2_000 {
            let bytes: [UInt8] = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                guard Bool.random(using: &generator) else { return .random(in: 0...255, using: &generator) }
                return alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            for format in StandardFormat.allCases { _ = format.matches(bytes) }
        }
    }

    @Test("nor whatever the scalars are, alone and behind xn--", arguments: 0..<8)
    func randomScalars(seed: UInt64) {
        var generator = SeededGenerator(seed: 100 + seed)
        let ranges: [ClosedRange<UInt32>] = [0...0x7F, 0x80...0x6FF, 0x900...0x1FFF, 0x200B...0x200F, 0x3000...0x30FF, 0...0x10FFFF]
        for _ in 0..<2_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...70, using: &generator) {
                let range = ranges[Int.random(in: 0..<ranges.count, using: &generator)]
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) { text.append(scalar) }
            }
            for format in StandardFormat.allCases {
                _ = format.matches(String(text))
                _ = format.matches("xn--" + String(text))
            }
        }
    }

    @Test("nor when a good text is cut or changed anywhere", arguments: texts)
    func mutations(text: [UInt8]) {
        var generator = SeededGenerator(seed: UInt64(text.count))
        #expect(StandardFormat.allCases.contains { $0.matches(text) })
        for place in text.indices {
            let cut = [Array(text[..<place]), Array(text[place...])]
            let changed = (0..<20).map { _ in
                var changed = text
                changed[place] = .random(in: 0...255, using: &generator)
                return changed
            }
            for variant in cut + changed {
                for format in StandardFormat.allCases { _ = format.matches(variant) }
            }
        }
    }

    @Test("every scalar is decided alone and in a label")
    func everyScalar() {
        var valid = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if StandardFormat.idnHostname.matches("a" + String(Character(scalar)) + "b") { valid += 1 }
        }
        // Unicode has more of them with every version, and never fewer.
        #expect(valid > 120_000)
    }

    @Test("long texts of one repeated part are answered", arguments: [
        "a", "a.", "1.", "1:", ":", "é", "中", "中.", "\u{3002}", "a@", "\"", "\\", "/", "~", "~0", "/~1", "%", "%41",
        "{a}", "{", "a,", "{a,", "[", "//", "?", "#", "-",
        "P", "1D", "1Y", "0", "9", "T", "xn--", "xn--a.", "\u{301}", "l·", "\u{200C}", "ب\u{200C}", "a:b@",
    ])
    func longTexts(part: String) {
        let body = Array(repeating: Array(part.utf8), count: 20_000 / part.utf8.count).joined()
        for prefix in ["", "P", "http://", "\"", "x@", "{", "0/", "2024-05-06T07:08:09.", "::"] {
            let text = Array(prefix.utf8) + body
            for format in StandardFormat.allCases { _ = format.matches(text) }
        }
    }

    @Test("names are those of the specification")
    func names() {
        let names = """
            date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid \
            uri-template json-pointer relative-json-pointer
            """
        #expect(StandardFormat.allCases.map(\.rawValue) == names.split(separator: " ").map(String.init))
    }
}
