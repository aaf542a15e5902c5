/// The items of a text that is split at a separator, without the blanks around them; the full-width semicolon (；) counts as
/// one.
struct ItemSplitter {
    private let text: UnsafeRawBufferPointer
    private let separator: UInt8
    private var start = 0
    private var isAtEnd = false

    @inline(__always)
    init(_ text: UnsafeRawBufferPointer, at separator: UInt8) {
        self.text = text
        self.separator = separator
    }

    /// The next item; nil behind the last. A text without separators is one item.
    @inline(__always)
    mutating func next() -> UnsafeRawBufferPointer? {
        guard !isAtEnd else { return nil }
        var end = start
        var width = 0
        while end < text.count {
            let byte = text[end]
            if byte == separator {
                width = 1
                break
            }
            if byte == 0xef, separator == UInt8(ascii: ";"), end &+ 2 < text.count, text[end &+ 1] == 0xbc, text[end &+ 2] == 0x9b {
                width = 3
                break
            }
            end &+= 1
        }
        var from = start
        var to = end
        while from < to, text[from] == 0x20 { from &+= 1 }
        while to > from, text[to &- 1] == 0x20 { to &-= 1 }
        start = end &+ width
        isAtEnd = width == 0
        return UnsafeRawBufferPointer(rebasing: text[from..<to])
    }
}

/// Calls the body with each item of a text that is split at a separator.
@inline(__always)
func splitItems(_ text: UnsafeRawBufferPointer, at separator: UInt8, _ body: (UnsafeRawBufferPointer) -> Void) {
    var items = ItemSplitter(text, at: separator)
    while let item = items.next() { body(item) }
}
