import Credit
import JSON

/// One line of the `audit` topic: who did what to a dead letter, and why. No personal data.
struct AuditEntry {
    var time: Timestamp
    var actor: String
    var disposition: Marker.Disposition
    var party: String
    var letter: LetterID
    var event: String
    var record: Identifier128?
    /// The subject's key, if it is known: the message's key.
    var subjectKey: String?
    var attempt: Int
    var reason: String
    /// Whether the record was mended by hand.
    var isEdited: Bool

    var key: String { subjectKey ?? event }

    var json: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("time", time.description)
        writer.member("actor", actor)
        writer.member("action", "dead-letter.\(disposition.rawValue)")
        writer.member("party", party)
        writer.member("letter", letter.description)
        writer.member("event", event)
        if let record { writer.member("record", record.description) }
        writer.member("attempt", attempt)
        writer.member("reason", reason)
        writer.member("edited", isEdited)
        writer.endObject()
        return writer.bytes
    }
}
