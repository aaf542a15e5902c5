/// Writes the receipts of records that ingest took: the same bytes as ``Receipt/write(to:)`` gives, put together from pieces
/// that are prepared once for each topic, contract and operation, since there is one for every record.
public struct ReceivedReceipt: Sendable {
    private static let head = Array(#"{"event":""#.utf8)
    private static let toRecord = Array(#"","status":"received","stage":"ingest","record":""#.utf8)
    private static let toOffset = Array(#","offset":"#.utf8)
    private static let toIndex = Array(#","record":"#.utf8)
    private static let toTime = Array(#"},"time":""#.utf8)
    private static let tail = Array(#""}"#.utf8)

    /// From behind the record's id to its place.
    private let toPartition: [UInt8]

    /// - parameter topic: a topic's name, and a contract's and an operation's: texts that need no escapes.
    public init(topic: String, contract: String, operation: String) {
        toPartition = Array(
            #"","contract":"\#(contract)","operation":"\#(operation)","errors":[],"source":{"topic":"\#(topic)","partition":"#.utf8)
    }

    /// Whether an id can stand in a receipt as it is.
    public static func takes(event: UnsafeRawBufferPointer) -> Bool {
        for byte in event where byte < 0x20 || byte >= 0x7f || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
        return true
    }

    /// Appends a receipt.
    ///
    /// - parameters:
    ///   - event: an id that ``takes(event:)``.
    ///   - record: which record of its message, where there are several.
    ///   - time: the text of the moment.
    public func append(
        to out: inout [UInt8], event: UnsafeRawBufferPointer, recordID: Identifier128, partition: Int32, offset: Int64, record: Int32?,
        time: [UInt8]
    ) {
        out += Self.head
        out.append(contentsOf: event)
        out += Self.toRecord
        recordID.append(to: &out)
        out += toPartition
        Self.append(Int64(partition), to: &out)
        out += Self.toOffset
        Self.append(offset, to: &out)
        if let record {
            out += Self.toIndex
            Self.append(Int64(record), to: &out)
        }
        out += Self.toTime
        out += time
        out += Self.tail
    }

    /// Appends the decimal digits of a number that is not negative.
    public static func append(_ number: Int64, to out: inout [UInt8]) {
        if number < 10 { return out.append(UInt8(truncatingIfNeeded: 0x30 &+ max(0, number))) }
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
            var first = 20
            var rest = number
            while rest > 0 {
                first -= 1
                digits[first] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10)
                rest /= 10
            }
            out.append(contentsOf: UnsafeRawBufferPointer(rebasing: digits[first...]))
        }
    }
}
