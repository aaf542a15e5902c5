import JSON

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
        DecimalDigits.append(UInt64(partition), to: &out)
        out += Self.toOffset
        DecimalDigits.append(UInt64(offset), to: &out)
        if let record {
            out += Self.toIndex
            DecimalDigits.append(UInt64(record), to: &out)
        }
        out += Self.toTime
        out += time
        out += Self.tail
    }
}
