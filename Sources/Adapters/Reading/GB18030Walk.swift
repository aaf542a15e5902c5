/// Finds the bytes of a GB18030 text that a place in its UTF-8 form came from: both have as many characters up to there.
struct GB18030Walk {
    private var decodedAt = 0
    private var originalAt = 0

    /// The offset in the original of an offset in the decoded text. Fast for places that come one behind the other.
    mutating func original(
        of offset: Int, decoded: UnsafeRawBufferPointer, original: UnsafeRawBufferPointer
    ) -> Int {
        if offset < decodedAt { (decodedAt, originalAt) = (0, 0) }
        while decodedAt < offset {
            decodedAt += Self.lengthOfUTF8(decoded[decodedAt])
            originalAt += Self.length(original, at: originalAt)
        }
        return min(originalAt, original.count)
    }

    private static func lengthOfUTF8(_ first: UInt8) -> Int {
        first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    }

    /// One byte below 0x80; four where the second is a digit; else two.
    private static func length(_ text: UnsafeRawBufferPointer, at offset: Int) -> Int {
        guard offset + 1 < text.count, text[offset] >= 0x80 else { return 1 }
        return 0x30...0x39 ~= text[offset + 1] ? 4 : 2
    }
}
