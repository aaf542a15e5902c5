/// 异议: where one dispute stands.
public struct CaseState: Hashable, Sendable {
    public enum Status: String, Sendable {
        /// 已提出
        case submitted
        /// 已受理: the record carries the dispute mark wherever it was sent.
        case accepted
        /// 已核实: the source department found it wrong; its own correction or withdrawal is awaited.
        case verified
        /// 已办结: the mark is lifted.
        case closed
    }

    /// 核实结论: what the source department found.
    public enum Finding: String, Sendable {
        /// 维持: the record is right.
        case upheld = "维持"
        /// 更正: the record will be corrected.
        case corrected = "更正"
        /// 撤销: the record will be withdrawn.
        case withdrawn = "撤销"
    }

    /// The id that people use for the case.
    public var caseID: String
    /// The disputed record or list entry.
    public var recordID: Identifier128
    public var status: Status
    public var finding: Finding?
    /// The party that submitted it, and the event by which it did.
    public var party: String
    public var event: String
    public var origin: Origin
    /// Hash of the submission's canonical content, to know it again.
    public var contentHash: Identifier128
    public var changedAt: Timestamp

    public init(
        caseID: String, recordID: Identifier128, status: Status, finding: Finding? = nil, party: String, event: String,
        origin: Origin, contentHash: Identifier128, changedAt: Timestamp
    ) {
        self.caseID = caseID
        self.recordID = recordID
        self.status = status
        self.finding = finding
        self.party = party
        self.event = event
        self.origin = origin
        self.contentHash = contentHash
        self.changedAt = changedAt
    }
}
