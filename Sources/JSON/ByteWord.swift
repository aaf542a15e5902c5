/// Eight bytes of text in one integer, the first byte lowest, examined all at once.
///
/// The functions that find bytes answer with the top bit of each byte found. A subtraction may borrow from the byte
/// above one that was found, so only the lowest bit of an answer is exact; that is the one asked for.
@usableFromInline
enum ByteWord {
    /// Marks bytes that stop the scan of a string: quote, backslash, control characters, everything above 0x7F.
    @inline(__always)
    static func stringStops(_ word: UInt64) -> UInt64 {
        (belowStops(word) | word) & 0x8080_8080_8080_8080
    }

    /// Marks bytes that a string cannot hold unescaped: quote, backslash, control characters.
    @inline(__always)
    static func escapeStops(_ word: UInt64) -> UInt64 {
        belowStops(word) & ~word & 0x8080_8080_8080_8080
    }

    /// Sets the top bit of bytes below 0x80 that are a quote, a backslash or a control character. For other bytes
    /// the top bit means nothing.
    @inline(__always)
    private static func belowStops(_ word: UInt64) -> UInt64 {
        // Flipping bit 1 moves the quote (0x22) to 0x20, next to the control characters, and moves nothing else
        // below 0x21: one comparison finds both.
        let controlsAndQuote = (word ^ 0x0202_0202_0202_0202) &- 0x2121_2121_2121_2121
        let backslash = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101
        return controlsAndQuote | backslash
    }

    /// Marks bytes that are not decimal digits.
    @inline(__always)
    static func nonDigits(_ word: UInt64) -> UInt64 {
        let value = word ^ 0x3030_3030_3030_3030
        return ((value &+ 0x7676_7676_7676_7676) | value) & 0x8080_8080_8080_8080
    }

    /// How many of the eight bytes begin a UTF-8 sequence (do not continue one).
    @inline(__always)
    static func sequenceStarts(_ word: UInt64) -> Int {
        let continuations = (word >> 7) & (~word >> 6) & 0x0101_0101_0101_0101
        return 8 &- continuations.nonzeroBitCount
    }
}

extension UnsafeRawPointer {
    @inlinable @inline(__always)
    var byte: UInt8 { load(as: UInt8.self) }

    /// The next eight bytes, which must exist.
    @inlinable @inline(__always)
    var word: UInt64 { UInt64(littleEndian: loadUnaligned(as: UInt64.self)) }

    /// The next four bytes, which must exist.
    @inlinable @inline(__always)
    var halfWord: UInt32 { UInt32(littleEndian: loadUnaligned(as: UInt32.self)) }
}
