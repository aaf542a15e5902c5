import Credit
import JSON
import Kafka

/// What became of a dead letter, as a message behind it in the same partition of `dlq.<party>`, under the same key.
public struct Marker: Sendable {
    public enum Disposition: String, Sendable {
        /// Sent again to the department's topic.
        case replayed
        /// Will not be sent again.
        case discarded
    }

    public var disposition: Disposition
    public var letter: LetterID
    /// Which attempt a replay is, from 1; of a discarded letter how many there were.
    public var attempt: Int
    /// Who did it.
    public var by: String
    public var reason: String
    public var time: Timestamp

    public init(disposition: Disposition, letter: LetterID, attempt: Int, by: String, reason: String, time: Timestamp) {
        self.disposition = disposition
        self.letter = letter
        self.attempt = attempt
        self.by = by
        self.reason = reason
        self.time = time
    }

    /// The message's value.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("disposition", disposition.rawValue)
        writer.member("letter", letter.description)
        writer.member("attempt", attempt)
        writer.member("by", by)
        writer.member("reason", reason)
        writer.member("time", time.description)
        writer.endObject()
        return writer.bytes
    }

    /// The message's headers.
    var headers: KafkaHeaders {
        var headers = KafkaHeaders(capacity: 2)
        headers.append("credithub.dlq.disposition", disposition.rawValue)
        headers.append("credithub.dlq.letter", letter.description)
        return headers
    }

    /// Whether a message of `dlq.<party>` is a marker. A dead letter is none whatever its sender put into its headers: it has
    /// the hub's reasons behind them.
    static func isMarker(_ message: borrowing KafkaMessage) -> Bool {
        message.header("credithub.dlq.disposition") != nil && message.header("credithub.error.code") == nil
    }

    /// Reads a message of `dlq.<party>`; nil if it is no marker.
    init?(_ message: borrowing KafkaMessage) {
        guard Self.isMarker(message),
            let disposition = message.header("credithub.dlq.disposition").flatMap({ Disposition(rawValue: String(decoding: $0, as: UTF8.self)) }),
            let letter = message.header("credithub.dlq.letter").flatMap({ LetterID(String(decoding: $0, as: UTF8.self)) })
        else { return nil }
        let json = message.value.flatMap { try? JSONValue(parsing: Array($0)) }
        self.init(
            disposition: disposition, letter: letter, attempt: json?["attempt"]?.intValue ?? 0, by: json?["by"]?.stringValue ?? "",
            reason: json?["reason"]?.stringValue ?? "",
            time: json?["time"]?.stringValue.flatMap { Timestamp($0) } ?? Timestamp(milliseconds: message.timestampMilliseconds))
    }
}
