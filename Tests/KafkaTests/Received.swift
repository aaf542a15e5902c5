import Kafka

/// A copy of a message, to be compared.
struct Received: Equatable {
    struct Header: Equatable {
        var name: String
        var value: [UInt8]?

        init(_ name: String, _ value: [UInt8]?) {
            self.name = name
            self.value = value
        }
    }

    var topic: String
    var partition: Int32
    var offset: Int64
    var key: [UInt8]?
    var value: [UInt8]?
    var timestampMilliseconds: Int64
    var headers: [Header]

    init(_ message: borrowing KafkaMessage) {
        topic = message.topic
        partition = message.partition
        offset = message.offset
        key = message.key.map { [UInt8]($0) }
        value = message.value.map { [UInt8]($0) }
        timestampMilliseconds = message.timestampMilliseconds
        var headers: [Header] = []
        message.forEachHeader { name, value in
            headers.append(Header(String(decoding: name, as: UTF8.self), value.map { [UInt8]($0) }))
        }
        self.headers = headers
    }

    /// The value as text.
    var text: String { String(decoding: value ?? [], as: UTF8.self) }
}
