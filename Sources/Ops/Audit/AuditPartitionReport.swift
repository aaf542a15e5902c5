import Credit
import JSON

/// What a check of one partition of the audit came to.
public struct AuditPartitionReport: Sendable {
    public let partition: Int32
    /// Entries that were found in order.
    public let entries: Int64
    /// The number of the first one: above 1 if retention removed what was before, and nothing is proven of that.
    public let first: Int64?
    /// When the first and the last were written.
    public let from: Timestamp?
    public let to: Timestamp?
    /// The last entry: who keeps it elsewhere can prove later that nothing up to it was written anew. Nil if the chain is broken.
    public let head: AuditHead?
    /// The first break; nil if the chain is whole.
    public let found: AuditBreak?
}

extension AuditPartitionReport {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("partition", Int64(partition))
        writer.member("entries", entries)
        if let first { writer.member("first", first) }
        if let from { writer.member("from", from.description) }
        if let to { writer.member("to", to.description) }
        if let head {
            writer.name("head")
            writer.beginObject()
            writer.member("number", head.sequence)
            writer.member("digest", head.digest.hex)
            writer.endObject()
        }
        if let found {
            writer.name("break")
            found.write(to: &writer)
        }
        writer.endObject()
    }
}
