/// Blanks: ASCII white space, the no-break space and the full-width blank.
enum Blanks {
    /// How many bytes the blank at the front takes; 0 if there is none.
    @inline(__always)
    static func leading(_ text: UnsafeRawBufferPointer, at offset: Int) -> Int {
        let byte = text[offset]
        if byte == 0x20 || byte &- 9 < 5 { return 1 }
        if byte == 0xE3, text.count - offset >= 3, text[offset + 1] == 0x80, text[offset + 2] == 0x80 { return 3 }
        if byte == 0xC2, text.count - offset >= 2, text[offset + 1] == 0xA0 { return 2 }
        return 0
    }

    @inline(__always)
    private static func trailing(_ text: UnsafeRawBufferPointer, before end: Int) -> Int {
        let byte = text[end - 1]
        if byte == 0x20 || byte &- 9 < 5 { return 1 }
        if byte == 0x80, end >= 3, text[end - 2] == 0x80, text[end - 3] == 0xE3 { return 3 }
        if byte == 0xA0, end >= 2, text[end - 2] == 0xC2 { return 2 }
        return 0
    }

    /// The text without the blanks at both ends.
    @inline(__always)
    static func trim(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var first = 0
        var end = text.count
        while first < end {
            let length = leading(text, at: first)
            if length == 0 { break }
            first += length
        }
        while end > first {
            let length = trailing(text, before: end)
            if length == 0 { break }
            end -= length
        }
        return UnsafeRawBufferPointer(rebasing: text[first..<max(first, end)])
    }

    /// Whether there is nothing but blanks.
    static func isBlank(_ text: UnsafeRawBufferPointer) -> Bool { trim(text).isEmpty }
}
