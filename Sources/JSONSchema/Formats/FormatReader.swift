/// Reads a text's bytes from front to back. No step goes past the end.
struct FormatReader {
    let text: UnsafeRawBufferPointer
    /// The offset of the next byte, at most `text.count`.
    private(set) var at = 0

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
    }

    var isAtEnd: Bool { at >= text.count }

    /// The next byte; nil at the end.
    var next: UInt8? { at < text.count ? text[at] : nil }

    /// The bytes between two offsets that the reader has been at.
    func bytes(from first: Int, to end: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: text[first..<end])
    }

    /// Goes over bytes, as far as there are any.
    mutating func skip(count: Int) {
        at = min(at + count, text.count)
    }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        at += 1
        return true
    }

    mutating func skip(_ set: ASCIISet) -> Bool {
        guard let byte = next, set.contains(byte) else { return false }
        at += 1
        return true
    }

    /// Goes over all next bytes that are of the set, and says how many they were.
    @discardableResult
    mutating func skipRun(_ set: ASCIISet) -> Int {
        let first = at
        while at < text.count, set.contains(text[at]) { at += 1 }
        return at - first
    }

    /// The value of exactly `count` next digits; nil, without a step, if they are not there.
    mutating func number(digits count: Int) -> Int? {
        guard text.count - at >= count else { return nil }
        var value = 0
        for byte in text[at..<at + count] {
            guard ASCIISet.digits.contains(byte) else { return nil }
            value = value * 10 + Int(byte & 0x0F)
        }
        at += count
        return value
    }

    /// Goes over `%` and two hexadecimal digits.
    mutating func skipPercentEncoded() -> Bool {
        guard text.count - at >= 3, text[at] == UInt8(ascii: "%"),
            ASCIISet.hexDigits.contains(text[at + 1]), ASCIISet.hexDigits.contains(text[at + 2])
        else { return false }
        at += 3
        return true
    }

    /// The next scalar, without a step past it, and its length; nil at the end and before what is not UTF-8.
    var nextScalar: (scalar: Unicode.Scalar, length: Int)? {
        guard let first = next else { return nil }
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        guard first >= 0xC2 else { return nil }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard text.count - at >= length else { return nil }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for byte in text[at + 1..<at + length] {
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }

    /// Goes over the next scalar if it is beyond ASCII and fits the condition.
    mutating func skipBeyondASCII(where fits: (Unicode.Scalar) -> Bool) -> Bool {
        guard let byte = next, byte >= 0x80, let (scalar, length) = nextScalar, fits(scalar) else { return false }
        at += length
        return true
    }

    /// Goes to an offset that the reader has been at.
    mutating func goBack(to offset: Int) {
        at = min(max(offset, 0), at)
    }
}
