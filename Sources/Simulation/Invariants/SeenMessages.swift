import Credit
import Hub
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
    /// The message's value; nil where the entry was taken away.
    var value: [UInt8]?
    var count: Int
    var digest: String
    /// What brought it.
    var event: String
}

/// Reads the messages of the hub's topics.
struct MessageReader {
    private let parser = JSONParser()

    /// The value as JSON, if it is any; good until the next one is read.
    func json(_ message: StoredMessage) -> JSONView? {
        message.value.flatMap { value in value.withUnsafeBytes { try? parser.parse($0) } }
    }

    /// A command that the ledger wrote to its own input; nil for anything else.
    func command(_ message: StoredMessage) -> LedgerInput? {
        LedgerInput.command(KafkaMessage(message), parser: parser)
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
