import Credit
import Hub
import JSON
import Kafka
import Ops
import TestSupport
import Testing

/// The audit of a hub that was stopped, with what the ledger's state knows of it: to be written elsewhere, tampered with.
struct AuditCopy {
    struct Entry {
        var key: [UInt8]
        var value: [UInt8]

        var json: JSONValue? { try? JSONValue(parsing: value) }
    }

    let fixture: HubFixture
    var partitions: [Int32: [Entry]] = [:]
    /// Values of `a:`.
    private var heads: [Int32: [UInt8]] = [:]

    init(_ fixture: HubFixture) throws {
        self.fixture = fixture
        let names = fixture.topology.names
        let follower = try TopicFollower(client: fixture.configuration.client("copy"), topics: [names.audit, names.ledgerState])
        defer { follower.close() }
        var partitions: [Int32: [Entry]] = [:]
        var heads: [Int32: [UInt8]] = [:]
        try follower.readToEnd { message in
            guard let key = message.key.map({ Array($0) }), let value = message.value.map({ Array($0) }) else { return }
            if message.topic == names.audit {
                partitions[message.partition, default: []].append(Entry(key: key, value: value))
            } else if key.elementsEqual("a:".utf8) {
                heads[message.partition] = value
            }
        }
        self.partitions = partitions
        self.heads = heads
    }

    /// All entries.
    var entries: [Entry] { partitions.values.flatMap { $0 } }

    /// How many entries there are of each event.
    var countByEvent: [String: Int] {
        entries.reduce(into: [:]) { $0[$1.json?["event"]?.stringValue ?? "", default: 0] += 1 }
    }

    /// The partition with most entries.
    var fullest: Int32 { partitions.max { $0.value.count < $1.value.count }!.key }

    /// Changes an entry and chains all that follows anew, the ledger's state too: what somebody can do who may do everything.
    mutating func rewrite(_ partition: Int32, at index: Int) {
        var entries = partitions[partition]!
        func digest(_ entry: Entry) -> String { entry.value.withUnsafeBytes { SHA256.hash($0).hex } }
        func replace(_ old: String, by new: String, in bytes: inout [UInt8]) {
            bytes = Array(String(decoding: bytes, as: UTF8.self).replacing(old, with: new).utf8)
        }
        var old = digest(entries[index])
        replace("\"action\":\"", by: "\"action\":\"never-", in: &entries[index].value)
        for next in index + 1..<entries.count {
            let own = digest(entries[next])
            replace(old, by: digest(entries[next - 1]), in: &entries[next].value)
            old = own
        }
        replace(old, by: digest(entries.last!), in: &heads[partition]!)
        partitions[partition] = entries
    }

    /// Writes it under another prefix.
    func write(prefix: String) throws {
        let names = TopicNames(prefix: prefix)
        let client = fixture.configuration.client("copy")
        let admin = try KafkaAdmin(client)
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        let topics = [names.audit, names.ledgerState].map { KafkaAdmin.NewTopic(name: $0, partitions: 6, replicationFactor: 1) }
        for (name, error) in try admin.createTopics(topics, timeoutMilliseconds: 20_000) { #expect(error == nil, "\(name)") }
        let producer = try KafkaProducer(ProducerConfiguration(client: client, transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        for (partition, entries) in partitions {
            for entry in entries {
                try producer.produce(
                    to: try producer.topic(names.audit), partition: partition, key: String(decoding: entry.key, as: UTF8.self), value: entry.value)
            }
        }
        for (partition, head) in heads {
            try producer.produce(to: try producer.topic(names.ledgerState), partition: partition, key: "a:", value: head)
        }
        try producer.flush(timeoutMilliseconds: 30_000)
        if let error = producer.deliveryFailures.last { throw error }
    }

    /// `credithub audit …` on the topics of a prefix.
    func run(_ words: [String], prefix: String? = nil) throws -> Program.Result {
        try Program.run(
            ["audit"] + words + [
                "--bootstrap", fixture.broker.bootstrapServers, "--prefix", prefix ?? fixture.configuration.prefix, "--lang", "en",
            ])
    }
}
