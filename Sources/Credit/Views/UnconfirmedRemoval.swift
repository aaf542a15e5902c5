/// A removal that a subscriber has not confirmed yet. What is off the list must be off everywhere: so it has a limit.
public struct UnconfirmedRemoval: Hashable, Sendable {
    public var entry: Identifier128
    /// The department whose entry it was.
    public var source: String
    /// When the limit ends; nil once notice was given.
    public var due: Timestamp?

    public init(entry: Identifier128, source: String, due: Timestamp?) {
        self.entry = entry
        self.source = source
        self.due = due
    }

    /// What a timer knows it by: the subscriber, and the number of the removal's message.
    static func timerID(_ party: String, _ number: Int64) -> Identifier128 {
        Identifier128(high: SHA256.hash(party).prefix.high, low: UInt64(bitPattern: number))
    }
}
