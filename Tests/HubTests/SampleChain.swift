import Credit
import JSON
import Ops

/// A made-up audit of one partition: the bytes of its entries, chained as the ledger chains them.
struct SampleChain {
    var values: [[UInt8]] = []
    private(set) var heads: [AuditHead] = [.none]

    var head: AuditHead { heads.last! }

    /// - parameter mark: stands in each entry, so that chains of different marks differ from their first entry on.
    init(count: Int, mark: String = "a") {
        var writer = JSONWriter(capacity: 512)
        for number in 1...count {
            let change = AuditEntry.Change(
                kind: .record, id: Identifier128(high: 7, low: UInt64(number)), before: number % 2 == 0 ? "active/1" : nil, after: "active/2")
            let entry = AuditEntry(
                actor: "court", action: "reported", event: "\(mark)-\(number)", time: Timestamp(milliseconds: 1_790_000_000_000 + Int64(number)),
                contract: "administrative-penalty@2", changes: [change])
            heads.append(entry.write(after: head, to: &writer))
            values.append(writer.bytes)
        }
    }

    /// What a check says of values that stand at offsets from a start on.
    static func check(
        _ values: [[UInt8]], head: AuditHead, afterwards: AuditHead? = nil, anchor: AuditHead? = nil, logStart: Int64 = 0,
        acceptsRetention: Bool = false
    ) -> AuditPartitionReport {
        var check = AuditChainCheck(partition: 0, logStart: logStart, head: head, anchor: anchor, acceptsRetention: acceptsRetention)
        for (index, value) in values.enumerated() {
            value.withUnsafeBytes { check.take(offset: logStart + Int64(index), value: $0) }
        }
        return check.finish(headAfterwards: afterwards ?? head)
    }
}
