import JSONSchema
import Testing

@Suite("email and idn-email (RFC 5321, RFC 6531)") struct EmailFormatTests {
    private static let local64 = String(repeating: "a", count: 64)
    private static let label63 = String(repeating: "b", count: 63)

    static let addresses = [
        // RFC 5321, appendix D and section 2.3.5.
        "Smith@bar.com", "Jones@foo.com", "userc@d.bar.org", "smtp@c",
        "a@b", "a.b.c@d.e.f", "user+tag@example.com", "!#$%&'*+-/=?^_`{|}~@example.com", "0@1", "a@1.2.3.4",
        "a@b--c.d", "a@xn--bcher-kva.example",
        // Quoted strings.
        #""Joe Smith"@example.com"#, #""Joe.\\Blow"@example.com"#, #""Fred\ Bloggs"@example.com"#, #""a@b"@c.d"#,
        #""\"quoted\""@example.com"#, #"""@example.com"#, #"" "@example.com"#, #""a..b"@example.com"#, #"".a."@b"#,
        // Address literals.
        "a@[127.0.0.1]", "a@[255.255.255.255]", "a@[IPv6:::1]", "a@[ipv6:2001:db8::1]", "a@[IPV6:::ffff:192.0.2.1]",
        // Lengths.
        local64 + "@b", "a@" + label63 + ".c", "a@" + [label63, label63, label63].joined(separator: ".") + "." + "c",
        local64 + "@" + [label63, label63].joined(separator: ".") + "." + String(repeating: "c", count: 61),
    ]

    @Test("addresses are that for both formats", arguments: addresses)
    func isAddress(text: String) {
        #expect(StandardFormat.email.matches(text))
        #expect(StandardFormat.idnEmail.matches(text))
    }

    static let refused = [
        "", "@", "a", "a@", "@b", "a b@c", "a@b c", "a@b@c", "a@@b", ".a@b", "a.@b", "a..b@c", "a@.b", "a@b.", "a@b..c",
        "a@-b", "a@b-", "a@b_c", "a@b-.c", "a@b/c", "a(comment)@b", "a@b(comment)", "<a@b>", "a@b, c@d", "a,b@c", "a:b@c",
        "a;b@c", "a[b@c", "a]b@c", "a\\@b@c", "a\"b@c", "\"a@b", "\"a\"b@c", "a\"b\"@c", "\"a\"\"b\"@c", "\"a\".b@c",
        "\"a\\\"@b", "\"a\tb\"@c", "\"a\u{7F}\"@b", "\"a\\\u{7F}\"@b", "a\tb@c", "a\u{7F}@b", " a@b", "a@b ", "a@b\n",
        "\na@b",
        "a@[127.0.0.1", "a@127.0.0.1]", "a@[]", "a@[127.0.0]", "a@[127.0.0.256]", "a@[1.2.3.4.5]", "a@[::1]", "a@[IPv6:]",
        "a@[IPv6:1.2.3.4]", "a@[IPv6:12345::]", "a@[IPv6::1]", "a@[ IPv6:::1]", "a@[tag:content]", "a@[1.2.3.4]b",
        "a@b[1.2.3.4]", "a@[[1.2.3.4]]", "mailto:a@b", "Joe <a@b>",
        local64 + "a@b", "a@" + label63 + "b.c", "\"" + local64 + "\"@b",
        local64 + "@" + [label63, label63].joined(separator: ".") + "." + String(repeating: "c", count: 62),
    ]

    @Test("others are that for neither", arguments: refused)
    func isNoAddress(text: String) {
        #expect(!StandardFormat.email.matches(text))
        #expect(!StandardFormat.idnEmail.matches(text))
    }

    @Test("characters beyond ASCII make internationalized addresses only", arguments: [
        "é@example.com", "用户@例子.广告", "उपयोगकर्ता@उदाहरण.कॉम", "юзер@екзампл.ком", "θσερ@εχαμπλε.ψομ",
        "Dörte@sörensen.example",
        "실례@실례.테스트", "a@bücher.example", "\"é \u{20AC}\"@b", "😀@example.com", "a.é.b@c", "é@[IPv6:::1]",
        "a@faß.de", "\u{AD}@b",
    ])
    func isInternationalizedAddress(text: String) {
        #expect(StandardFormat.idnEmail.matches(text))
        #expect(!StandardFormat.email.matches(text))
    }

    @Test("domains are of U-labels, of labels of ASCII, and of ASCII's full stop", arguments: [
        "a@Sörensen.example", "a@\u{301}b", "a@b\u{3002}c", "a@ö..c", "a@-ö", "a@ö-", "a@xn--ö", "a@😀.example",
        "é..é@b", ".é@b",
        "é.@b", "a@ö c", "a@[é]", "a\u{FF20}b.c", "\"é@b", "\"\\é\"@b", "é é@b", String(repeating: "é", count: 33) + "@b",
    ])
    func isNoInternationalizedAddress(text: String) {
        #expect(!StandardFormat.idnEmail.matches(text))
        #expect(!StandardFormat.email.matches(text))
    }
}
