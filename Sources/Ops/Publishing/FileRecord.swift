import Credit

/// One record of a file, in the contract's form, not yet checked.
struct FileRecord {
    let place: RecordPlace
    /// JSON; empty where it could not be read.
    var json: [UInt8] = []
    /// The operation that an adapter found.
    var operation: String?
    var senderID: String?
    var revision: Int?
    /// What is wrong before the contract has been asked.
    var faults: [Fault] = []
}
