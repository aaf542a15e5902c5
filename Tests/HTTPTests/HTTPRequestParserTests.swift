import HTTP
import Testing

@Suite("Requests as they are read") struct HTTPRequestParserTests {
    @Test("A request with everything")
    func everything() throws {
        let reading = Reading(
            "POST /v1/%E5%90%8D%20a?subject=91%2B&a&b=c+d&&a=%E5%90%8D HTTP/1.1\r\nHost: hub:8080\r\nX-One:\t a b \t\r\n"
                + "x-one:\r\nContent-Length: 003\r\n\r\nabc")
        let request = try #require(reading.requests.first)
        #expect(reading.refusal == nil && reading.requests.count == 1 && reading.phase == .between)
        #expect(request.method == .post)
        #expect(request.path == "/v1/名 a")
        #expect(request.query.map { "\($0.name)=\($0.value)" } == ["subject=91+", "a=", "b=c d", "a=名"])
        #expect(request.queryValue("subject") == "91+")
        #expect(request.queryValue("a") == nil && request.queryValues("a") == ["", "名"])
        #expect(request.authority == "hub:8080")
        #expect(request.headers.values("X-ONE") == ["a b", ""])
        #expect(request.headers["x-one"] == nil && request.headers["CONTENT-LENGTH"] == "003")
        #expect(request.body == Array("abc".utf8))
        #expect(request.keepsAlive)
    }

