/// Decoding of strings that the parser has accepted.
@usableFromInline
enum EscapeDecoder {
    /// Runs `body` with the decoded bytes of a string's raw text. Short strings are decoded on the stack.
    @usableFromInline
    static func withDecoded<R>(
        _ raw: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> R
    ) rethrows -> R {
        try withUnsafeTemporaryAllocation(byteCount: max(raw.count, 1), alignment: 1) { space in
            let count = decode(raw, into: space)
            return try body(UnsafeRawBufferPointer(rebasing: space[..<count]))
        }
    }

    /// - Parameters:
    ///   - raw: the text between the quotes, already checked.
    ///   - space: at least as long as `raw`; no escape is shorter than what it stands for.
    /// - Returns: how many bytes were written.
    private static func decode(_ raw: UnsafeRawBufferPointer, into space: UnsafeMutableRawBufferPointer) -> Int {
        var read = 0
        var written = 0
        func put(_ byte: UInt8) {
            space[written] = byte
            written += 1
        }
        while read < raw.count {
            let byte = raw[read]
            guard byte == ASCII.backslash else {
                put(byte)
                read += 1
                continue
            }
            let letter = raw[read + 1]
            read += 2
            switch letter {
            case 0x62: put(0x08)
            case 0x66: put(0x0C)
            case 0x6E: put(0x0A)
            case 0x72: put(0x0D)
            case 0x74: put(0x09)
            case 0x75:
                var scalar = codeUnit(raw, read)
                read += 4
                if 0xD800...0xDBFF ~= scalar {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (codeUnit(raw, read + 2) - 0xDC00)
                    read += 6
                }
                putScalar(scalar, put)
            default: put(letter)
            }
        }
        return written
    }

    private static func codeUnit(_ raw: UnsafeRawBufferPointer, _ first: Int) -> UInt32 {
        var unit: UInt32 = 0
        for index in first..<first + 4 { unit = unit << 4 | (ASCII.hexValue(raw[index]) ?? 0) }
        return unit
    }

    private static func putScalar(_ scalar: UInt32, _ put: (UInt8) -> Void) {
        func continuation(_ shift: UInt32) { put(UInt8(truncatingIfNeeded: 0x80 | (scalar >> shift) & 0x3F)) }
        switch scalar {
        case ..<0x80:
            put(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            put(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            continuation(0)
        case ..<0x10000:
            put(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            continuation(6)
            continuation(0)
        default:
            put(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            continuation(12)
            continuation(6)
            continuation(0)
        }
    }
}
