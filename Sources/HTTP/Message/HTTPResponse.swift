/// What a handler answers.
///
/// The server itself writes `Date`, `Content-Length`, `Connection`, `Cache-Control: no-store` and
/// `X-Content-Type-Options: nosniff`; a handler's own fields of these names, and `Transfer-Encoding`, are left out.
public struct HTTPResponse: Hashable, Sendable {
    /// 200…599.
    public var status: Int
    public var headers: HTTPHeaders
    public var body: [UInt8]

    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A response with JSON text.
    public static func json(_ bytes: [UInt8], status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: contentType("application/json; charset=utf-8"), body: bytes)
    }

    /// A response with plain text.
    public static func text(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, headers: contentType("text/plain; charset=utf-8"), body: Array(text.utf8))
    }

    /// 405, with the methods that the resource has.
    public static func methodNotAllowed(_ allowed: [HTTPMethod]) -> HTTPResponse {
        var response = HTTPResponse(status: 405)
        response.headers.add("Allow", allowed.map(\.rawValue).joined(separator: ", "))
        return response
    }

    private static func contentType(_ type: String) -> HTTPHeaders {
        HTTPHeaders([HTTPHeaders.Field(name: "Content-Type", value: type)])
    }
}
