import Credit
import JSON

/// What the audit is told of one letter: what was done with it and why. No personal data. It goes to the ledger, which chains it.
struct DispositionNote {
    var time: Timestamp
    var actor: String
    var disposition: Marker.Disposition
    var party: String
    var letter: LetterID
    var event: String
    var record: Identifier128?
    /// The subject's key, if it is known.
    var subjectKey: String?
    var attempt: Int
    var reason: String
    /// Whether the record was mended by hand.
    var isEdited: Bool

    /// The key of its message on `ledger.in`: it stands in the subject's partition, or anywhere if that is not known.
    var key: String { subjectKey ?? event }

    var note: OperatorNote {
        OperatorNote(
            event: "note:\(party):\(letter):\(attempt)", actor: actor, action: "dead-letter.\(disposition.rawValue)",
            subjectKey: subjectKey, content: content)
    }

    private var content: [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("time", time.description)
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
