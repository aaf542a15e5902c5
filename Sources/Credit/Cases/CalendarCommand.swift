/// Deadlines that were counted without a published calendar are to be counted again.
public struct CalendarCommand: Sendable {
    public var event: String

    public init(event: String) {
        self.event = event
    }
}
