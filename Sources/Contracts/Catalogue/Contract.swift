import Credit
import JSON
import JSONSchema

/// One version of one contract, compiled: which fields a record has, who it is about and by what it is known.
public final class Contract: Sendable {
    public let reference: ContractReference
    /// The Chinese name of the record (`行政处罚`).
    public let title: String
    public let info: ContractInfo
    public let kind: RecordKind
    /// Operations that events of this contract may carry, the default one first.
    public let operations: [Operation]
    /// Labels and masks by field name.
    public let labels: [String: FieldLabel]
    /// What the contract says of each field, references followed: equal for two versions that describe a field alike.
    public let fieldDefinitions: [String: [JSONValue]]
    /// The field of the subject's name.
    public let subjectNameField: String?
    /// The field of the number of the subject's identity document (证件号码), where natural persons are subjects.
    public let documentNumberField: String?
    /// When the term of its records ends; nil where the contract says nothing of it.
    public let term: TermRule?
    /// The file of the contract, relative to the catalogue.
    public let file: String

    init(
        reference: ContractReference, title: String, info: ContractInfo, kind: RecordKind, operations: [Operation],
        labels: [String: FieldLabel], fieldDefinitions: [String: [JSONValue]], subject: JSONValue?, term: TermRule?, file: String
    ) {
        self.reference = reference
        self.title = title
        self.info = info
        self.kind = kind
        self.operations = operations
        self.labels = labels
        self.fieldDefinitions = fieldDefinitions
        subjectNameField = subject?["name"]?.stringValue
        documentNumberField = subject?["documentNumber"]?.stringValue
        self.term = term
        self.file = file
    }

    /// The operation of events that name none (a department without headers).
    public var defaultOperation: Operation { operations[0] }

    /// The operation of a name; nil if the contract has no such one.
    public func operation(_ name: String) -> Operation? {
        operations.first { $0.name == name }
    }

    /// Whether records of one of its operations have the field.
    public func hasField(_ name: String) -> Bool {
        operations.contains { $0.fields.contains(name) }
    }

    /// The table of the lists that its entries are of; nil for other records, and for a contract of one list.
    public var listTable: CodeTable? { defaultOperation.list?.table }

    /// Names of the contract's date fields, in canonical records written `YYYY-MM-DD`.
    public var dateFields: Set<String> {
        var names: Set<String> = []
        for operation in operations {
            for (name, node) in operation.shape.nodes[0].members ?? [] {
                if case .date = operation.shape.nodes[node].text { names.insert(name) }
            }
        }
        return names
    }
}

/// One thing that can be done with a contract's records: its schema, its conditions, and where identity and subject stand.
public final class Operation: Sendable {
    public let name: String
    /// Where the operation's schema stands.
    public let place: SchemaPlace
    public let schema: Schema
    let shape: RecordShape
    let conditions: [Condition]
    let subject: SubjectRule
    let identity: IdentityRule
    /// The slot of the list's name and its table, for contracts of lists.
    let list: (slot: Int, table: CodeTable)?
    /// Names of the fields, in the order of the contract.
    public let fields: [String]

    init(
        name: String, place: SchemaPlace, schema: Schema, shape: RecordShape, conditions: [Condition], subject: SubjectRule,
        identity: IdentityRule, list: (slot: Int, table: CodeTable)?
    ) {
        self.name = name
        self.place = place
        self.schema = schema
        self.shape = shape
        self.conditions = conditions
        self.subject = subject
        self.identity = identity
        self.list = list
        fields = (shape.nodes[0].members ?? []).map(\.name)
    }

    /// The fields of the record's own number; with authority and subject they are its identity.
    public var numberFields: [String] { identity.number.map { fields[$0] } }

    /// The field that holds the authority's code.
    public var authorityField: String? {
        if case .slot(let slot) = identity.authority { fields[slot] } else { nil }
    }

    /// The field that holds the list's name, for contracts of lists.
    public var listField: String? { list.map { fields[$0.slot] } }
}
