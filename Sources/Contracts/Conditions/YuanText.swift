import JSON

/// Sums of money in a text that people write.
enum YuanText {
    /// Whether the text names "N元" where N is the number, and does not name "N万元".
    ///
    /// - parameter number: a number by the grammar of JSON.
    static func names(_ text: UnsafeRawBufferPointer, equalTo number: UnsafeRawBufferPointer) -> Bool {
        let isCanonical = JSONWriter.isCanonical(number: number)
        var i = 0
        var found = false
        while i < text.count {
            guard isDigit(text[i]) else {
                i &+= 1
                continue
            }
            let start = i
            var hasCommas = false
            while i < text.count, isDigit(text[i]) || text[i] == UInt8(ascii: ".") || text[i] == UInt8(ascii: ",") {
                if text[i] == UInt8(ascii: ",") { hasCommas = true }
                i &+= 1
            }
            let rest = UnsafeRawBufferPointer(rebasing: text[i...])
            let isYuan = begins(rest, "元")
            guard isYuan || begins(rest, "万元") else { continue }
            let digits = UnsafeRawBufferPointer(rebasing: text[start..<i])
            if isCanonical, !hasCommas, JSONWriter.isCanonical(number: digits) {
                // Of two numbers so written the texts are equal too.
                guard ByteEquality.areEqual(digits, number) else { continue }
            } else {
                let plain = digits.filter { $0 != UInt8(ascii: ",") }
                guard let named = plain.withUnsafeBytes({ ExactDecimal(jsonNumber: $0) }), named == ExactDecimal(jsonNumber: number)
                else { continue }
            }
            guard isYuan else { return false }
            found = true
        }
        return found
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }

    private static func begins(_ text: UnsafeRawBufferPointer, _ start: StaticString) -> Bool {
        let count = start.utf8CodeUnitCount
        return text.count >= count
            && ByteEquality.areEqual(
                UnsafeRawBufferPointer(rebasing: text[..<count]), UnsafeRawBufferPointer(start: start.utf8Start, count: count))
    }
}
