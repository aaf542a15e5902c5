/// 已上报: a platform has all messages of this partition of its outbox up to a number.
public struct DeliveryCommand: Sendable {
    public var event: String
    public var platform: String
    public var number: Int64

    public init(event: String, platform: String, number: Int64) {
        self.event = event
        self.platform = platform
        self.number = number
    }
}
