import Contracts
import Credit
import Foundation
import Hub
import Kafka
import Ops
import TestSupport
import Testing

/// One hub with topics of its own on a real broker: each test has its own prefix, and its own broker where it ends brokers.
final class HubFixture {
    let broker: EmbeddedBroker
    let configuration: HubConfiguration
    let topology: Topology
    let catalogue: Catalogue
    let directory: String
    private var processes: [HubProcess] = []

    /// - parameter parties: the departments whose topics there are. All of the county's would make three hundred topics for
    ///   each test.
    init(_ name: String, parties: [String] = ["market-regulation", "emergency-management", "court", "credit-office"],
        subscribers: [String] = SampleTopics.subscribers
    ) throws {
        directory = NSTemporaryDirectory() + "credithub-test-\(name)-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        broker = try EmbeddedBroker(directory: directory + "/broker")
        var configuration = HubConfiguration(bootstrapServers: broker.bootstrapServers)
        configuration.prefix = "\(name)."
        configuration.contracts = Program.repository + "/contracts"
        configuration.topics = directory + "/topics"
        try SampleTopics.copy(Program.repository + "/topics", to: configuration.topics, parties: parties, subscribers: subscribers)
        configuration.subjectKeyFile = directory + "/subject.key"
        try SecretFile.write((0..<32).map { UInt8($0) }, to: directory + "/subject.key")
        self.configuration = configuration
        catalogue = try Catalogue.load(directory: configuration.contracts)
        topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        _ = try TopicSetup(configuration: configuration, topology: topology).apply()
    }

    deinit {
        processes.forEach { $0.kill() }
        broker.kill()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// A hub process of these topics, not yet started.
    ///
    /// - parameter name: of its log, where a test has several.
    func hub(_ more: [String] = [], log name: String = "hub") throws -> HubProcess {
        let process = HubProcess(
            executable: try Program.executable(),
            arguments: [
                "--bootstrap", broker.bootstrapServers, "--prefix", configuration.prefix, "--contracts", configuration.contracts,
                "--topics", configuration.topics, "--subject-key", configuration.subjectKeyFile!, "--lang", "en",
                "--embedded-broker",
            ] + more, log: "\(directory)/\(name).log")
        processes.append(process)
        return process
    }

    /// A message as any client might send it, waiting until it is there.
    func send(_ topic: String, key: String, value: [UInt8]?, headers: [(String, String)]) throws {
        let producer = try KafkaProducer(ProducerConfiguration(client: configuration.client("test"), transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        var list = KafkaHeaders(capacity: headers.count)
        for (name, value) in headers { list.append(name, value) }
        try producer.produce(to: try producer.topic(topic), key: key, value: value, headers: list)
        try producer.flush(timeoutMilliseconds: 30_000)
        if let error = producer.deliveryFailures.last { throw error }
    }

    func observer() throws -> HubObserver {
        try HubObserver(configuration: configuration, topology: topology)
    }

    func publisher() throws -> Publisher {
        try Publisher(client: configuration.client("test"), names: topology.names)
    }

    /// Sample events as of today.
    func samples(seed: UInt64) -> SampleGenerator {
        return SampleGenerator(seed: seed, today: SystemClock().now().day)
    }

    /// Waits for a condition on what the hub writes.
    func expect(
        _ what: String, _ observer: HubObserver, seconds: Int = 60, sourceLocation: SourceLocation = #_sourceLocation,
        until condition: () -> Bool
    ) throws {
        let holds = try observer.pump(milliseconds: seconds * 1000, until: condition)
        try #require(holds, "\(what) did not come about; the hub's log:\n\(log)", sourceLocation: sourceLocation)
    }

    /// Waits for a condition on anything else.
    func wait(_ what: String, seconds: Int = 60, sourceLocation: SourceLocation = #_sourceLocation, until condition: () -> Bool) throws {
        let deadline = Date().addingTimeInterval(Double(seconds))
        while !condition() {
            try #require(Date() < deadline, "\(what) did not come about; the hub's log:\n\(log)", sourceLocation: sourceLocation)
            _ = poll(nil, 0, 20)
        }
    }

    var log: String {
        let text = FileManager.default.contents(atPath: directory + "/hub.log").map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").suffix(30).joined(separator: "\n")
    }
}

/// All tests on brokers, one after another: two cores hold one broker and one hub.
@Suite(.serialized) struct OnARealBroker {}
