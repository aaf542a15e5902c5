/// One canonical event as the ledger reads it from `ledger.in`: checked, bound to its party, keyed by its subject.
public struct LedgerEvent: Sendable {
    /// `ce_id`
    public var id: String
    /// The party whose topic the event came from.
    public var party: String
    public var kind: RecordKind
    /// The contract with its version, `administrative-penalty@2`.
    public var contract: String
    /// The contract's name without the version.
    public var record: String
    /// `reported`, `corrected`, `withdrawn`, `listed` …
    public var operation: String
    public var recordID: Identifier128
    public var subjectKey: String
    public var subjectKind: SubjectKind
    /// The short code of the list, for entries of lists.
    public var listCode: String?
    /// 行政区划 of the department.
    public var region: String?
    /// The sender's own revision of the record, where it gives one.
    public var revision: Int?
    /// 期限届满日: the last day of the record's term, by its contract; nil where it has no end.
    public var termEnd: CivilDate?
    /// Canonical JSON.
    public var content: [UInt8]
    public var origin: Origin
    /// What the sender itself calls the record.
    public var sender: Sender?

    public init(
        id: String, party: String, kind: RecordKind, contract: String, record: String, operation: String,
        recordID: Identifier128, subjectKey: String, subjectKind: SubjectKind, listCode: String? = nil, region: String? = nil, revision: Int? = nil,
        termEnd: CivilDate? = nil, content: [UInt8], origin: Origin, sender: Sender? = nil
    ) {
        self.id = id
        self.party = party
        self.kind = kind
        self.contract = contract
        self.record = record
        self.operation = operation
        self.recordID = recordID
        self.subjectKey = subjectKey
        self.subjectKind = subjectKind
        self.listCode = listCode
        self.region = region
        self.revision = revision
        self.termEnd = termEnd
        self.content = content
        self.origin = origin
        self.sender = sender
    }
}
