import Credit

/// The fields and rules that one or more operations of a contract share.
public struct OperationSheet: Sendable {
    /// Names of the operations.
    public let names: [String]
    /// The Chinese title of the operation's schema, where it has one of its own.
    public let title: String?
    /// Where the schema stands, from the folder of contracts: `dispute/v1.schema.json#/$defs/submission`.
    public let schema: String
    public let fields: [FieldSheet]
    public let rules: [RuleSheet]
    public let conditions: [ConditionSheet]
    /// Whether fields that are not named are refused.
    public let isClosed: Bool

    /// All fields, those within fields too.
    public var allFields: [FieldSheet] { fields.flatMap(\.all) }
}

/// A rule of the schema that depends on other fields (`if` … `then`).
public struct RuleSheet: Sendable {
    /// When it holds; nil for always.
    public let when: Bilingual?
    public let requires: [String]
    public let forbids: [String]
    /// What it says of the values of fields.
    public let limits: [(field: String, text: Bilingual)]
    /// What it says beyond that, as JSON.
    public let rest: String?
}

/// A condition across fields (`x-conditions`) with what a refused record is told.
public struct ConditionSheet: Sendable {
    public let id: String
    public let code: FaultCode
    public let when: Bilingual?
    public let check: Bilingual
    public let message: Bilingual
    public let remedy: Bilingual
    public let requires: [String]
    public let forbids: [String]
}
