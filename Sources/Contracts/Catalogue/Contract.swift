import Credit
import JSON

/// One version of one contract, compiled: which fields a record has, who it is about and by what it is known.
public final class Contract: Sendable {
    public let reference: ContractReference
    /// The Chinese name of the record (`行政处罚`).
    public let title: String
    public let kind: RecordKind
    /// Operations that events of this contract may carry, the default one first.
    public let operations: [Operation]
    /// Labels and masks by field name.
    let labels: [String: FieldLabel]
    let program: SchemaProgram

    init(
        reference: ContractReference, title: String, kind: RecordKind, operations: [Operation],
        labels: [String: FieldLabel], program: SchemaProgram
    ) {
        self.reference = reference
        self.title = title
        self.kind = kind
        self.operations = operations
        self.labels = labels
        self.program = program
    }

    /// The operation of events that name none (a department without headers).
    public var defaultOperation: Operation { operations[0] }

    /// The operation of a name; nil if the contract has no such one.
    public func operation(_ name: String) -> Operation? {
        operations.first { $0.name == name }
    }

    /// Names of the contract's date fields, in canonical records written `YYYY-MM-DD`.
    public var dateFields: Set<String> {
        var names: Set<String> = []
        for operation in operations {
            let table = program.properties[operation.table]
            for (slot, name) in table.names.enumerated() {
                let node = program.nodes[program.resolved(table.nodes[slot])]
                if node.format == .standardDate { names.insert(name) }
            }
        }
        return names
    }
}

/// One thing that can be done with a contract's records: its schema, its conditions, and where identity and subject stand.
public final class Operation: Sendable {
    public let name: String
    let node: NodeIndex
    /// The property table of the schema: slots are places in it.
    let table: Int
    let conditions: [Condition]
    let subject: SubjectRule
    let identity: IdentityRule
    /// The slot of the list's name and its table, for contracts of lists.
    let list: (slot: Int, table: CodeTable)?
    /// The field that holds the authority's code.
    public let authorityField: String?
    /// The field that holds the list's name, for contracts of lists.
    public let listField: String?

    init(
        name: String, node: NodeIndex, table: Int, conditions: [Condition], subject: SubjectRule, identity: IdentityRule,
        list: (slot: Int, table: CodeTable)?, fields: [String]
    ) {
        self.name = name
        self.node = node
        self.table = table
        self.conditions = conditions
        self.subject = subject
        self.identity = identity
        self.list = list
        authorityField = identity.authority.map { fields[$0] }
        listField = list.map { fields[$0.slot] }
    }
}

/// Where a record says who it is about (`x-subject`).
struct SubjectRule: Sendable {
    let category: Int
    let categories: [(value: [UInt8], kind: SubjectKind)]
    let code: Int?
    let placeholder: [UInt8]
    /// Fields that stand for a sole trader without a code, the best first.
    let substitutes: [(slot: Int, name: [UInt8])]
    let documentType: Int?
    let documentNumber: Int?
}

/// By what a record is known (`x-identity`): document number and authority; with the subject they are its identity,
/// since a document number alone is not unique.
struct IdentityRule: Sendable {
    let number: [Int]
    let authority: Int?
}
