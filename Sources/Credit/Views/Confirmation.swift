/// 确认: a subscriber holds all messages of this partition of its view up to a number.
public struct Confirmation: Sendable {
    public var event: String
    public var party: String
    public var number: Int64
    public var origin: Origin

    public init(event: String, party: String, number: Int64, origin: Origin) {
        self.event = event
        self.party = party
        self.number = number
        self.origin = origin
    }
}
