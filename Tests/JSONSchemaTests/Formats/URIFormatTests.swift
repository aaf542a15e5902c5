import JSONSchema
import Testing

@Suite("uri and uri-reference (RFC 3986), iri and iri-reference (RFC 3987)") struct URIFormatTests {
    /// Which of the four formats a text is of.
    private func formats(_ text: String) -> [StandardFormat] {
        [.uri, .uriReference, .iri, .iriReference].filter { $0.matches(text) }
    }

    @Test("URIs are of all four formats", arguments: [
        // RFC 3986, section 1.1.2.
        "ftp://ftp.is.co.za/rfc/rfc1808.txt", "http://www.ietf.org/rfc/rfc2396.txt",
        "ldap://[2001:db8::7]/c=GB?objectClass?one",
        "mailto:John.Doe@example.com", "news:comp.infosystems.www.servers.unix", "tel:+1-816-555-1212",
        "telnet://192.0.2.16:80/",
        "urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
        // Sections 3, 4.3, 5.4 and 6.2.
        "foo://example.com:8042/over/there?name=ferret#nose", "urn:example:animal:ferret:nose", "http://a/b/c/d;p?q",
        "g:h", "http:g",
        "eXAMPLE://a/./b/../b/%63/%7bfoo%7d", "HTTP://www.EXAMPLE.com/", "http://example.com:", "http://example.com:80/",
        "file:///etc/hosts", "file:/etc/hosts", "a:", "a+b-c.1:x", "x:?", "x:#", "x:?#", "x:/", "x://", "x:///",
        "x:a//b", "x:a:b@c",
        "http://:80", "http://user@", "http://@h", "http://u:p:q@h:1", "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com",
        "http://999.999.999.999/", "http://h:99999999999999999999", "http://a_b.~/", "http://%41", "http://h?q",
        "http://h#f", "http://h?/?:@#/?:@",
        "http://[::]", "http://[::ffff:192.0.2.1]:8080/", "http://[v1.fe80::a+en1]", "http://[VF.!$&'()*+,;=:]/",
        "http://u@[::1]?q",
        "data:,A%20brief%20note",
    ])
    func isURI(text: String) {
        #expect(formats(text) == [.uri, .uriReference, .iri, .iriReference])
    }

    @Test("relative references are of both formats of references", arguments: [
        // RFC 3986, section 5.4.
        "g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", "g?y#s", ";x", "g;x", "g;x?y#s", "", ".", "./", "..",
        "../", "../g", "../..",
        "../../", "../../g", "/./g", "/../g", "g.", ".g", "g..", "..g", "./../g", "g;x=1/./y", "g?y/./x", "g#s/../x",
        "//h:80/", "//u@[::1]", "//", "///a", "/a//b", "a/b:c", "./a:b", "?a:b", "#a:b", "@", "%41", "%41/b:c", "/:",
        "1/a:b",
    ])
    func isRelative(text: String) {
        #expect(formats(text) == [.uriReference, .iriReference])
    }

    @Test("IRIs with characters beyond ASCII", arguments: [
        // RFC 3987, sections 1.2, 3.1 and 3.2.1.
        "http://résumé.example.org", "http://www.example.org/red%09rosé#red",
        "http://example.com/\u{10300}\u{10301}\u{10302}",
        "http://www.example.org/r%E9sum%E9/é", "http://用户@例子.测试:80/路径/é?查询=值#片段", "x:\u{A0}",
        "x:\u{D7FF}\u{F900}\u{FDCF}\u{FDF0}\u{FFEF}",
        "x:\u{1FFFD}\u{DFFFD}\u{E1000}\u{EFFFD}", "x:?\u{E000}\u{F8FF}\u{F0000}\u{FFFFD}\u{100000}\u{10FFFD}",
        "x://é@[::1]/",
    ])
    func isIRI(text: String) {
        #expect(formats(text) == [.iri, .iriReference])
    }

    @Test("relative references with characters beyond ASCII", arguments: ["é", "/é", "//é", "?é", "#é", "é/b:c", "?\u{E000}", "中文/文件.html"])
    func isRelativeIRI(text: String) {
        #expect(formats(text) == [.iriReference])
    }

    @Test("others are of no format", arguments: [
        // Characters that neither RFC has.
        "x: ", " x:", "x:\n", "x:a b", "x:<", "x:>", "x:\"", "x:\\", "x:^", "x:`", "x:{", "x:|", "x:}", "x:[", "x:]",
        "x:\u{7F}", "x:\u{0}", "x:?[", "x:#[",
        "x:##", "#a#b", "x:#a#b", "\\\\WINDOWS\\fileshare", "http://a b/",
        // Percent-encoding.
        "x:%", "x:%4", "x:%4g", "x:%g4", "x:%%41", "x:?%", "x:#%4", "http://%4/", "%", "%zz", "http://h%",
        // Schemes and first segments.
        ":", ":a", "1a:b", "1http://h", "ht_tp://h", "+a:b", "%61:b", "bar,baz:foo", "://h", "a b:c",
        // Authorities.
        "http://h:a", "http://h:8:0", "http://h::", "http://a@b@c", "http://[::1", "http://::1]",
        "http://2001:db8::1", "http://[]", "http://[1.2.3.4]",
        "http://[::1]a", "http://[::1]80", "http://a[::1]", "http://[::1%25eth0]", "http://[::g]", "http://[v.a]",
        "http://[v1.]", "http://[vg.a]",
        "http://[v1a]", "http://[v1.a/]", "http://[::192.0.2.01]", "https://[@example.org/test.txt", "//[", "//h:x",
        "http://[::1]]", "http://h:１",
        // Characters beyond ASCII that an IRI has not, or not there.
        "x:\u{80}", "x:\u{9F}", "x:\u{FFF0}", "x:\u{FFFD}", "x:\u{FFFF}", "x:\u{1FFFE}", "x:\u{E0001}", "x:\u{E0FFF}",
        "x:\u{10FFFE}", "x:\u{E000}",
        "x:#\u{E000}", "//\u{E000}", "\u{F0000}", "é:b", "http://[é]", "http://[v1.é]", "http://h:é",
        // Section 4.1: marks and embeddings.
        "x:\u{200E}", "x:\u{200F}", "x:?\u{202A}", "x:#\u{202B}", "//\u{202C}", "\u{202D}", "x:\u{202E}",
    ])
    func isNothing(text: String) {
        #expect(formats(text) == [])
    }

    @Test("noncharacters are of no format")
    func noncharacters() {
        for value in Array(UInt32(0xFDD0)...0xFDEF) + (UInt32(0)...16).flatMap({ [$0 << 16 | 0xFFFE, $0 << 16 | 0xFFFF] }) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(formats("x:?\(scalar)") == [], "\(value)")
        }
    }
}
