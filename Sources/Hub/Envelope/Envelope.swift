import Glibc
import Kafka

/// The headers of one event (CloudEvents 1.0, Kafka binding, binary mode), as they stand in the message: views that live
/// as long as it does.
struct Envelope {
    var id: UnsafeRawBufferPointer?
    var source: UnsafeRawBufferPointer?
    var type: UnsafeRawBufferPointer?
    var dataSchema: UnsafeRawBufferPointer?
    var time: UnsafeRawBufferPointer?
    var subject: UnsafeRawBufferPointer?
    var revision: UnsafeRawBufferPointer?
    var traceParent: UnsafeRawBufferPointer?
    /// The sender's own id and row number of the record.
    var senderID: UnsafeRawBufferPointer?
    var senderRow: UnsafeRawBufferPointer?
    // Extension attributes of the hub itself, on `ledger.in` and behind it.
    var recordID: UnsafeRawBufferPointer?
    var subjectKind: UnsafeRawBufferPointer?
    var list: UnsafeRawBufferPointer?
    var origin: UnsafeRawBufferPointer?

    // What ingest hands on of a message that is not what the ledger gets, for dead letters of the ledger.
    var originalKey: UnsafeRawBufferPointer?
    var originalValue: UnsafeRawBufferPointer?
    var originalTimestamp: UnsafeRawBufferPointer?

    /// Whether there are headers that mean nothing to the hub, and are handed on as they are.
    var hasOthers = false

    init(_ message: borrowing KafkaMessage) {
        var found = Envelope()
        message.forEachHeader { name, value in
            if !found.take(name, value) { found.hasOthers = true }
        }
        self = found
    }

    /// The envelope of headers that are held elsewhere: to be used as long as they live.
    init(_ headers: [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?)]) {
        for (name, value) in headers where !take(name, value) { hasOthers = true }
    }

    /// Whether a header is one that the hub reads, or writes itself.
    static func isOwn(_ name: UnsafeRawBufferPointer) -> Bool {
        var probe = Envelope()
        return probe.take(name, UnsafeRawBufferPointer(start: nil, count: 0))
    }

    private init() {}

    /// - returns: whether the header is known.
    @inline(__always)
    private mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) -> Bool {
        if name.count > 3, name[0] == UInt8(ascii: "c"), name[1] == UInt8(ascii: "e"), name[2] == UInt8(ascii: "_") {
            return takeAttribute(UnsafeRawBufferPointer(rebasing: name[3...]), value)
        }
        switch name.count {
        case 11: if name.isEqual("traceparent") { traceParent = value; return true }
        case 12: if name.isEqual("content-type") { return true }
        case 22: if name.isEqual("credithub.original.key") { originalKey = value; return true }
        case 24: if name.isEqual("credithub.original.value") { originalValue = value; return true }
        case 28: if name.isEqual("credithub.original.timestamp") { originalTimestamp = value; return true }
        default: break
        }
        return false
    }

    /// Attributes by the length of their names first, since every message brings half a dozen.
    private mutating func takeAttribute(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) -> Bool {
        switch name.count {
        case 2: if name.isEqual("id") { id = value; return true }
        case 4:
            if name.isEqual("type") { type = value; return true }
            if name.isEqual("time") { time = value; return true }
            if name.isEqual("list") { list = value; return true }
        case 6:
            if name.isEqual("source") { source = value; return true }
            if name.isEqual("origin") { origin = value; return true }
        case 7: if name.isEqual("subject") { subject = value; return true }
        case 8:
            if name.isEqual("revision") { revision = value; return true }
            if name.isEqual("recordid") { recordID = value; return true }
            if name.isEqual("senderid") { senderID = value; return true }
        case 9: if name.isEqual("senderrow") { senderRow = value; return true }
        case 10: if name.isEqual("dataschema") { dataSchema = value; return true }
        case 11:
            if name.isEqual("subjectkind") { subjectKind = value; return true }
            if name.isEqual("specversion") { return true }
        default: break
        }
        return false
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are those of a text of the program's own.
    @inline(__always)
    func isEqual(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && memcmp(baseAddress!, text.utf8Start, count) == 0
    }

    /// The bytes as text, with replacement characters for what is not UTF-8.
    var text: String { String(decoding: self, as: UTF8.self) }
}
