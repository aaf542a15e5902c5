import Credit
import Hub
import JSON

/// Some of the partitions' state as the changelog holds it, each key once.
struct WrittenState {
    private struct Message {
        let partition: Int
        let key: Range<Int>
        let value: Range<Int>
    }

    private var bytes: [UInt8] = []
    private var messages: [Message] = []
    private var writer = JSONWriter(capacity: 2048)

    /// Messages, and bytes of their keys and values.
    var count: Int { messages.count }
    var size: Int { bytes.count }

    mutating func add(_ change: StateChange, partition: Int) {
        guard StateCodec.write(change, to: &writer) else { return }
        let key = bytes.count
        bytes += StateCodec.key(of: change)
        let value = bytes.count
        bytes += writer.bytes
        messages.append(Message(partition: partition, key: key..<value, value: value..<bytes.count))
    }

    /// Builds states from it, as a ledger that starts does.
    func restore(into states: [LedgerState]) throws {
        let parser = JSONParser()
        try bytes.withUnsafeBytes { bytes in
            for message in messages {
                let state = states[message.partition]
                state.restore(
                    try StateCodec.read(
                        key: UnsafeRawBufferPointer(rebasing: bytes[message.key]), value: UnsafeRawBufferPointer(rebasing: bytes[message.value]),
                        parser: parser, texts: state.texts))
            }
        }
    }

    /// The cases of some partitions.
    static func cases(of states: [LedgerState]) -> WrittenState {
        var written = WrittenState()
        for (number, state) in states.enumerated() {
            for (id, held) in state.cases { written.add(.disputeCase(id, held), partition: number) }
        }
        return written
    }

    /// All but the cases: records, their content, and where feeds and the audit stand.
    static func records(of states: [LedgerState]) -> WrittenState {
        var written = WrittenState()
        for (number, state) in states.enumerated() {
            for (id, record) in state.records { written.add(.record(id, record), partition: number) }
            for (id, entry) in state.entries { written.add(.entry(id, entry), partition: number) }
            for (name, feed) in state.feeds { written.add(.feed(name, feed), partition: number) }
            written.add(.audit(state.audit), partition: number)
        }
        return written
    }
}
