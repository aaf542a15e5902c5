/// What a parser accepts before it refuses a text for its size or its depth.
public struct JSONLimits: Sendable {
    /// The greatest `maxBytes` in effect, in bytes: offsets and counts have to fit the fields of a tape node.
    public static let greatestBytes = (1 << 29) - 1

    /// The greatest `maxDepth` in effect: trees are walked by recursion, so their depth must fit any thread's stack.
    public static let greatestDepth = 512

    /// Longest text accepted, in bytes. Values beyond `greatestBytes` count as `greatestBytes`.
    public var maxBytes: Int

    /// Most containers open at once; 1 admits `[]` and refuses `[[]]`. Values beyond `greatestDepth` count as
    /// `greatestDepth`.
    public var maxDepth: Int

    public init(maxBytes: Int = 16 << 20, maxDepth: Int = 64) {
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
    }
}
