import Contracts
import Credit

/// Finds the records of a message of one format, and reads their columns.
protocol RecordSource: AnyObject {
    /// Finds the records of a message in UTF-8, which lives until the next call.
    /// - returns: how many there are.
    func open(_ text: UnsafeRawBufferPointer) -> Result<Int, Faults>

    /// Where a record stands in the text.
    func range(_ index: Int) -> Range<Int>

    /// Reads the columns of a record.
    /// - returns: false if there are none to work on.
    func read(_ index: Int, into values: RecordValues, faults: inout RecordFaults) -> Bool
}

/// Most records of a message.
let mostRecords = 10_000

extension Faults {
    init(_ fault: Fault) { self.init([fault]) }

    /// How many records there are, if that is a number that a message may have.
    static func count(_ records: Int) -> Result<Int, Faults> {
        if records == 0 { return .failure(Faults(Fault(.noRecords, keyword: "records"))) }
        if records > mostRecords {
            return .failure(Faults(Fault(.tooManyRecords, keyword: "records", expected: "≤ \(mostRecords)")))
        }
        return .success(records)
    }
}
