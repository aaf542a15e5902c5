import JSONSchema
import Testing

@Suite("hostname (RFC 1123) and what idn-hostname shares with it") struct HostnameFormatTests {
    private static let label63 = String(repeating: "a", count: 63)

    static let names = [
        // RFC 1123, section 2.1 (names may begin with digits) and RFC 952.
        "3com.com", "UCL-CS.ARPA", "SRI-NIC", "example.com", "a", "0", "1.2.3", "1.2.3.4.5", "1.2.3.4a", "a-b", "a--b",
        "A.B.C", "localhost", "0x7f000001", "2130706433", "a.b.c.d.e.f.g.h",
        label63, label63 + "." + label63, [label63, label63, label63].joined(separator: ".") + "." + label63.dropLast(2),
        // A-labels, in either case.
        "xn--bcher-kva.example", "XN--BCHER-KVA", "Xn--Bcher-Kva.ch", "xn--fiqs8s", "xn--4gbwdl.xn--wgbh1c",
    ]

    @Test("names are that for both formats", arguments: names)
    func isName(text: String) {
        #expect(StandardFormat.hostname.matches(text))
        #expect(StandardFormat.idnHostname.matches(text))
    }

    static let refused = [
        "", ".", "..", "a.", ".a", "a..b", "-", "-a", "a-", "a.-b", "a-.b", "_a", "a_b", "a b", " a", "a ", "a\n",
        "a\u{0}", "a/b",
        "a:80", "a@b", "[::1]", "::1", "*.example.com", "a,b", "a\\b", "a+b", "(a)",
        "1.2.3.4", "256.256.256.256", "0001.2.3.4",
        label63 + "a", "b." + label63 + "a.c", [label63, label63, label63].joined(separator: ".") + "." + label63.dropLast(1),
        String(repeating: "a.", count: 127) + "a",
        // What is not Punycode, decodes to ASCII alone, or to no U-label.
        "xn--", "xn--a", "xn--X", "xn--a-", "xn---", "xn--abc-", "xn--99999999", "xn--0000000000", "xn--a-b", "xn--\u{7F}",
        "XN--aa---o47jg78q", "xn--egbpdaj6bu4bxfgehfvwxn", "xn---foo", "xn--ls8h", "xn--zca-", "xn--a_b",
        "xn--zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    ]

    @Test("others are that for neither", arguments: refused)
    func isNoName(text: String) {
        #expect(!StandardFormat.hostname.matches(text))
        #expect(!StandardFormat.idnHostname.matches(text))
    }

    @Test("reserved labels that are no A-labels are host names of RFC 1123 only", arguments: ["ab--cd", "r3---sn", "a---b", "a.q9--b"])
    func reservedLabels(text: String) {
        #expect(StandardFormat.hostname.matches(text))
        #expect(!StandardFormat.idnHostname.matches(text))
    }

    /// RFC 3492, section 7.1, in lower case, but for what is too long or no label: A-label and U-label.
    static let samples = [
        ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
        ("ihqwctvzc91f659drss3x8bo0yb", "他們爲什麽不說中文"), ("proprostnemluvesky-uyb24dma41a", "pročprostěnemluvíčesky"),
        ("4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"),
        ("i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd", "यहलोगहिन्दीक्योंनहींबोलसकतेहैं"),
        ("n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "なぜみんな日本語を話してくれないのか"),
        ("b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"),
        ("porqunopuedensimplementehablarenespaol-fmd56a", "porquénopuedensimplementehablarenespañol"),
        ("tisaohkhngthchnitingvit-kjcr8268qyxafd2f1b9g", "tạisaohọkhôngthểchỉnóitiếngviệt"),
        ("3b-ww4c5e180e575a65lsy2b", "3年b組金八先生"), ("-with-super-monkeys-pc58ag80a8qai00g7n9n", "安室奈美恵-with-super-monkeys"),
        ("hello-another-way--fc4qua05auwb3674vfr0b", "hello-another-way-それぞれの場所"),
        ("2-u9tlzr9756bt3uc0v", "ひとつ屋根の下2"), ("majikoi5-783gue6qz075azm5e", "majiでkoiする5秒前"),
        ("de-jg4avhby1noc0d", "パフィーdeルンバ"),
        ("d9juau41awczczp", "そのスピードで"),
    ]

    @Test("samples of Punycode", arguments: samples)
    func sample(punycode: String, text: String) {
        #expect(StandardFormat.hostname.matches("xn--" + punycode))
        #expect(StandardFormat.idnHostname.matches("xn--" + punycode))
        #expect(StandardFormat.idnHostname.matches(text))
        #expect(!StandardFormat.hostname.matches(text))
    }
}
