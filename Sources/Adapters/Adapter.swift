import Contracts
import Credit

/// How the messages of one department's system become records of a contract: `adapter.json`, compiled.
///
/// It decides nothing about a record: what it cannot map is a fault at the sender's own column.
public final class Adapter: Sendable {
    /// The forms that messages come in.
    public enum Format: String, Sendable, CaseIterable { case json, csv, xml }

    /// The name of its folder.
    public let name: String
    public let title: Bilingual
    /// The contract that its output is of.
    public let contract: Contract

    let input: Input
    /// The columns, as the sender names them.
    let columns: [String]
    /// Where they stand, in json and xml.
    let tree: ColumnTree
    /// Whether columns that are named nowhere are refused.
    let refusesOthers: Bool
    let operation: OperationSource
    let senderID: Int?
    let row: Int?
    let revision: Int?
    let fields: [FieldPlan]
    /// For each operation of the contract, which of the fields it has a place for.
    let places: [[Bool]]

    init(
        name: String, title: Bilingual, contract: Contract, input: Input, columns: [String], tree: ColumnTree,
        refusesOthers: Bool = true, operation: OperationSource = .header, senderID: Int? = nil, row: Int? = nil,
        revision: Int? = nil, fields: [FieldPlan]
    ) {
        self.name = name
        self.title = title
        self.contract = contract
        self.input = input
        self.columns = columns
        self.tree = tree
        self.refusesOthers = refusesOthers
        self.operation = operation
        self.senderID = senderID
        self.row = row
        self.revision = revision
        self.fields = fields
        places = FieldCompiler(contract: contract).places(fields)
    }

    /// The column (as the sender names it) that a field of the contract comes from; nil if from none.
    public func column(of field: String) -> String? {
        fields.first { $0.name == field }?.rules.lazy.compactMap(\.column).first
    }

    /// A contract's fault told at the sender's own column, if it comes from one.
    public func atColumn(_ fault: Fault) -> Fault {
        guard fault.column == nil, let field = fault.path.split(separator: "/").first else { return fault }
        var fault = fault
        fault.column = column(of: String(field))
        return fault
    }

    /// Reads every folder of a directory of adapters; by name. A directory that does not exist gives none.
    ///
    /// - throws: the first ``AdapterLoadError``, with file, place and reason.
    public static func load(directory: String, catalogue: Catalogue) throws(AdapterLoadError) -> [String: Adapter] {
        try AdapterLoader(catalogue: catalogue).load(directory)
    }
}
