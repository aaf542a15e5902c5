/// Something that an operator did to a department's messages: it changes nothing in the ledger, and goes into the audit's chain.
public struct OperatorNote: Sendable {
    /// The id of the note's own event.
    public var event: String
    public var actor: String
    /// `dead-letter.replayed` and the like.
    public var action: String
    public var subjectKey: String?
    /// What else there is to say, as JSON. No personal data.
    public var content: [UInt8]

    public init(event: String, actor: String, action: String, subjectKey: String?, content: [UInt8]) {
        self.event = event
        self.actor = actor
        self.action = action
        self.subjectKey = subjectKey
        self.content = content
    }
}
