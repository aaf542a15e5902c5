import Credit
import JSON

/// A ledger receipt that says that a record was taken: newer content than that of a letter of the same record may stand behind it.
public struct AcceptedReceipt: Sendable {
    public var event: String
    public var record: Identifier128
    /// Where the message stood; of a replay, where the message stood that it repeats.
    public var source: Origin
    public var time: Timestamp

    public init(event: String, record: Identifier128, source: Origin, time: Timestamp) {
        self.event = event
        self.record = record
        self.source = source
        self.time = time
    }

    /// Reads the value of a message of `receipt.<party>`; nil for any other receipt.
    ///
    /// - parameter roots: where the first messages of replays stood, by event id.
    init?(_ value: UnsafeRawBufferPointer, parser: JSONParser, roots: [String: Origin]) {
        guard let receipt = try? parser.parse(value), receipt.member("stage")?.string == "ledger",
            receipt.member("status")?.string == "accepted", let event = receipt.member("event")?.string,
            let record = (receipt.member("record")?.string).flatMap({ Identifier128($0) }), let source = receipt.member("source")?.value,
            let topic = source["topic"]?.stringValue, let partition = source["partition"]?.intValue, let offset = source["offset"]?.intValue,
            let time = (receipt.member("time")?.string).flatMap({ Timestamp($0) })
        else { return nil }
        var place = Origin(
            topic: topic, partition: Int32(truncatingIfNeeded: partition), offset: Int64(offset), record: source["record"]?.intValue.map { Int32($0) })
        // A record of a message that was sent again as a whole has the message's id and its number.
        let halves = event.split(separator: "#", maxSplits: 1)
        if let root = roots[event] ?? halves.first.flatMap({ roots[String($0)] }) {
            let inMessage = place.record
            place = root
            if place.record == nil { place.record = inMessage }
        }
        self.init(event: event, record: record, source: place, time: time)
    }
}
