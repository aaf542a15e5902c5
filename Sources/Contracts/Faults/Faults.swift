import Credit

/// All faults of one record.
public struct Faults: Error, Sendable {
    public let all: [Fault]
    /// What the record claims all the same.
    public let claim: RecordClaim?

    public init(_ all: [Fault], claim: RecordClaim? = nil) {
        self.all = all
        self.claim = claim
    }
}

/// What a record says of itself that its party may or may not say.
public struct RecordClaim: Sendable {
    /// The code of the authority that made the decision.
    public let authority: String?
    /// The entry of the list's table, for contracts of lists.
    public let list: CodeTable.Entry?
    public let subjectKind: SubjectKind?
    /// Where the contract says which field begins with it.
    public let region: Region?

    /// 行政区划 of a record, and where it stands.
    public struct Region: Sendable {
        /// Six digits.
        public let code: String
        public let field: String
    }
}
