/// Where the operation of a record stands.
enum OperationSource: Sendable {
    /// In the message's header; else it is the contract's default.
    case header
    /// The same for every record: the number of an operation of the contract.
    case fixed(Int)
    /// In a column; the table leads to names of operations.
    case column(Int, TextTable, otherwise: Int?)
}
