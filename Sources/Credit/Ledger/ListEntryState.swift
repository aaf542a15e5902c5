/// What the ledger keeps of a list entry beyond its ``RecordState``: what subscribers' views are made from.
public struct ListEntryState: Hashable, Sendable {
    /// The short code of the list (`work-safety`).
    public var list: String
    public var subjectKey: String
    public var subjectKind: SubjectKind
    /// Canonical JSON of the designation.
    public var content: [UInt8]

    public init(list: String, subjectKey: String, subjectKind: SubjectKind, content: [UInt8]) {
        self.list = list
        self.subjectKey = subjectKey
        self.subjectKind = subjectKind
        self.content = content
    }
}
