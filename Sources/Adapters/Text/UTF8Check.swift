/// Whether bytes are UTF-8, and where they cease to be.
enum UTF8Check {
    /// The offset of the first sequence that is not well-formed; nil if all are.
    static func firstFault(in text: UnsafeRawBufferPointer) -> Int? {
        var at = 0
        while at < text.count {
            while text.count - at >= 8, text.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 { at += 8 }
            guard at < text.count else { break }
            if text[at] < 0x80 {
                at += 1
                continue
            }
            let length = sequenceLength(text, at)
            guard length > 0 else { return at }
            at += length
        }
        return nil
    }

    /// Whether all bytes are ASCII, so that every encoding reads them alike.
    static func isASCII(_ text: UnsafeRawBufferPointer) -> Bool {
        var at = 0
        while text.count - at >= 8 {
            if text.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return false }
            at += 8
        }
        return text[at...].allSatisfy { $0 < 0x80 }
    }

    /// The length of the sequence that begins with a byte above 0x7F; 0 if it is none (the Unicode Standard's table 3-7).
    private static func sequenceLength(_ text: UnsafeRawBufferPointer, _ at: Int) -> Int {
        var second: ClosedRange<UInt8> = 0x80...0xBF
        let length: Int
        switch text[at] {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: length = 3
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard text.count - at >= length, second.contains(text[at + 1]) else { return 0 }
        for offset in 2..<max(2, length) where text[at + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
