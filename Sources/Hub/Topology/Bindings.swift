import Contracts
import Credit
import JSON

/// What a department may publish (`topics/departments/<party>.json`).
public struct DepartmentBinding: Sendable {
    public struct Record: Sendable {
        public let record: String
        /// Contracts that it may publish; the first is the one of messages that name none.
        public let accepts: [ContractReference]
    }

    public let party: String
    public let name: Bilingual
    /// The department's own 统一社会信用代码.
    public let code: String
    /// 行政区划 of the department.
    public let region: String
    /// Codes of the authorities that it speaks for; empty means that the binding does not restrict them.
    public let authorities: Set<String>
    public let records: [Record]

    /// What is known of records of old versions, which do not say it themselves.
    public var facts: Upgrade.Facts { Upgrade.Facts(authorityCode: code, title: name.zh, code: code) }
}

/// Which part of the lists a subscriber takes (`topics/subscribers/<party>.json`).
public struct SubscriberBinding: Sendable {
    public let party: String
    public let name: Bilingual
    /// Codes of lists; nil for all.
    public let lists: Set<String>?
    public let subjectKinds: Set<SubjectKind>
    public let fields: [String]
}

/// How an upper platform is spoken to (`topics/platforms/<party>.json`).
public struct PlatformBinding: Sendable {
    public let party: String
    public let name: Bilingual
    public let records: [String]
    /// The platform's own topic, without the prefix.
    public let topic: String
    /// Whether dates go out as `YYYY/MM/DD`, as the 双公示 standard writes them.
    public let usesSlashDates: Bool
}
