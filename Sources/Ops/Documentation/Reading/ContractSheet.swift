import Contracts
import Credit
import JSON

/// Everything about one version of one contract that a person may want to know.
public struct ContractSheet: Sendable {
    public let contract: Contract
    /// What it is, in English.
    public let description: String?
    /// The default operation's first.
    public let operations: [OperationSheet]
    public let subject: JSONValue
    public let identity: JSONValue
    public let term: [Bilingual]
    public let deadline: Bilingual?
    public let list: [Bilingual]
    /// Code tables that its fields name, in their order.
    public let codeTables: [String]
    /// Versions of the contract, oldest first.
    public let versions: [Contract]
    /// How its records become those of the next version.
    public let upgrade: UpgradeSheet?
    /// How records of the version before become its own.
    public let upgradeFromBefore: UpgradeSheet?
    public let examples: [ExampleSheet]

    public var reference: ContractReference { contract.reference }
    public var title: String { contract.title }
    public var info: ContractInfo { contract.info }

    /// The newest version of the contract.
    public var isNewest: Bool { versions.last?.reference == reference }

    /// The default operation.
    public var defaultOperation: String { contract.defaultOperation.name }

    /// A field's label with its name: `处罚类别（CF_CFLB）`.
    public func named(_ field: String) -> Bilingual {
        Words.named(field, contract.labels)
    }
}

/// How records of a version become those of the next.
public struct UpgradeSheet: Sendable {
    public let from: Int
    public let to: Int
    public let file: String
    public let basis: String?
    /// Required fields that the old version cannot give.
    public let waives: [(field: String, reason: Bilingual)]
    /// Where the fields of the new version come from.
    public let sources: [(to: String, from: Bilingual)]
    /// Fields that the new version has no place for, and the member that keeps them.
    public let kept: (to: String, fields: [String])?
}

/// One example of a contract with what it gives.
public struct ExampleSheet: Sendable {
    /// From the folder of contracts.
    public let file: String
    public let note: String
    public let operation: String
    public let asOf: String
    public let document: JSONValue
    public let isValid: Bool
    /// What the hub answers, for one that is not valid.
    public let faults: [Fault]
}
