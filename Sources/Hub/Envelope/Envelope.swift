import Glibc
import JSON
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
    var region: UnsafeRawBufferPointer?
    var origin: UnsafeRawBufferPointer?

    // What ingest hands on of a message that is not what the ledger gets, for dead letters of the ledger.
    var originalKey: UnsafeRawBufferPointer?
    var originalValue: UnsafeRawBufferPointer?
    /// Where it is not the message's own.
    var originalTimestamp: UnsafeRawBufferPointer?
    var originalHeaders: UnsafeRawBufferPointer?
    /// The original had no key.
    var hasNullKey = false
    private var specVersion: UnsafeRawBufferPointer?
    private var contentType: UnsafeRawBufferPointer?
    private var count = 0

    init(_ message: borrowing KafkaMessage) {
        var found = Envelope()
        message.forEachHeader { name, value in found.take(name, value) }
        self = found
    }

    /// Whether the headers are just those of a CloudEvent in the contract's form, as ``OriginalHeaders`` writes them anew.
    func isStandard(type: [UInt8], schema: [UInt8]) -> Bool {
        guard count == 7, id != nil, source != nil, time != nil, let specVersion, specVersion.isEqual("1.0"), let contentType,
            contentType.isEqual("application/json"), let given = self.type, let named = dataSchema
        else { return false }
        return type.withUnsafeBytes { ByteEquality.areEqual($0, given) } && schema.withUnsafeBytes { ByteEquality.areEqual($0, named) }
    }

    /// The envelope of headers that are held elsewhere: to be used as long as they live.
    init(_ headers: [(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?)]) {
        for (name, value) in headers { take(name, value) }
    }

    private init() {}

    @inline(__always)
    private mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer?) {
        count += 1
        guard let value else {
            if name.isEqual("credithub.original.key") { hasNullKey = true }
            return
        }
        if name.count > 3, name[0] == UInt8(ascii: "c"), name[1] == UInt8(ascii: "e"), name[2] == UInt8(ascii: "_") {
            return takeAttribute(UnsafeRawBufferPointer(rebasing: name[3...]), value)
        }
        switch name.count {
        case 11: if name.isEqual("traceparent") { traceParent = value }
        case 12: if name.isEqual("content-type") { contentType = value }
        case 22: if name.isEqual("credithub.original.key") { originalKey = value }
        case 24: if name.isEqual("credithub.original.value") { originalValue = value }
        case 26: if name.isEqual("credithub.original.headers") { originalHeaders = value }
        case 28: if name.isEqual("credithub.original.timestamp") { originalTimestamp = value }
        default: break
        }
    }

    /// Attributes by the length of their names first, since every message brings half a dozen.
    private mutating func takeAttribute(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        switch name.count {
        case 2: if name.isEqual("id") { id = value }
        case 4:
            if name.isEqual("type") { type = value } else if name.isEqual("time") { time = value } else if name.isEqual("list") { list = value }
        case 6:
            if name.isEqual("source") { source = value } else if name.isEqual("origin") { origin = value }
            else if name.isEqual("region") { region = value }
        case 7: if name.isEqual("subject") { subject = value }
        case 8:
            if name.isEqual("revision") { revision = value } else if name.isEqual("recordid") { recordID = value }
            else if name.isEqual("senderid") { senderID = value }
        case 9: if name.isEqual("senderrow") { senderRow = value }
        case 10: if name.isEqual("dataschema") { dataSchema = value }
        case 11: if name.isEqual("subjectkind") { subjectKind = value } else if name.isEqual("specversion") { specVersion = value }
        default: break
        }
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