    @Test("Forms that are allowed", arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "/", "a"),
        ("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", "/", "a"),
        ("GET / HTTP/1.0\r\n\r\n", "/", nil),
        ("GET //a/../b/./ HTTP/1.1\r\nHost: a\r\n\r\n", "//a/../b/./", "a"),
        ("GET http://b:1/x?y HTTP/1.1\r\nHost: a\r\n\r\n", "/x", "b:1"),
        ("GET HTTP://b?y HTTP/1.1\r\nHost: a\r\n\r\n", "/", "b"),
        ("HEAD /-._~!$&'()*+,;=:@ HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", "/-._~!$&'()*+,;=:@", "[::1]:80"),
        ("OPTIONS / HTTP/1.1\r\nHost: a\r\nX: \u{540D}\r\n\r\n", "/", "a"),
        ("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "/", "a"),
        ("GET / HTTP/1.0\r\nExpect: anything\r\n\r\n", "/", nil),
    ] as [(String, String, String?)])
    func allowed(text: String, path: String, authority: String?) {
        let reading = Reading(text)
        #expect(reading.refusal == nil)
        #expect(reading.requests.map(\.path) == [path])
        #expect(reading.requests.map(\.authority) == [authority])
    }

    @Test("What is refused, and with which status", arguments: [
        (" GET / HTTP/1.1\r\n", .badRequestLine, 400),
        ("\r\n\r\n", .badRequestLine, 400),
        ("G(T / HTTP/1.1\r\n", .badRequestLine, 400),
        ("GET\r\n", .badRequestLine, 400),
        ("GET  / HTTP/1.1\r\n", .badRequestLine, 400),
        ("GET /\r\n", .badRequestLine, 400),
        ("GET /  HTTP/1.1\r\n", .badRequestLine, 400),
        ("GET / http/1.1\r\n", .badRequestLine, 400),
        ("GET / HTTP/1.\r\n", .badRequestLine, 400),
        ("GET / HTTP/1.1 \r\n", .badRequestLine, 400),
        ("GET / HTTP/11\r\n", .badRequestLine, 400),
        ("\n", .bareLineEnd, 400),
        ("GET / HTTP/1.1\n", .bareLineEnd, 400),
        ("GET / HTTP/1.1\rH", .bareLineEnd, 400),
        ("GET /\n", .bareLineEnd, 400),
        ("\rG", .bareLineEnd, 400),
        ("get / HTTP/1.1\r\n", .unknownMethod, 501),
        ("TRACE / HTTP/1.1\r\n", .unknownMethod, 501),
        ("CONNECT a:1 HTTP/1.1\r\n", .unknownMethod, 501),
        ("PRI * HTTP/2.0\r\n", .unknownMethod, 501),
        ("ABCDEFGHIJKLMNOPQ", .unknownMethod, 501),
        ("OPTIONS * HTTP/1.1\r\n", .unsupportedTarget, 501),
        ("GET * HTTP/1.1\r\n", .badTarget, 400),
        ("GET a HTTP/1.1\r\n", .badTarget, 400),
        ("GET ?a HTTP/1.1\r\n", .badTarget, 400),
        ("GET https://a/ HTTP/1.1\r\n", .badTarget, 400),
        ("GET http:// HTTP/1.1\r\n", .badTarget, 400),
        ("GET http://u@a/ HTTP/1.1\r\n", .badTarget, 400),
        ("GET http://a:65536/ HTTP/1.1\r\n", .badTarget, 400),
        ("GET /a#b HTTP/1.1\r\n", .badTarget, 400),
        ("GET /\"a HTTP/1.1\r\n", .badTarget, 400),
        ("GET /a[1] HTTP/1.1\r\n", .badTarget, 400),
        ("GET /?a=\\ HTTP/1.1\r\n", .badTarget, 400),
        ("GET /\u{540D} HTTP/1.1\r\n", .badTarget, 400),
        ("GET /\t HTTP/1.1\r\n", .badTarget, 400),
        ("GET /\0 HTTP/1.1\r\n", .badTarget, 400),
        ("GET /\u{7F} HTTP/1.1\r\n", .badTarget, 400),
        ("GET /% HTTP/1.1\r\n", .badEscape, 400),
        ("GET /%4 HTTP/1.1\r\n", .badEscape, 400),
        ("GET /%4G HTTP/1.1\r\n", .badEscape, 400),
        ("GET /%+1 HTTP/1.1\r\n", .badEscape, 400),
        ("GET /%00 HTTP/1.1\r\n", .badEscape, 400),
        ("GET /?a=%0A HTTP/1.1\r\n", .badEscape, 400),
        ("GET /?a=%7f HTTP/1.1\r\n", .badEscape, 400),
        ("GET /a%2fb HTTP/1.1\r\n", .badEscape, 400),
        ("GET /?a%3 HTTP/1.1\r\n", .badEscape, 400),
        ("GET /%C0%AF HTTP/1.1\r\n", .badEscape, 400),
        ("GET /?%ED%A0%80 HTTP/1.1\r\n", .badEscape, 400),
        ("GET / HTTP/2.0\r\n", .unsupportedVersion, 505),
        ("GET / HTTP/1.2\r\n", .unsupportedVersion, 505),
        ("GET / HTTP/0.9\r\n", .unsupportedVersion, 505),
        ("GET / HTTP/1.1\r\n Host: a\r\n", .foldedHeader, 400),
        ("GET / HTTP/1.1\r\n\r\n", .badHost, 400),
        ("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", .badHost, 400),
        ("GET / HTTP/1.1\r\nHost:\r\n\r\n", .badHost, 400),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .badHost, 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .badHost, 400),
        ("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", .badHost, 400),
        ("GET / HTTP/1.1\r\nHost: [a]b\r\n\r\n", .badHost, 400),
        ("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .badHost, 400),
        ("GET http://b/ HTTP/1.1\r\n\r\n", .badHost, 400),
        ("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", .ambiguousLength, 400),
    ] as [(String, HTTPRefusal, Int)])
    func refused(text: String, refusal: HTTPRefusal, status: Int) {
        let reading = Reading(text)
        #expect(reading.requests.isEmpty)
        #expect(reading.refusal == refusal)
        #expect(reading.refusal?.status == status)
    }

    private static let target = "GET / HTTP/1.1\r\nHost: a\r\n"

    @Test("What is refused behind a good beginning, and with which status", arguments: [
        ("A: b\n", .bareLineEnd, 400),
        ("A: b\rc", .bareLineEnd, 400),
        ("\n", .bareLineEnd, 400),
        ("\rA", .bareLineEnd, 400),
        ("A\n", .bareLineEnd, 400),
        ("A: b\r\n c", .foldedHeader, 400),
        ("A: b\r\n\tc", .foldedHeader, 400),
        ("A : b\r\n", .badHeaderName, 400),
        ("A\t: b\r\n", .badHeaderName, 400),
        (": b\r\n", .badHeaderName, 400),
        ("A\r\n", .badHeaderName, 400),
        ("A(: b\r\n", .badHeaderName, 400),
        ("\u{C4}: b\r\n", .badHeaderName, 400),
        ("A: \0\r\n", .badHeaderValue, 400),
        ("A: \u{1}\r\n", .badHeaderValue, 400),
        ("A: \u{7F}\r\n", .badHeaderValue, 400),
        ("Host: a\r\n\r\n", .badHost, 400),
        ("host: b\r\n\r\n", .badHost, 400),
        ("Content-Length: 1\r\nContent-Length: 1\r\n\r\n", .badContentLength, 400),
        ("Content-Length: 1\r\ncontent-length: 2\r\n\r\n", .badContentLength, 400),
        ("Content-Length: 1, 1\r\n\r\n", .badContentLength, 400),
        ("Content-Length:\r\n\r\n", .badContentLength, 400),
        ("Content-Length: +1\r\n\r\n", .badContentLength, 400),
        ("Content-Length: -1\r\n\r\n", .badContentLength, 400),
        ("Content-Length: 0x1\r\n\r\n", .badContentLength, 400),
        ("Content-Length: \u{FF11}\r\n\r\n", .badContentLength, 400),
        ("Content-Length: 65537\r\n\r\n", .bodyTooLarge, 413),
        ("Content-Length: 99999999999999999999999999\r\n\r\n", .bodyTooLarge, 413),
        ("Transfer-Encoding: chunked\r\n\r\n", .transferCoding, 501),
        ("Transfer-Encoding: identity\r\n\r\n", .transferCoding, 501),
        ("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", .ambiguousLength, 400),
        ("Expect: more\r\n\r\n", .unknownExpectation, 417),
    ] as [(String, HTTPRefusal, Int)])
    func refusedField(text: String, refusal: HTTPRefusal, status: Int) {
        refused(text: Self.target + text, refusal: refusal, status: status)
    }

    @Test("A header's value that is no UTF-8 is refused")
    func valueInLatin1() {
        #expect(Reading(Array(Self.target.utf8) + [0x41, 0x3A, 0xE4, 0x0D, 0x0A]).refusal == .badHeaderValue)
    }

    @Test("Each limit is kept to the byte")
    func limits() {
        var limits = HTTPLimits()
        limits.targetBytes = 4
        limits.headerCount = 2
        limits.headerBytes = 20
        limits.bodyBytes = 3
        func read(_ text: String) -> HTTPRefusal? { Reading(text, limits: limits).refusal }
        #expect(read("GET /abc HTTP/1.0\r\n\r\n") == nil)
        #expect(read("GET /abcd") == .targetTooLong)
        #expect(read("GET / HTTP/1.0\r\nA: b\r\nC: d\r\n\r\n") == nil)
        #expect(read("GET / HTTP/1.0\r\nA:\r\nC:\r\nE") == .tooManyHeaders)
        #expect(read("GET / HTTP/1.0\r\nA: 3456789012345678\r\n") == .headersTooLarge)
        #expect(read("GET / HTTP/1.0\r\nA: 3456789012345\r\n\r\n") == nil)
        #expect(read("GET / HTTP/1.0\r\nA: 34567890123456\r\n\r\n") == .headersTooLarge)
        #expect(Reading("PUT / HTTP/1.0\r\nContent-Length: 3\r\n\r\n", limits: limits).refusal == .headersTooLarge)
        limits.headerBytes = 40
        #expect(Reading("PUT / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc", limits: limits).requests.count == 1)
        #expect(Reading("PUT / HTTP/1.0\r\nContent-Length: 4\r\n\r\n", limits: limits).refusal == .bodyTooLarge)
        #expect(HTTPRefusal.targetTooLong.status == 414)
        #expect(HTTPRefusal.tooManyHeaders.status == 431 && HTTPRefusal.headersTooLarge.status == 431)
    }

    @Test("The next request begins where one ends; nothing is read behind a refusal")
    func severalRequests() {
        let one = "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /"
        let two = "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
        let bad = "GET / HTTP/3.0\r"
        let reading = Reading(one + two + bad + two)
        #expect(reading.requests.map(\.path) == ["/1", "/2"])
        #expect(reading.refusal == .unsupportedVersion)
        #expect(reading.taken == (one + two + bad).utf8.count)
    }

    @Test("The phase tells how far a request has come")
    func phases() {
        #expect(Reading("").phase == .between)
        #expect(Reading("\r\n").phase == .head)
        #expect(Reading("GET / HTTP/1.0\r\n\r").phase == .head)
        #expect(Reading("PUT / HTTP/1.0\r\nContent-Length: 2\r\n\r\n").phase == .body)
        #expect(Reading("PUT / HTTP/1.0\r\nContent-Length: 2\r\n\r\na").phase == .body)
    }

    @Test("Who waits for 100 Continue is known, until the body comes")
    func expectation() {
        var parser = HTTPRequestParser()
        func feed(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { parser.read($0) } }
        feed("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r")
        #expect(!parser.awaitsContinue)
        feed("\n")
        #expect(parser.awaitsContinue)
        feed("a")
        #expect(!parser.awaitsContinue)
    }

    @Test("A connection is kept as version and Connection say", arguments: [
        ("1.1", "", true), ("1.1", "Connection: close\r\n", false), ("1.1", "Connection: a, Close\r\n", false),
        ("1.1", "Connection: a\r\nConnection: close\r\n", false), ("1.0", "", false),
        ("1.0", "Connection: Keep-Alive\r\n", true), ("1.0", "Connection: keep-alive, close\r\n", false),
    ])
    func keptAlive(version: String, field: String, kept: Bool) {
        let reading = Reading("GET / HTTP/\(version)\r\nHost: a\r\n\(field)\r\n")
        #expect(reading.requests.map(\.keepsAlive) == [kept])
    }

    @Test("Each refusal has its texts, in characters that JSON does not escape", arguments: HTTPRefusal.allCases)
    func texts(refusal: HTTPRefusal) {
        for text in [refusal.message.zh, refusal.message.en, refusal.remedy.zh, refusal.remedy.en] {
            #expect(!text.isEmpty)
            #expect(!text.unicodeScalars.contains { $0 == "\"" || $0 == "\\" || $0.value < 0x20 })
        }
        #expect((400...599).contains(refusal.status))
    }
}
