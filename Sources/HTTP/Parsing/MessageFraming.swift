/// What the header fields say about the message: whom it is for, and how long its body is (RFC 9112, 3.2 and 6).
struct MessageFraming {
    let authority: String?
    let bodyLength: Int
    /// Whether the client waits for `100 Continue` before it sends the body.
    let awaitsContinue: Bool

    init(_ head: RequestHeadReader, limits: HTTPLimits) throws(HTTPRefusal) {
        let hosts = head.headers.values("host")
        guard hosts.count <= 1, hosts.count == 1 || head.minorVersion == 0, hosts.allSatisfy(FieldSyntax.isAuthority) else {
            throw .badHost
        }
        authority = head.target?.authority ?? hosts.first

        let lengths = head.headers.values("content-length")
        if !head.headers.values("transfer-encoding").isEmpty {
            // HTTP/1.0 has no transfer codings: what the length is depends on who reads (RFC 9112, 6.1).
            throw lengths.isEmpty && head.minorVersion == 1 ? .transferCoding : .ambiguousLength
        }
        guard lengths.count <= 1 else { throw .badContentLength }
        bodyLength = try lengths.first.map { text throws(HTTPRefusal) in try Self.length(text, atMost: limits.bodyBytes) } ?? 0

        let expectations = head.minorVersion == 0 ? [] : head.headers.values("expect")
        guard expectations.isEmpty || expectations.count == 1 && HTTPHeaders.isSame(expectations[0], "100-continue") else {
            throw .unknownExpectation
        }
        awaitsContinue = !expectations.isEmpty && bodyLength > 0
    }

    private static func length(_ text: String, atMost most: Int) throws(HTTPRefusal) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy(FieldSyntax.isDigit) else { throw .badContentLength }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "0") }
        guard digits.count <= 18 else { throw .bodyTooLarge }
        let length = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        guard length <= most else { throw .bodyTooLarge }
        return length
    }
}
