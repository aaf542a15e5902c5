import Contracts
import Credit
import Foundation
import Hub
import Kafka

/// Where one phase of a drill takes place: topics of its own, what publishes to them, and what watches them.
final class DrillGround {
    let configuration: HubConfiguration
    let topology: Topology
    let observer: HubObserver
    private let publisher: Publisher
    private(set) var samples: SampleGenerator
    private(set) var events: [SampleEvent] = []
    private let directory: String
    private let executable: String
    /// What tells a hub how to speak to the brokers.
    private var clientOptions: [String] = []
    private let language: Language

    /// Makes the topics.
    init(_ configuration: HubConfiguration, executable: String, directory: String, language: Language, seed: UInt64) throws {
        self.configuration = configuration
        self.executable = executable
        self.directory = directory
        self.language = language
        if !configuration.clientProperties.isEmpty {
            let file = "\(directory)/clients.json"
            try JSONEncoder().encode(["clientProperties": configuration.clientProperties]).write(to: URL(fileURLWithPath: file))
            clientOptions = ["--config", file]
        }
        topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: try Catalogue.load(directory: configuration.contracts))
        _ = try TopicSetup(configuration: configuration, topology: topology).apply()
        observer = try HubObserver(configuration: configuration, topology: topology)
        publisher = try Publisher(client: configuration.client("drill"), names: topology.names, lingerMilliseconds: 1)
        samples = SampleGenerator(seed: seed, today: SystemClock().now().day)
    }

    /// A hub process of these topics, not yet started.
    func hub(_ instance: String, isStatic: Bool) -> HubProcess {
        HubProcess(
            executable: executable,
            arguments: [
                "--bootstrap", configuration.bootstrapServers, "--prefix", configuration.prefix, "--contracts", configuration.contracts,
                "--topics", configuration.topics, "--subject-key", configuration.subjectKeyFile ?? "", "--lang", language.rawValue,
                "--instance", instance,
            ] + clientOptions + (isStatic ? [] : ["--dynamic-member"]) + (configuration.hasStaleAborts ? ["--embedded-broker"] : []),
            log: "\(directory)/\(configuration.prefix)\(instance).log")
    }

    /// Publishes some more events, behind those before.
    func publish(_ count: Int) throws {
        let now = SystemClock().now()
        let more = samples.mix(count: count)
        for event in more { try publisher.publish(event, time: now) }
        try publisher.flush()
        events += more
    }

    /// What an outsider reads afterwards, from the beginning, held against what was published.
    func findings() throws -> (findings: [Finding], books: Books) {
        let outsider = try HubObserver(configuration: configuration, topology: topology)
        defer { outsider.close() }
        try outsider.readToEnd()
        return (expectation.findings(outsider.books), outsider.books)
    }

    /// What must come of all that was published so far.
    var expectation: Expectation { Expectation(events, topology) }

    func close() {
        publisher.close()
        observer.close()
    }

    /// Deletes the phase's topics.
    func removeTopics() throws {
        let admin = try KafkaAdmin(configuration.client("admin"))
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        for (_, error) in try admin.deleteTopics(topology.topics.map(\.name), timeoutMilliseconds: 60_000) {
            if let error, error.code != .unknownTopicOrPartition { throw error }
        }
    }
}
