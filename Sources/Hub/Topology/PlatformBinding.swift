import Contracts
import Credit

/// How an upper platform is spoken to, and what it sends down (`topics/platforms/<party>.json`).
public struct PlatformBinding: Sendable {
    public let party: String
    public let name: Bilingual
    public let records: [String]
    /// The platform's own topic, without the prefix.
    public let topic: String
    /// Whether dates go out as `YYYY/MM/DD`, as the 双公示 standard writes them.
    public let usesSlashDates: Bool
    /// 统一社会信用代码 of the office that runs it; never nil where it sends lists down.
    public let code: String?
    /// 行政区划 of that office; never nil where it sends lists down.
    public let region: String?
    /// 行政区划 whose records it may send down, as those of a department.
    public let regions: [String]
    /// Codes of the authorities whose records it may send down; empty means any of its regions.
    public let authorities: Set<String>
    /// Codes of the lists of which it sends down full files.
    public let lists: [String]

    /// 异议, 信用修复: contracts of the cases that it sends down, by the names of their records.
    public let cases: [DepartmentBinding.Record]

    /// Whether it sends lists or cases down: then it gets receipts, notices and dead letters, as a department does.
    public var sendsDown: Bool { !lists.isEmpty || !cases.isEmpty }
}
