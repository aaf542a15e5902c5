import Foundation
import Kafka
import Synchronization
import Testing

/// A cluster for one test, and short ways to make clients of it.
struct Fixture {
    /// Generous: it is only ever used up by a test that fails.
    static let patience: Int32 = 20_000

    let bootstrapServers: String

    /// The embedded broker.
    init() throws {
        bootstrapServers = try TestBroker.shared().bootstrapServers
    }

    /// Any other cluster.
    init(bootstrapServers: String) {
        self.bootstrapServers = bootstrapServers
    }

    /// A name that no other test uses.
    static func unique(_ stem: String) -> String {
        "\(stem)-\(UUID().uuidString.prefix(8))"
    }

    func client(_ clientID: String = "test") -> ClientConfiguration {
        ClientConfiguration(bootstrapServers: bootstrapServers, clientID: clientID)
    }

    func admin() throws -> KafkaAdmin {
        try KafkaAdmin(client("admin"))
    }

    /// Creates a topic of its own for a test.
    func topic(partitions: Int32 = 1, configuration: [String: String] = [:]) throws -> String {
        let name = Fixture.unique("topic")
        let admin = try admin()
        defer { admin.close(timeoutMilliseconds: Fixture.patience) }
        let new = KafkaAdmin.NewTopic(name: name, partitions: partitions, replicationFactor: 1, configuration: configuration)
        for (_, error) in try admin.createTopics([new], timeoutMilliseconds: Fixture.patience) {
            if let error { throw error }
        }
        return name
    }

    func producer(
        transactionalID: String? = nil,
        _ adjust: (inout ProducerConfiguration) -> Void = { _ in }
    ) throws -> KafkaProducer {
        var configuration = ProducerConfiguration(client: client("producer"), transactionalID: transactionalID)
        adjust(&configuration)
        return try KafkaProducer(configuration)
    }

    /// One that has taken over its transactional ID.
    func transactionalProducer(_ transactionalID: String = Fixture.unique("tx")) throws -> KafkaProducer {
        let producer = try producer(transactionalID: transactionalID)
        try producer.initTransactions(timeoutMilliseconds: Fixture.patience)
        return producer
    }

    func consumer(
        group: String? = nil,
        _ adjust: (inout ConsumerConfiguration) -> Void = { _ in }
    ) throws -> KafkaConsumer {
        var configuration = ConsumerConfiguration(client: client("consumer"), groupID: group)
        adjust(&configuration)
        return try KafkaConsumer(configuration)
    }

    /// All messages of a topic's partitions, up to their ends.
    func contents(
        of topic: String,
        partitions: Int32 = 1,
        isolation: ConsumerConfiguration.Isolation = .readCommitted
    ) throws -> [Received] {
        let consumer = try consumer {
            $0.reportsPartitionEOF = true
            $0.isolation = isolation
        }
        defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
        try consumer.assign((0..<partitions).map { TopicPartitionOffset(topic, $0, TopicPartitionOffset.beginning) })
        var received: [Received] = []
        var open = Set(0..<partitions)
        let end = Date(timeIntervalSinceNow: Double(Fixture.patience) / 1_000)
        while !open.isEmpty, Date() < end {
            guard let message = try consumer.poll(timeoutMilliseconds: 100) else { continue }
            if message.isPartitionEOF {
                open.remove(message.partition)
            } else {
                received.append(Received(message))
            }
        }
        #expect(open.isEmpty, "the end of \(topic) was not reached")
        return received
    }
}

extension KafkaConsumer {
    /// The next messages, until there are as many as asked for or patience ends.
    func take(_ count: Int) throws -> [Received] {
        var received: [Received] = []
        let end = Date(timeIntervalSinceNow: Double(Fixture.patience) / 1_000)
        while received.count < count, Date() < end {
            if let message = try poll(timeoutMilliseconds: 100), !message.isPartitionEOF { received.append(Received(message)) }
        }
        return received
    }

    /// Polls until a condition holds or patience ends; messages are dropped.
    @discardableResult
    func poll(until condition: () -> Bool) throws -> Bool {
        let end = Date(timeIntervalSinceNow: Double(Fixture.patience) / 1_000)
        while !condition(), Date() < end { _ = try poll(timeoutMilliseconds: 20) }
        return condition()
    }

    /// Polls for a while; whatever comes is returned.
    func poll(forMilliseconds milliseconds: Int) throws -> [Received] {
        var received: [Received] = []
        let end = Date(timeIntervalSinceNow: Double(milliseconds) / 1_000)
        while Date() < end {
            if let message = try poll(timeoutMilliseconds: 20), !message.isPartitionEOF { received.append(Received(message)) }
        }
        return received
    }
}

extension KafkaProducer {
    /// Queues a text message.
    func send(_ value: String?, key: String? = nil, to topic: String, partition: Int32 = -1) throws {
        let topic = try self.topic(topic)
        try withBytes(key) { key in
            try withBytes(value) { value in
                try produce(to: topic, partition: partition, key: key, value: value)
            }
        }
    }

    /// Sends text messages in a transaction of their own, which stays open.
    func begin(sending values: [String], to topic: String) throws {
        try beginTransaction()
        for value in values { try send(value, to: topic) }
    }
}

/// Lends the bytes of a text, or nil for nil.
func withBytes<Result>(_ text: String?, _ body: (UnsafeRawBufferPointer?) throws -> Result) rethrows -> Result {
    guard let text else { return try body(nil) }
    return try Array(text.utf8).withUnsafeBytes { try body($0) }
}

/// Collects what arrives on any thread.
final class Collector<Item: Sendable>: Sendable {
    private let storage = Mutex<[Item]>([])

    var items: [Item] { storage.withLock { $0 } }

    func add(_ item: Item) { storage.withLock { $0.append(item) } }
}

/// The error that a call throws, or nil.
func kafkaError(_ body: () throws -> Void) -> KafkaError? {
    do {
        try body()
        return nil
    } catch {
        return error as? KafkaError
    }
}
