import Credit

/// One record of a file, checked as ingest will check it, and ready to go out.
public struct PreparedRecord: Sendable {
    public let place: RecordPlace
    /// `ce_id`: of the file and the place, so that the same file handed over again has the same events.
    public let event: String
    /// `ce_type`'s last part.
    public let operation: String
    /// The contract with its version.
    public let contract: String
    /// JSON in the contract's form.
    public let value: [UInt8]
    /// The record's own number: what changes a record goes to its partition and stays behind it.
    public let key: String
    public let revision: Int?
    public let senderID: String?
    /// Empty for a good record.
    public let faults: [Fault]

    public var isGood: Bool { faults.isEmpty }
}
