/// The check of one UTF-8 sequence of any length, as tabulated in the Unicode Standard (well-formed byte sequences).
enum UTF8Sequence {
    /// - Parameter first: the sequence's first byte, above 0x7F.
    /// - Returns: the byte behind the sequence.
    /// - Throws: `invalidUTF8` at `first`; `unexpectedEnd` where a good sequence is cut by the end of the text.
    @inline(never)
    static func skip(
        _ first: UnsafeRawPointer, start: UnsafeRawPointer, end: UnsafeRawPointer
    ) throws(JSONFault) -> UnsafeRawPointer {
        let length: Int
        var allowed: ClosedRange<UInt8> = 0x80...0xBF
        switch first.byte {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, allowed) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: length = 3
        case 0xED: (length, allowed) = (3, 0x80...0x9F)
        case 0xF0: (length, allowed) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, allowed) = (4, 0x80...0x8F)
        default: throw JSONFault(kind: .invalidUTF8, offset: first - start)
        }
        for index in 1..<length {
            guard first + index < end else { throw JSONFault(kind: .unexpectedEnd, offset: end - start) }
            guard allowed.contains((first + index).byte) else {
                throw JSONFault(kind: .invalidUTF8, offset: first - start)
            }
            allowed = 0x80...0xBF
        }
        return first + length
    }
}
