import JSON

/// 审计: who changed what, when and why, on `audit`. One entry for each event that changed something.
///
/// Entries of a partition are a chain: each has a number, one above the one before, and the SHA-256 of the bytes of the one before,
/// so nobody can take one out or change one without breaking what follows. The head of the chain stands in the ledger's state.
public struct AuditEntry: Sendable {
    /// One thing that changed.
    public struct Change: Sendable {
        public enum Kind: String, Sendable {
            case record
            case entry
            case disputeCase = "case"
            case subscription
            case confirmation
            case feedback
            case listFile = "list-file"
        }

        public var kind: Kind
        public var id: Identifier128
        /// Where it stood before and stands now, as `active/2`; nil where it was not or is no more.
        public var before: String?
        public var after: String?

        public init(kind: Kind, id: Identifier128, before: String?, after: String?) {
            self.kind = kind
            self.id = id
            self.before = before
            self.after = after
        }
    }

    /// The party whose event it was; `credithub` for timers.
    public var actor: String
    /// The event's operation, `term-end` and the like for timers, or what an operator did.
    public var action: String
    public var event: String
    public var time: Timestamp
    /// The contract with its version.
    public var contract: String?
    /// By what rule, where it is not the contract: of the retention policy, of an operator's reason.
    public var rule: String?
    /// The key of the subject, if it is known: the message's key.
    public var subjectKey: String?
    public var changes: [Change]
    /// What an operator's note says, as JSON.
    public var note: [UInt8]?

    public init(
        actor: String, action: String, event: String, time: Timestamp, contract: String? = nil, rule: String? = nil,
        subjectKey: String? = nil, changes: [Change], note: [UInt8]? = nil
    ) {
        self.actor = actor
        self.action = action
        self.event = event
        self.time = time
        self.contract = contract
        self.rule = rule
        self.subjectKey = subjectKey
        self.changes = changes
        self.note = note
    }

    /// Most changes in one entry: what changes more, such as a full list file, has several.
    static let mostChanges = 500

    /// Writes the entry that follows a head, and returns the new head.
    public func write(after head: AuditHead, to writer: inout JSONWriter) -> AuditHead {
        writer.reset()
        writer.beginObject()
        writer.member("sequence", head.sequence + 1)
        writer.member("previous", head.digest.hex)
        writer.member("time", time.description)
        writer.member("actor", actor)
        writer.member("action", action)
        writer.member("event", event)
        if let contract { writer.member("contract", contract) }
        if let rule { writer.member("rule", rule) }
        writer.name("changes")
        writer.beginArray()
        for change in changes {
            writer.beginObject()
            writer.member("kind", change.kind.rawValue)
            writer.member("id", change.id.description)
            if let before = change.before { writer.member("before", before) }
            if let after = change.after { writer.member("after", after) }
            writer.endObject()
        }
        writer.endArray()
        if let note {
            writer.name("note")
            note.withUnsafeBytes { writer.raw($0) }
        }
        writer.endObject()
        return AuditHead(sequence: head.sequence + 1, digest: writer.bytes.withUnsafeBytes { SHA256.hash($0) })
    }
}

extension RecordState {
    /// For the audit: `active/2`.
    var summary: String { "\(status.rawValue)/\(revision)\(isDisputed ? "/disputed" : "")" }
}
