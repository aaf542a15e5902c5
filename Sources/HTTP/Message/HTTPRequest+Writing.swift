extension HTTPRequest {
    /// The request as a client sends it, its path and query encoded. Header fields are written as they are: with
    /// `Content-Length` and `Host` among them a parser reads the same request.
    public var bytes: [UInt8] {
        var out = Array("\(method.rawValue) ".utf8)
        if let authority, authority != headers["host"] { out += "http://\(authority)".utf8 }
        PercentCoding.encode(path, keepsSlashes: true, to: &out)
        for (index, item) in query.enumerated() {
            out.append(index == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
            PercentCoding.encode(item.name, keepsSlashes: false, to: &out)
            out.append(UInt8(ascii: "="))
            PercentCoding.encode(item.value, keepsSlashes: false, to: &out)
        }
        out += " HTTP/1.\(minorVersion)\r\n".utf8
        for field in headers.fields { out += "\(field.name): \(field.value)\r\n".utf8 }
        out += "\r\n".utf8
        return out + body
    }
}
