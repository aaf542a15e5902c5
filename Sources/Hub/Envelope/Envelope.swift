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
    // Extension attributes of the hub itself, on `ledger.in` and behind it.
    var recordID: UnsafeRawBufferPointer?
    var subjectKind: UnsafeRawBufferPointer?
    var list: UnsafeRawBufferPointer?
    var origin: UnsafeRawBufferPointer?

    /// Whether there is any CloudEvents header: a department without headers is served by its topic's binding.
    var isPresent: Bool { id != nil || source != nil || type != nil || dataSchema != nil }

    init(_ message: borrowing KafkaMessage) {
        var found = Envelope()
        message.forEachHeader { name, value in
            guard let value else { return }
            if name.starts(with: "ce_".utf8) {
                switch UnsafeRawBufferPointer(rebasing: name[3...]) {
                case let n where n.elementsEqual("id".utf8): found.id = value
                case let n where n.elementsEqual("source".utf8): found.source = value
                case let n where n.elementsEqual("type".utf8): found.type = value
                case let n where n.elementsEqual("dataschema".utf8): found.dataSchema = value
                case let n where n.elementsEqual("time".utf8): found.time = value
                case let n where n.elementsEqual("subject".utf8): found.subject = value
                case let n where n.elementsEqual("revision".utf8): found.revision = value
                case let n where n.elementsEqual("recordid".utf8): found.recordID = value
                case let n where n.elementsEqual("subjectkind".utf8): found.subjectKind = value
                case let n where n.elementsEqual("list".utf8): found.list = value
                case let n where n.elementsEqual("origin".utf8): found.origin = value
                default: break
                }
            } else if name.elementsEqual("traceparent".utf8) {
                found.traceParent = value
            }
        }
        self = found
    }

    private init() {}
}

extension UnsafeRawBufferPointer {
    /// The bytes as text, with replacement characters for what is not UTF-8.
    var text: String { String(decoding: self, as: UTF8.self) }
}
