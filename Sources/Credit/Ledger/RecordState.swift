/// What the ledger knows of one record (not its content: that went upstream, and stays in the department's topic).
public struct RecordState: Hashable, Sendable {
    public enum Status: String, Sendable, CaseIterable {
        case active
        case withdrawn
        /// 到期: its term is over; it is shown nowhere any more.
        case expired
        /// 已修复: neither shown nor shared any more, unless the repair is revoked.
        case repaired
    }

    /// The contract with its version.
    public var contract: String
    /// The department that reported it: the only one that may correct or withdraw it.
    public var party: String
    /// The event that brought this revision.
    public var event: String
    /// Hash of the key of the subject that it is about.
    public var subject: Identifier128
    /// Hash of the canonical content of this revision.
    public var contentHash: Identifier128
    /// When this revision was taken.
    public var acceptedAt: Timestamp
    /// Disputes that are marked on it now.
    public var openCases: [Identifier128]
    /// The last revisions before this one, the latest last: at most ``FormerRevision/most``.
    public var history: [FormerRevision]
    /// The code of the list that it was on last, once it is off it: while it is on it, its entry says so. What subscribers report back
    /// may come later than that.
    public var formerList: String?
    private var narrowRevision: Int32
    private var narrowTermEnd: Int32
    public var status: Status

    /// Counts up with each accepted change; the sender's own number where it gives one.
    public var revision: Int {
        get { Int(narrowRevision) }
        set { narrowRevision = Int32(clamping: newValue) }
    }

    /// 期限届满日: the last day of its term; nil where it has no end.
    public var termEnd: CivilDate? {
        get { narrowTermEnd == .max ? nil : CivilDate(days: Int(narrowTermEnd)) }
        set { narrowTermEnd = newValue.map { Int32(clamping: $0.days) } ?? .max }
    }

    public init(
        contract: String, subject: Identifier128, party: String, revision: Int, contentHash: Identifier128, status: Status, event: String,
        acceptedAt: Timestamp, openCases: [Identifier128] = [], history: [FormerRevision] = [], formerList: String? = nil,
        termEnd: CivilDate? = nil
    ) {
        self.contract = contract
        self.subject = subject
        self.party = party
        self.contentHash = contentHash
        self.status = status
        self.event = event
        self.acceptedAt = acceptedAt
        self.openCases = openCases
        self.history = history
        self.formerList = formerList
        narrowRevision = Int32(clamping: revision)
        narrowTermEnd = termEnd.map { Int32(clamping: $0.days) } ?? .max
    }

    /// Whether a dispute mark (异议标注) is on it.
    public var isDisputed: Bool { !openCases.isEmpty }

    /// The contract's name without the version.
    public var contractName: Substring { contract.contractName }

    /// Puts the present revision into the history, before a next one takes its place.
    mutating func archive() {
        if history.count >= FormerRevision.most { history.removeFirst(history.count - FormerRevision.most + 1) }
        history.append(
            FormerRevision(event: FormerRevision.hash(of: event), content: contentHash.high, revision: revision, acceptedAt: acceptedAt))
    }
}
