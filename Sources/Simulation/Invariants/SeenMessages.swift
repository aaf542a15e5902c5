import Credit
import JSON
import Kafka

/// What stands on the topics, as an outsider reads it.
struct SeenOutcome {
    var party: Substring
    var event: String
    var status: String
    var time: Timestamp
}

struct SeenAudit {
    var event: String
    var time: Timestamp
    var digest: Digest256
}

/// A message of an outbox.
struct SeenUpstream {
    var operation: String
    var record: String
    var revision: Int
    var event: String
    var sequence: Int64?
}

/// A message of a subscriber's topic.
struct SeenView {
    var entry: String
    var sequence: Int64?
    /// Nil where the entry was taken away.
    var value: Value?

    struct Value {
        var list: String
        var isDisputed: Bool
        var revision: Int
        var content: [UInt8]
    }
}

/// Reads the messages of the hub's topics.
struct MessageReader {
    private let parser = JSONParser()

    /// The value as JSON, if it is any; good until the next one is read.
    func json(_ message: StoredMessage) -> JSONView? {
        message.value.flatMap { value in value.withUnsafeBytes { try? parser.parse($0) } }
    }

    static func header(_ message: StoredMessage, _ name: StaticString) -> String? {
        let read = KafkaMessage(message)
        return read.header(name).map { String(decoding: $0, as: UTF8.self) }
    }

    static func key(_ message: StoredMessage) -> String { message.key.map { String(decoding: $0, as: UTF8.self) } ?? "" }
}

extension JSONView {
    func text(_ name: StaticString) -> String { member(name)?.string ?? "" }
    func number(_ name: StaticString) -> Int { member(name)?.intValue ?? -1 }
}
