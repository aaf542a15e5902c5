import Credit
import Hub
import JSON
import Kafka

/// Reads `ledger.state` as it stands now, for those who look at what the ledger keeps.
struct StateTopic {
    let configuration: HubConfiguration
    /// The client's name at the brokers.
    let reader: String

    /// - parameters:
    ///   - kinds: first letters of the keys that are wanted, see ``StateCodec``.
    ///   - body: gets each change with its partition and key; the last one of a key in a partition is what holds.
    /// - throws: ``KafkaError`` if the topic cannot be read, ``SetupError`` if a newer version wrote it.
    func read(kinds: String, _ body: (Int32, UnsafeRawBufferPointer, StateChange) -> Void) throws {
        let topic = TopicNames(prefix: configuration.prefix).ledgerState
        let kinds = Set(kinds.utf8)
        let parser = JSONParser()
        var unreadable: SetupError?
        try TopicEnd(client: configuration.client(reader)).read(topic, since: nil) { message in
            guard let key = message.key, key.count >= 2, kinds.contains(key[0]), key[1] == UInt8(ascii: ":") else { return }
            do {
                body(message.partition, key, try StateCodec.read(key: key, value: message.value, parser: parser))
            } catch {
                unreadable = SetupError(
                    zh: "\(topic)/\(message.partition) 偏移 \(message.offset) 无法读取：请用不低于写入时的版本",
                    en: "\(topic)/\(message.partition) cannot be read at offset \(message.offset): use a version that is no older than the one that wrote it")
            }
        }
        if let unreadable { throw unreadable }
    }
}
