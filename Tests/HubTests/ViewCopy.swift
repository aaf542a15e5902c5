import Credit
import Hub
import Kafka
import Ops
import Testing

/// The messages of a subscriber's topic: to be folded, and to be written elsewhere, tampered with.
struct ViewCopy {
    struct Message {
        var key: String
        var value: [UInt8]?
        var headers: [(name: String, value: String)]

        subscript(name: String) -> String {
            get { headers.last { $0.name == name }?.value ?? "" }
            set {
                headers.removeAll { $0.name == name }
                headers.append((name, newValue))
            }
        }
    }

    let fixture: HubFixture
    let party: String
    var partitions: [Int32: [Message]] = [:]

    init(_ fixture: HubFixture, party: String) throws {
        self.fixture = fixture
        self.party = party
        let follower = try TopicFollower(client: fixture.configuration.client("copy"), topics: [fixture.topology.names.subscriber(party)])
        defer { follower.close() }
        var partitions: [Int32: [Message]] = [:]
        try follower.readToEnd { message in
            var headers: [(String, String)] = []
            message.forEachHeader { name, value in
                headers.append((String(decoding: name, as: UTF8.self), value.map { String(decoding: $0, as: UTF8.self) } ?? ""))
            }
            let key = message.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
            partitions[message.partition, default: []].append(Message(key: key, value: message.value.map { Array($0) }, headers: headers))
        }
        self.partitions = partitions
    }

    /// What a reader holds that takes every message and asks nothing.
    var view: [String: String] {
        var view: [String: String] = [:]
        for message in partitions.values.joined() where message.key != ViewChange.digestKey {
            view[message.key] = message.value.map { String(decoding: $0, as: UTF8.self) }
        }
        return view
    }

    /// The partition with most messages.
    var fullest: Int32 { partitions.max { $0.value.count < $1.value.count }?.key ?? 0 }

    /// Makes the topic of another prefix.
    func create(prefix: String) throws {
        let admin = try KafkaAdmin(fixture.configuration.client("copy"))
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        let topic = KafkaAdmin.NewTopic(name: TopicNames(prefix: prefix).subscriber(party), partitions: 6, replicationFactor: 1)
        for (name, error) in try admin.createTopics([topic], timeoutMilliseconds: 20_000) { #expect(error == nil, "\(name)") }
    }

    /// Appends messages to the topic of another prefix.
    func append(_ partitions: [Int32: [Message]], prefix: String) throws {
        let producer = try KafkaProducer(ProducerConfiguration(client: fixture.configuration.client("copy"), transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        let topic = try producer.topic(TopicNames(prefix: prefix).subscriber(party))
        for (partition, messages) in partitions {
            for message in messages {
                var headers = KafkaHeaders(capacity: message.headers.count)
                for (name, value) in message.headers { headers.append(name, value) }
                try producer.produce(to: topic, partition: partition, key: message.key, value: message.value, headers: headers)
            }
        }
        try producer.flush(timeoutMilliseconds: 30_000)
        if let error = producer.deliveryFailures.last { throw error }
    }

    /// Writes it all under another prefix.
    func write(prefix: String) throws {
        try create(prefix: prefix)
        try append(partitions, prefix: prefix)
    }
}
