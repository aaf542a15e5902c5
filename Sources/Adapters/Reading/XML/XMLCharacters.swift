/// Which characters XML 1.0 allows where.
enum XMLCharacters {
    /// The offset of the first character that no XML text may hold; the text must be UTF-8.
    static func firstIllegal(in text: UnsafeRawBufferPointer) -> Int? {
        for at in 0..<text.count {
            let byte = text[at]
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return at }
            // U+FFFE and U+FFFF.
            if byte == 0xEF, at + 2 < text.count, text[at + 1] == 0xBF, text[at + 2] >= 0xBE { return at }
        }
        return nil
    }

    /// Whether a character reference may stand for a scalar.
    static func isCharacter(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The length of the name that begins at an offset; 0 if none does.
    static func nameLength(_ text: UnsafeRawBufferPointer, at first: Int) -> Int {
        var at = first
        while at < text.count {
            let byte = text[at]
            if byte < 0x80 {
                let isLetter = (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x3A
                guard isLetter || (at > first && (byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E)) else { break }
                at += 1
                continue
            }
            let (scalar, length) = scalar(text, at: at)
            guard isNameStart(scalar) || (at > first && isNamePart(scalar)) else { break }
            at += length
        }
        return at - first
    }

    private static func scalar(_ text: UnsafeRawBufferPointer, at: Int) -> (UInt32, Int) {
        let first = text[at]
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard at + length <= text.count else { return (0, 1) }
        var scalar = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length { scalar = scalar << 6 | UInt32(text[at + offset] & 0x3F) }
        return (scalar, length)
    }

    private static func isNameStart(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F,
            0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
            true
        default: false
        }
    }

    private static func isNamePart(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: false
        }
    }
}
