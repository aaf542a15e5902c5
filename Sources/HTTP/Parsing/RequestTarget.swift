/// A request target in origin or absolute form (RFC 9112, 3.2), decoded.
struct RequestTarget {
    let path: String
    let query: [HTTPRequest.QueryItem]
    /// Host and port of the absolute form.
    let authority: String?

    init(_ bytes: [UInt8], method: HTTPMethod) throws(HTTPRefusal) {
        if bytes == [UInt8(ascii: "*")] { throw method == .options ? .unsupportedTarget : .badTarget }
        var rest = bytes[...]
        let scheme = Array("http://".utf8)
        if rest.first == UInt8(ascii: "/") {
            authority = nil
        } else if rest.prefix(scheme.count).map(FieldSyntax.lowercase) == scheme {
            rest = rest.dropFirst(scheme.count)
            let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
            let text = String(decoding: rest[..<end], as: UTF8.self)
            guard FieldSyntax.isAuthority(text) else { throw .badTarget }
            authority = text
            rest = rest[end...]
        } else {
            throw .badTarget
        }
        let pathEnd = rest.firstIndex(of: UInt8(ascii: "?")) ?? rest.endIndex
        let path = try PercentCoding.decode(rest[..<pathEnd], in: .path)
        self.path = path.isEmpty ? "/" : path
        query = pathEnd < rest.endIndex ? try Self.items(rest[(pathEnd + 1)...]) : []
    }

    /// Items between ampersands; those without a byte are none.
    private static func items(_ bytes: ArraySlice<UInt8>) throws(HTTPRefusal) -> [HTTPRequest.QueryItem] {
        var items: [HTTPRequest.QueryItem] = []
        for piece in bytes.split(separator: UInt8(ascii: "&")) {
            let nameEnd = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            let name = try PercentCoding.decode(piece[..<nameEnd], in: .query)
            let value = try PercentCoding.decode(piece[nameEnd...].dropFirst(), in: .query)
            items.append(HTTPRequest.QueryItem(name: name, value: value))
        }
        return items
    }
}
