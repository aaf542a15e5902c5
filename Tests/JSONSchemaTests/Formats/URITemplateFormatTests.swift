import JSONSchema
import Testing

@Suite("uri-template (RFC 6570)") struct URITemplateFormatTests {
    @Test("templates", arguments: [
        // Sections 1.1, 1.2 and 2.
        "http://example.com/~{username}/", "http://example.com/dictionary/{term:1}/{term}",
        "http://example.com/search{?q,lang}",
        "http://www.example.com/foo{?query,number}", "{var}", "{hello}", "{+path}/here", "{#x,hello,y}", "map?{x,y}",
        "{+x,hello,y}",
        "X{.var}", "X{.x,y}", "{/var}", "{/var,x}/here", "{;x,y}", "{;x,y,empty}", "{?x,y,empty}", "?fixed=yes{&x}",
        "{&x,y,empty}",
        "{var:3}", "{var:30}", "{list*}", "{keys*}", "{+path:6}/here", "{#keys*}", "{/list*,path:4}", "{;hello:5}",
        "{&var:3}",
        "find{?year*}", "{semi:2}", "O{undef}X", "{?x,y,undef}", "{.null}", "X{.empty_keys*}", "{v:9999}",
        // Operators in reserve.
        "{=x}", "{,x}", "{!x}", "{@x}", "{|x}",
        "", "abc", "/", "'", "[]", "a%20b", "é", "\u{E000}", "\u{100000}", "日本{x}", "{a.b}", "{a.b.c:1,d*}", "{%41}",
        "{a%41.b}", "{1}", "{_}", "{%E2%82%AC_1}",
        "{a}{b}", "#{a}?{b}",
    ])
    func isTemplate(text: String) {
        #expect(StandardFormat.uriTemplate.matches(text))
    }

    @Test("no templates", arguments: [
        "{", "}", "{}", "{a", "a}", "{{a}}", "{a}}", "{a{b}}", "{+}", "{++a}", "{+#a}", "{,}", "{a,}", "{,,a}",
        "{a,,b}", "{a b}", "{ a}", "{a }", "{a-b}", "{a:}",
        "{a:0}", "{a:01}", "{a:10000}", "{a:-1}", "{a:x}", "{a:1:2}", "{a*:1}", "{a:1*}", "{a**}", "{*a}", "{*}",
        "{:1}", "{.}", "{..a}", "{a.}", "{a..b}", "{a=b}",
        "{$a}", "{a$}", "{?a?b}", "{é}", "{%}", "{%4}", "{%4g}", "{a%}", "{^a}", "{(a)}", "{\"a\"}",
        " ", "a b", "\"", "<", ">", "\\", "^", "`", "|", "%", "%4", "%g1", "a%", "\n", "\u{0}", "\u{7F}", "\u{80}",
        "\u{FFFE}", "\u{1FFFF}", "\u{E0000}",
        "/id*}", "/{id*", "{/id*", "{!hello", "{keys?}", "{keys\u{FF0C}b}",
    ])
    func isNoTemplate(text: String) {
        #expect(!StandardFormat.uriTemplate.matches(text))
    }
}
