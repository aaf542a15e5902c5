/// What the ledger knows of one record (not its content: that went upstream, and stays in the department's topic).
public struct RecordState: Hashable, Sendable {
    public enum Status: String, Sendable {
        case active
        case withdrawn
    }

    /// The contract with its version.
    public var contract: String
    /// Hash of the key of the subject that it is about.
    public var subject: Identifier128
    /// The department that reported it: the only one that may correct or withdraw it.
    public var party: String
    /// Counts up with each accepted change; the sender's own number where it gives one.
    public var revision: Int
    /// Hash of the canonical content of this revision.
    public var contentHash: Identifier128
    public var status: Status
    /// The event that brought this revision, and when it was taken.
    public var event: String
    public var acceptedAt: Timestamp
    /// Disputes that are marked on it now.
    public var openCases: [Identifier128]

    public init(
        contract: String, subject: Identifier128, party: String, revision: Int, contentHash: Identifier128, status: Status, event: String,
        acceptedAt: Timestamp, openCases: [Identifier128] = []
    ) {
        self.contract = contract
        self.subject = subject
        self.party = party
        self.revision = revision
        self.contentHash = contentHash
        self.status = status
        self.event = event
        self.acceptedAt = acceptedAt
        self.openCases = openCases
    }

    /// Whether a dispute mark (异议标注) is on it.
    public var isDisputed: Bool { !openCases.isEmpty }
}
