import Contracts
import Credit
import Hub

/// A dead letter as it lies in `dlq.<party>`: what was sent, and why it was refused.
public struct Letter: Sendable {
    public typealias Header = (name: String, value: [UInt8]?)

    public var id: LetterID
    /// The event's id, the letter's key.
    public var event: String
    /// The record's own bytes.
    public var value: [UInt8]?
    /// Whether only the head of the value was kept.
    public var isCut = false
    /// The headers that the sender gave, without what the hub put behind them.
    public var headers: [Header] = []
    /// The key that the sender gave.
    public var key: [UInt8]?
    public var codes: [String] = []
    public var faultCount = 0
    /// The first fault's message.
    public var message = Bilingual(zh: "", en: "")
    /// `ingest` or `ledger`.
    public var stage = "ingest"
    /// When it was refused.
    public var time = Timestamp(milliseconds: 0)
    public var contract: String?
    public var operation: String?
    public var record: Identifier128?
    /// Where the message stood that was refused.
    public var origin: Origin

    // Of a replay that failed again.

    /// How many times it was sent again.
    public var attempt = 0
    /// Where the first message of all stood: letters are sent again in this order.
    public var root: Origin
    /// The letter of that first message.
    public var firstLetter: LetterID?

    public init(id: LetterID, event: String, value: [UInt8]?, origin: Origin) {
        self.id = id
        self.event = event
        self.value = value
        self.origin = origin
        root = origin
    }

    /// A header that the sender gave, as text; the last one of that name.
    public func header(_ name: String) -> String? {
        headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The event's id without the mark of the last attempt.
    public var baseEvent: String {
        let mark = "~\(attempt)"
        return attempt > 0 && event.hasSuffix(mark) && event.count > mark.count ? String(event.dropLast(mark.count)) : event
    }

    /// The event's id when the letter is sent once more; nil if it would be none that the hub takes.
    public var nextEvent: String? {
        let id = "\(baseEvent)~\(attempt + 1)"
        return EventID.isUsable(id) ? id : nil
    }
}
