/// The labels of a host name, in order, empty ones included.
struct HostLabels: Sequence, IteratorProtocol {
    private let text: UnsafeRawBufferPointer
    private let international: Bool
    /// The offset of the next label; nil behind the last.
    private var first: Int? = 0

    /// - Parameter international: whether the other full stops of RFC 3490 (section 3.1) part labels too.
    init(_ text: UnsafeRawBufferPointer, international: Bool) {
        self.text = text
        self.international = international
    }

    mutating func next() -> UnsafeRawBufferPointer? {
        guard let start = first else { return nil }
        var end = start
        while end < text.count {
            let length = separatorLength(at: end)
            if length > 0 {
                first = end + length
                return UnsafeRawBufferPointer(rebasing: text[start..<end])
            }
            end += 1
        }
        first = nil
        return UnsafeRawBufferPointer(rebasing: text[start...])
    }

    /// The length of the full stop at an offset; 0 if there is none.
    private func separatorLength(at offset: Int) -> Int {
        if text[offset] == UInt8(ascii: ".") { return 1 }
        guard international, text[offset] >= 0xE3, text.count - offset >= 3 else { return 0 }
        switch (text[offset], text[offset + 1], text[offset + 2]) {
        // U+3002, U+FF0E and U+FF61.
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x8E), (0xEF, 0xBD, 0xA1): return 3
        default: return 0
        }
    }
}
