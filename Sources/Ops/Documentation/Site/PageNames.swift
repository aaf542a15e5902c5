import Contracts

/// Names of pages and of places in them.
enum PageNames {
    static let index = "index"
    static let codeTables = "code-tables"
    static let errorCodes = "error-codes"
    static let vocabulary = "vocabulary"

    static func contract(_ reference: ContractReference) -> String { "\(reference.name)-v\(reference.version)" }
    static func codeTable(_ name: String) -> String { "table-\(name)" }

    /// The place of a field: those of the default operation by name alone.
    static func field(_ path: String, _ operation: OperationSheet, _ sheet: ContractSheet) -> String {
        let path = path.replacing("[]", with: "")
        if operation.names.contains(sheet.defaultOperation) { return "field-\(path)" }
        return "\(operation.names.first ?? "")-\(path)"
    }
}
