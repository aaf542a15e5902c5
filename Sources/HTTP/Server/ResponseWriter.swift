/// Responses as bytes.
enum ResponseWriter {
    /// Fields that are the server's alone.
    private static let ownFields = [
        "date", "content-length", "connection", "transfer-encoding", "cache-control", "x-content-type-options",
    ]

    /// What a client that waits for it gets before it sends the body.
    static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// - parameters:
    ///   - isForHead: whether HEAD was asked, which gets everything but the body.
    ///   - closes: whether this is the last response of the connection.
    /// - returns: the response; instead of one that HTTP cannot carry, 500.
    static func bytes(_ response: HTTPResponse, isForHead: Bool = false, closes: Bool) -> [UInt8] {
        guard isSound(response) else {
            return bytes(HTTPRefusal.badResponse.response, isForHead: isForHead, closes: closes)
        }
        let hasBody = response.status != 204 && response.status != 304
        var head = "HTTP/1.1 \(response.status) \(reason(response.status))\r\nDate: \(HTTPDate.now)\r\n"
        for field in response.headers.fields where !ownFields.contains(where: { HTTPHeaders.isSame($0, field.name) }) {
            head += "\(field.name): \(field.value)\r\n"
        }
        if hasBody { head += "Content-Length: \(response.body.count)\r\n" }
        head += "Connection: \(closes ? "close" : "keep-alive")\r\n"
        head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n"
        let headBytes = Array(head.utf8)
        return hasBody && !isForHead ? headBytes + response.body : headBytes
    }

    private static func isSound(_ response: HTTPResponse) -> Bool {
        (200...599).contains(response.status)
            && response.headers.fields.allSatisfy {
                !$0.name.isEmpty && $0.name.utf8.allSatisfy(FieldSyntax.isToken) && $0.value.utf8.allSatisfy(FieldSyntax.isValue)
            }
    }

    /// For people only: clients go by the number.
    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 303: "See Other"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: ""
        }
    }
}
