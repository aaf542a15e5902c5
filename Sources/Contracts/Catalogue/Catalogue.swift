import Credit
import Foundation
import JSON

/// All contracts that the hub knows, compiled from the folder `contracts/`.
public final class Catalogue: Sendable {
    public let contracts: [Contract]
    public let codeTables: [String: CodeTable]
    /// 保存期限 (`retention.json`); nil where there is no such file: then nothing expires by itself.
    public let retention: RetentionPolicy?
    /// 工作日历 (`calendars/`); empty where there is none: then Monday to Friday are worked, and every deadline is provisional.
    public let calendar: WorkCalendar
    /// 办理期限 (`case-deadlines.json`); none where there is no such file.
    public let caseDeadlines: CaseDeadlines
    /// 修复条件与公示期 (`repair-policy.json`); none where there is no such file: then nothing can be repaired.
    public let repairPolicy: RepairPolicy
    private let byReference: [ContractReference: Contract]

    /// What the URIs of contract files begin with.
    public static var baseURI: String { ContractFiles.base }

    /// The folder that it was read from.
    public let directory: String

    /// By the old contract itself: asked for every record, where hashing a name would cost more than the answer.
    private let upgrades: [ObjectIdentifier: Upgrade]

    init(
        contracts: [Contract], codeTables: [String: CodeTable], retention: RetentionPolicy?, calendar: WorkCalendar,
        caseDeadlines: CaseDeadlines, repairPolicy: RepairPolicy, upgrades: [Upgrade], files: ContractFiles
    ) {
        self.retention = retention
        self.calendar = calendar
        self.caseDeadlines = caseDeadlines
        self.repairPolicy = repairPolicy
        self.upgrades = Dictionary(uniqueKeysWithValues: upgrades.map { (ObjectIdentifier($0.source), $0) })
        directory = files.directory
        self.contracts = contracts
        self.codeTables = codeTables
        byReference = Dictionary(uniqueKeysWithValues: contracts.map { ($0.reference, $0) })
    }

    /// The contract of a name and version; nil if the catalogue has none.
    public func contract(_ reference: ContractReference) -> Contract? {
        byReference[reference]
    }

    /// The newest version of a contract.
    public func newest(_ name: String) -> Contract? {
        contracts.filter { $0.reference.name == name }.max { $0.reference.version < $1.reference.version }
    }

    /// The newest version of a contract that is no draft.
    public func newestInForce(_ name: String) -> Contract? {
        contracts.filter { $0.reference.name == name && $0.info.status != .draft }.max { $0.reference.version < $1.reference.version }
    }

    /// How records of a version become those of the next; nil for the newest, and for cases.
    public func upgrade(of contract: Contract) -> Upgrade? {
        upgrades[ObjectIdentifier(contract)]
    }

    /// The name of the list that an entry's code stands for (`work-safety`).
    public func listCodes() -> [String: String] {
        var codes: [String: String] = [:]
        for table in codeTables.values {
            for entry in table.entries where entry.designatedBy != nil {
                if let code = entry.code { codes[code] = entry.value }
            }
        }
        return codes
    }

    /// Compiles a contract file that is not in the catalogue yet, with the catalogue's code tables and shared blocks.
    ///
    /// - throws: the first ``ContractLoadError``, with file, place and reason.
    public func candidate(path: String) throws(ContractLoadError) -> Contract {
        try CatalogueLoader(directory: directory).candidate(path: path)
    }

    /// Reads and compiles a folder of contracts.
    ///
    /// - parameter directory: the folder that holds `catalogue.json`.
    /// - throws: the first ``ContractLoadError``, with file, place and reason.
    public static func load(directory: String) throws(ContractLoadError) -> Catalogue {
        try CatalogueLoader(directory: directory).load()
    }
}
