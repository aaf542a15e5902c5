import JSON

/// What the ledger keeps of a list entry, or of another record that is shared, so that every view can be made from it at any time.
public struct EntryState: Hashable, Sendable {
    /// The contract with its version.
    public var contract: String
    /// The short code of the list (`work-safety`); nil for other records.
    public var list: String?
    /// The department that reported it.
    public var party: String
    public var subjectKey: String
    public var subjectKind: SubjectKind
    /// 行政区划 of the department, for subjects whose own key names none.
    public var sourceRegion: String?
    public var revision: Int
    /// 异议标注
    public var isDisputed: Bool
    /// 中止
    public var isSuspended: Bool
    /// 已修复: in no view, but kept for the case that the repair is revoked.
    public var isRepaired: Bool
    /// Canonical JSON of the designation or record.
    public var content: [UInt8]

    public init(
        contract: String, list: String? = nil, party: String, subjectKey: String, subjectKind: SubjectKind, sourceRegion: String? = nil,
        revision: Int, isDisputed: Bool = false, isSuspended: Bool = false, isRepaired: Bool = false, content: [UInt8]
    ) {
        self.contract = contract
        self.list = list
        self.party = party
        self.subjectKey = subjectKey
        self.subjectKind = subjectKind
        self.sourceRegion = sourceRegion
        self.revision = revision
        self.isDisputed = isDisputed
        self.isSuspended = isSuspended
        self.isRepaired = isRepaired
        self.content = content
    }

    /// The contract's name without the version.
    var contractName: Substring { contract.contractName }

    /// 行政区划 of the subject: of its 统一社会信用代码 (GB 32100-2015: characters 3 to 8), or of the department that reported it.
    var region: Substring? {
        guard subjectKey.utf8.count == UnifiedSocialCreditCode.length else { return sourceRegion.map { $0[...] } }
        return subjectKey.dropFirst(2).prefix(6)
    }

    /// What an older format of the changelog left out of an entry is that of its record.
    public mutating func complete(from record: RecordState?) {
        guard contract.isEmpty, let record else { return }
        contract = record.contract
        party = record.party
        revision = record.revision
        isDisputed = record.isDisputed
    }

    /// For the audit: `work-safety/2`.
    var summary: String {
        "\(list ?? String(contractName))/\(revision)\(isDisputed ? "/disputed" : "")\(isSuspended ? "/suspended" : "")\(isRepaired ? "/repaired" : "")"
    }
}
