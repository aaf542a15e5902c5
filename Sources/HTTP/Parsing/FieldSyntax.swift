/// The classes of bytes that RFC 9110 and RFC 3986 speak of.
enum FieldSyntax {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

    static func lowercase(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    /// `tchar`: what methods and field names consist of (RFC 9110, 5.6.2).
    static func isToken(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || isOne(byte, of: "!#$%&'*+-.^_`|~")
    }

    /// What a field's value may hold: visible characters, blanks and everything beyond ASCII (RFC 9110, 5.5).
    static func isValue(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t")
    }

    /// `unreserved` (RFC 3986, 2.3).
    static func isUnreserved(_ byte: UInt8) -> Bool {
        isDigit(byte) || isLetter(byte) || isOne(byte, of: "-._~")
    }

    /// `unreserved` or `sub-delims`: what a registered host name consists of, without percent-encodings.
    static func isHostName(_ byte: UInt8) -> Bool {
        isUnreserved(byte) || isOne(byte, of: "!$&'()*+,;=")
    }

    /// What a path consists of besides percent-encodings: `pchar` and the slash.
    static func isPath(_ byte: UInt8) -> Bool {
        isHostName(byte) || isOne(byte, of: ":@/")
    }

    /// What a query consists of besides percent-encodings.
    static func isQuery(_ byte: UInt8) -> Bool {
        isPath(byte) || byte == UInt8(ascii: "?")
    }

    /// A host with or without a port (RFC 9110, 4.2.1), the host not empty.
    static func isAuthority(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let hostEnd: Int
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")), end > 2,
                bytes[1..<end].allSatisfy({ hexValue($0) != nil || isOne($0, of: ":.") })
            else { return false }
            hostEnd = end + 1
        } else {
            hostEnd = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
            guard hostEnd > 0, bytes[..<hostEnd].allSatisfy(isHostName) else { return false }
        }
        guard hostEnd < bytes.count else { return true }
        let port = bytes[(hostEnd + 1)...]
        return bytes[hostEnd] == UInt8(ascii: ":") && port.count <= 5 && port.allSatisfy(isDigit)
            && port.reduce(0, { $0 * 10 + Int($1 - UInt8(ascii: "0")) }) <= 65_535
    }

    /// The value of a hexadecimal digit in either case; nil for any other byte.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        if isDigit(byte) { return byte &- UInt8(ascii: "0") }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter + 10 : nil
    }

    private static func isOne(_ byte: UInt8, of set: StaticString) -> Bool {
        set.withUTF8Buffer { $0.contains(byte) }
    }
}
