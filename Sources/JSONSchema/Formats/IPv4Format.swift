/// RFC 2673, section 3.2, dotted quad; the `IPv4address` of RFC 3986.
enum IPv4Format {
    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var reader = FormatReader(text)
        for place in 0..<4 {
            if place > 0, !reader.skip(UInt8(ascii: ".")) { return false }
            guard skipOctet(&reader) else { return false }
        }
        return reader.isAtEnd
    }

    /// Goes over a number up to 255 without leading zero.
    private static func skipOctet(_ reader: inout FormatReader) -> Bool {
        let first = reader.at
        let length = reader.skipRun(.digits)
        guard length >= 1, length <= 3 else { return false }
        let digits = reader.bytes(from: first, to: reader.at)
        guard length == 1 || digits[0] != UInt8(ascii: "0") else { return false }
        return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) } <= 255
    }
}
