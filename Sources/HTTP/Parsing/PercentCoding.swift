/// Percent-encoding (RFC 3986, 2.1), without lenience.
enum PercentCoding {
    /// A part of the path or the query.
    enum Part { case path, query }

    /// Decodes bytes that may stand in a target.
    ///
    /// - throws: ``HTTPRefusal/badEscape`` for incomplete encodings, control characters, what is no UTF-8, and slashes in paths;
    ///   ``HTTPRefusal/badTarget`` for bytes that have to be encoded.
    static func decode(_ bytes: ArraySlice<UInt8>, in part: Part) throws(HTTPRefusal) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            guard byte == UInt8(ascii: "%") else {
                guard part == .path ? FieldSyntax.isPath(byte) : FieldSyntax.isQuery(byte) else { throw .badTarget }
                decoded.append(part == .query && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            guard bytes.endIndex - at >= 2, let high = FieldSyntax.hexValue(bytes[at]), let low = FieldSyntax.hexValue(bytes[at + 1])
            else { throw .badEscape }
            let value = high << 4 | low
            guard value >= 0x20, value != 0x7F, part == .query || value != UInt8(ascii: "/") else { throw .badEscape }
            decoded.append(value)
            at += 2
        }
        guard let text = String(validating: decoded, as: UTF8.self) else { throw .badEscape }
        return text
    }

    /// Appends a text with everything encoded that is not unreserved.
    static func encode(_ text: String, keepsSlashes: Bool, to out: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if FieldSyntax.isUnreserved(byte) || keepsSlashes && byte == UInt8(ascii: "/") {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}
