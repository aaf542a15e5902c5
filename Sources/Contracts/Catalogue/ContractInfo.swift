import Credit
import JSON

/// What a contract says of itself (`x-contract`): by what law the data is collected, for whom, how long.
public struct ContractInfo: Sendable {
    /// Whether records of the version are taken.
    public enum Status: String, Sendable {
        /// Being written: only `rehearse` uses it.
        case draft
        case active
        /// Still taken, and lifted to a newer version.
        case deprecated
        /// No longer taken.
        case retired
    }

    /// 法律依据: a law and the article.
    public struct LegalBasis: Sendable {
        public let law: String
        public let article: String?
    }

    public let status: Status
    public let effectiveFrom: CivilDate?
    public let effectiveTo: CivilDate?
    /// The national field standard; `local` where none exists.
    public let standard: String
    public let owner: String
    /// 目录项: the item of the national or local catalogue.
    public let catalogueItem: String
    public let legalBasis: [LegalBasis]
    /// 公开范围 of the record as a whole; no field of it is open to more.
    public let disclosure: Disclosure?
    /// Kinds of subject that it takes.
    public let subjects: [SubjectKind]
    /// What the record is about, where the law asks for more of natural persons: payment, social-insurance, real-estate, tax.
    public let matter: String?
    /// The rest as the file has it: `term`, `deadline`, `list`, `consent`.
    public let json: JSONValue

    /// All members that `x-contract` may have.
    static let members: Set<String> = [
        "name", "version", "status", "kind", "effectiveFrom", "effectiveTo", "standard", "owner", "catalogueItem", "legalBasis",
        "disclosure", "subjects", "matter", "term", "deadline", "list", "consent", "certainty", "compatibility",
    ]

    init(_ json: JSONValue) {
        self.json = json
        status = json["status"]?.stringValue.flatMap(Status.init) ?? .active
        effectiveFrom = json["effectiveFrom"]?.stringValue.flatMap { CivilDate($0) }
        effectiveTo = json["effectiveTo"]?.stringValue.flatMap { CivilDate($0) }
        standard = json["standard"]?.stringValue ?? ""
        owner = json["owner"]?.stringValue ?? ""
        catalogueItem = json["catalogueItem"]?.stringValue ?? ""
        legalBasis = (json["legalBasis"]?.arrayValue ?? []).compactMap { basis in
            basis["law"]?.stringValue.map { LegalBasis(law: $0, article: basis["article"]?.stringValue) }
        }
        disclosure = json["disclosure"]?.stringValue.flatMap(Disclosure.init)
        subjects = (json["subjects"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(SubjectKind.init) }
        matter = json["matter"]?.stringValue
    }

    /// Whether records of the version are taken on a day.
    public func isAccepted(on day: CivilDate) -> Bool {
        (status == .active || status == .deprecated) && (effectiveFrom.map { $0 <= day } ?? true) && (effectiveTo.map { day <= $0 } ?? true)
    }
}
