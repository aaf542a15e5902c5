/// How much of a value may be shown: its first and last characters, the rest as stars.
public struct Mask: Hashable, Sendable {
    public let head: Int
    public let tail: Int

    public init(head: Int, tail: Int) {
        self.head = max(0, head)
        self.tail = max(0, tail)
    }

    /// The text with all but head and tail replaced by stars (at most eight, so that the length is not told).
    public func apply(_ text: String) -> String {
        guard text.count > head + tail else { return "***" }
        let hidden = min(8, text.count - head - tail)
        return text.prefix(head) + String(repeating: "*", count: hidden) + text.suffix(tail)
    }
}
