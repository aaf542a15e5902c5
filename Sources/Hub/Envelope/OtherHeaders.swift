import Kafka

/// Headers that mean nothing to the hub: handed on from a department's message to the ledger, and from there to a dead letter,
/// so that this holds what was sent. A message with hundreds of headers is cut short.
enum OtherHeaders {
    private static let most = 16
    private static let mostBytes = 4096

    static func append(of message: borrowing KafkaMessage, to headers: inout KafkaHeaders) {
        // A borrowed message cannot be told to append to an inout from within its own iteration: collect first.
        var others: [(name: String, value: [UInt8]?)] = []
        var bytes = 0
        message.forEachHeader { name, value in
            guard !Envelope.isOwn(name) else { return }
            bytes += name.count + (value?.count ?? 0)
            guard others.count < most, bytes <= mostBytes else { return }
            others.append((name.text, value.map { Array($0) }))
        }
        for (name, value) in others {
            if let value {
                value.withUnsafeBytes { headers.append(name, $0) }
            } else {
                headers.append(name, nil)
            }
        }
    }
}
