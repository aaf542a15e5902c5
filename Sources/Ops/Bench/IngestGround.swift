import Contracts
import Credit
import Foundation
import Hub
import JSON

/// Where one side of ``IngestBench`` runs: a broker with topics of its own, and the input in them. Each run has a fresh one,
/// since the embedded broker slows down with all that it holds.
final class IngestGround {
    let configuration: HubConfiguration
    let topology: Topology
    /// The department's topic that is read.
    let input: String
    let ledgerInput: String
    let receipts: String
    private(set) var inputBytes = 0
    private let broker: EmbeddedBroker?
    private let directory: String

    private static let party = "market-regulation"
    private static let record = "administrative-penalty"

    /// - parameter bootstrap: a Kafka that is there; nil starts the embedded broker.
    init(_ options: IngestBench.Options, catalogue: Catalogue, directory: String, bootstrap: String?) throws {
        self.directory = directory
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        broker = bootstrap == nil ? try EmbeddedBroker(directory: directory + "/broker") : nil
        var configuration = HubConfiguration(bootstrapServers: bootstrap ?? broker!.bootstrapServers)
        configuration.prefix = "bench-\(String(UInt32.random(in: .min ... .max), radix: 36))."
        configuration.contracts = options.contracts
        configuration.topics = try Self.writeBindings(directory + "/topics", from: options.topics)
        configuration.subjectKeyFile = directory + "/subject.key"
        configuration.roles = [.ingest]
        try SecretFile.write((0..<32).map { _ in UInt8.random(in: 0...255) }, to: directory + "/subject.key")
        self.configuration = configuration
        topology = try Topology.load(directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        _ = try TopicSetup(configuration: configuration, topology: topology).apply()
        input = topology.names.department(Self.party, Self.record)
        ledgerInput = topology.names.ledgerInput
        receipts = topology.names.receipts(Self.party)
        try publish(options.events)
    }

    func close() {
        broker?.kill()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func publish(_ events: Int) throws {
        let publisher = try Publisher(client: configuration.client("bench"), names: topology.names)
        defer { publisher.close() }
        let now = SystemClock().now()
        var samples = SampleGenerator(seed: 7, today: now.day)
        for _ in 0..<events {
            let event = samples.penalty(party: Self.party)
            inputBytes += event.value.count
            try publisher.publish(event, time: now)
        }
        try publisher.flush()
    }

    /// Bindings with one department and one record, in the contract's form: so all sides consume the same topic and no other.
    private static func writeBindings(_ folder: String, from topics: String) throws -> String {
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder + "/departments", withIntermediateDirectories: true)
        let file = "/departments/\(party).json"
        guard let plan = manager.contents(atPath: topics + "/topics.json"), let data = manager.contents(atPath: topics + file),
            let binding = try? JSONValue(parsing: [UInt8](data)).objectValue
        else {
            throw SetupError(
                zh: "无法读取 \(topics)；请检查 --topics 指向的目录", en: "cannot read \(topics); check the folder that --topics names")
        }
        let one = JSONObject(
            binding.map { name, value in
                guard name == "records" else { return (name, value) }
                let rows = (value.arrayValue ?? []).filter { $0["record"]?.stringValue == record }
                return (name, .array(rows.map { row in
                    .object(JSONObject((row.objectValue ?? JSONObject([])).filter { $0.name != "adapters" }.map { ($0.name, $0.value) }))
                }))
            })
        try plan.write(to: URL(fileURLWithPath: folder + "/topics.json"))
        try Data(JSONValue.object(one).jsonText.utf8).write(to: URL(fileURLWithPath: folder + file))
        return folder
    }
}
