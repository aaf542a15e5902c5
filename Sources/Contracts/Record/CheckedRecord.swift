import Credit

/// A record that satisfies its contract: who it is about and by what it is known.
public struct CheckedRecord: Sendable {
    /// The contract that its canonical form is of: the newest version, if an upgrade lifted it.
    public let contract: Contract
    public let operation: Operation
    /// Identity: document number, subject and authority, hashed.
    public let recordID: Identifier128
    public let subjectKey: String
    public let subjectKind: SubjectKind
    /// The code of the authority that made the decision, where the contract has one.
    public let authority: String?
    /// The entry of the list's table, for contracts of lists.
    public let list: CodeTable.Entry?

    /// 行政区划, where the contract that it was written by says where it stands.
    public internal(set) var region: RecordClaim.Region?

    /// What the party's binding must allow.
    public var claim: RecordClaim {
        RecordClaim(authority: authority, list: list, subjectKind: subjectKind, region: region)
    }

    /// Whether the subject's key is a keyed hash, not a code of its own.
    public var isKeyedBySecret: Bool { subjectKey.utf8.count != UnifiedSocialCreditCode.length }
}
