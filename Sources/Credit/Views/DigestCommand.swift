/// 摘要: tell subscribers what their views are by now.
public struct DigestCommand: Sendable {
    public var event: String
    /// Nil for all whose view has changed since its digest was last told.
    public var party: String?

    public init(event: String, party: String?) {
        self.event = event
        self.party = party
    }
}
