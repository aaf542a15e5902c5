import Credit

/// What an adapter found in one record, beside its content.
public struct AdaptedRecord: Sendable {
    /// The operation that the record's own column names; nil where the adapter has no such column.
    public var operation: String?
    /// The department's own id and row number of the record.
    public var senderID: String?
    public var row: String?
    public var revision: Int?
    /// Whether its columns could be read at all: if not, nothing can be said of its content.
    public var isReadable = true
    /// What could not be mapped. A field named here is left out of the content.
    public var faults: [Fault] = []

    public init() {}
}
