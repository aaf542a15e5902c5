/// RFC 4291, section 2.2; the `IPv6address` of RFC 3986.
enum IPv6Format {
    static func matches(_ text: UnsafeRawBufferPointer) -> Bool {
        var reader = FormatReader(text)
        var groups = 0
        var isShortened = false
        if reader.next == UInt8(ascii: ":") {
            guard skipDoubleColon(&reader) else { return false }
            isShortened = true
            if reader.isAtEnd { return true }
        }
        while groups < 8 {
            let first = reader.at
            let length = reader.skipRun(.hexDigits)
            if reader.next == UInt8(ascii: ".") {
                groups += 2
                guard IPv4Format.matches(reader.bytes(from: first, to: text.count)) else { return false }
                return isComplete(groups, isShortened)
            }
            guard length >= 1, length <= 4 else { return false }
            groups += 1
            if reader.isAtEnd { return isComplete(groups, isShortened) }
            if !isShortened, skipDoubleColon(&reader) {
                isShortened = true
                if reader.isAtEnd { return isComplete(groups, isShortened) }
            } else if !reader.skip(UInt8(ascii: ":")) {
                return false
            }
        }
        return false
    }

    /// `::` stands for at least one group.
    private static func isComplete(_ groups: Int, _ isShortened: Bool) -> Bool {
        isShortened ? groups <= 7 : groups == 8
    }

    private static func skipDoubleColon(_ reader: inout FormatReader) -> Bool {
        let first = reader.at
        if reader.skip(UInt8(ascii: ":")), reader.skip(UInt8(ascii: ":")) { return true }
        reader.goBack(to: first)
        return false
    }
}
