import Contracts
import Credit
import Foundation
import Hub
import JSON
import Kafka

/// Where ``FanoutBench`` runs: a broker, a hub in a process of its own, and subscribers whose filters differ.
final class FanoutGround {
    let configuration: HubConfiguration
    private(set) var topology: Topology
    private let hub: HubProcess
    private let catalogue: Catalogue
    private let broker: EmbeddedBroker?
    private let directory: String

    /// Topics of the bare comparison, one for each subscriber.
    let mirrors: [String]
    let relayInput: String
    let relayMiddle: String

    init(_ options: FanoutBench.Options, directory: String) throws {
        self.directory = directory
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        broker = options.bootstrapServers == nil ? try EmbeddedBroker(directory: directory + "/broker") : nil
        var configuration = HubConfiguration(bootstrapServers: options.bootstrapServers ?? broker!.bootstrapServers)
        configuration.prefix = "fanout-\(String(UInt32.random(in: .min ... .max), radix: 36))."
        configuration.contracts = options.contracts
        configuration.topics = directory + "/topics"
        configuration.subjectKeyFile = directory + "/subject.key"
        configuration.hasStaleAborts = broker != nil
        try SampleTopics.copy(options.topics, to: configuration.topics, parties: ["court"], subscribers: [])
        for number in 0..<options.subscribers { try Self.write(number, "bench-\(number)", to: configuration.topics + "/subscribers") }
        try SecretFile.write((0..<32).map { UInt8($0) }, to: directory + "/subject.key")
        self.configuration = configuration
        catalogue = try Catalogue.load(directory: options.contracts)
        topology = try Topology.load(directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        _ = try TopicSetup(configuration: configuration, topology: topology).apply()
        let prefix = configuration.prefix
        mirrors = topology.subscribers.map { "\(prefix)bare.\($0.party)" }
        (relayInput, relayMiddle) = ("\(prefix)bare.relay-1", "\(prefix)bare.relay-2")
        let admin = try KafkaAdmin(configuration.client("fanout"))
        defer { _ = admin.close(timeoutMilliseconds: 1_000) }
        let partitions = topology.ledgerPartitions
        for (name, error) in try admin.createTopics(
            (mirrors + [relayInput, relayMiddle]).map { KafkaAdmin.NewTopic(name: $0, partitions: partitions, replicationFactor: 1, configuration: [:]) },
            timeoutMilliseconds: 30_000)
        {
            if let error { throw KafkaError(code: error.code, reason: "\(name): \(error.reason)") }
        }
        hub = HubProcess(
            executable: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path(percentEncoded: false),
            arguments: [
                "--bootstrap", configuration.bootstrapServers, "--prefix", configuration.prefix, "--contracts", configuration.contracts,
                "--topics", configuration.topics, "--subject-key", directory + "/subject.key", "--roles", "ingest,ledger", "--lang", "en",
                "--spill-directory", directory,
            ] + (configuration.hasStaleAborts ? ["--embedded-broker"] : []),
            log: directory + "/hub.log")
        try hub.start()
    }

    // MARK: The hub

    var isHubRunning: Bool { hub.isRunning }
    var hubLog: String { hub.logTail() }

    func hubMemory(forgettingPeak: Bool) -> ProcessMemory {
        let process = hub.processIdentifier ?? 0
        return forgettingPeak ? ProcessMemory(of: process, forgettingPeak: ()) : ProcessMemory(of: process)
    }

    /// Stops the hub in order and starts it again; returns when it has restored its state.
    func restartHub() throws {
        hub.stop()
        let former = hub.logText.count
        try hub.start()
        while !hub.logText.dropFirst(former).contains("ready: owns") {
            guard hub.isRunning else { throw SetupError(zh: "信枢没有重新启动\n\(hubLog)", en: "the hub did not start again\n\(hubLog)") }
            _ = poll(nil, 0, 10)
        }
    }

    /// One more subscriber, of the first kind: the hub knows it after its next start.
    func addSubscriber() throws -> Subscription {
        let number = topology.subscribers.count
        try Self.write(number, "newcomer", to: configuration.topics + "/subscribers")
        topology = try Topology.load(directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        _ = try TopicSetup(configuration: configuration, topology: topology).apply()
        guard let newcomer = topology.subscriptions.first(where: { $0.party == "newcomer" }) else {
            throw SetupError(zh: "没有新的订阅方", en: "there is no new subscriber")
        }
        return newcomer
    }

    func close() {
        hub.kill()
        broker?.kill()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Bindings of five kinds by turns: all or few fields, enterprises or sole traders only, disputed entries held back.
    private static func write(_ number: Int, _ party: String, to folder: String) throws {
        let all = ["HMDMC", "XYZTLB", "JGMC", "TYSHXYDM", "WSH", "RDBM", "RDBMTYSHXYDM", "RDYJ", "RDRQ", "YXQS", "YXQZ", "LRMDSY"]
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("party", party)
        writer.member("name", "测速订阅方\(number)")
        writer.member("code", "11990100MB99010402")
        writer.member("region", SampleNumbers.region)
        writer.member("lists", "all")
        writer.name("fields")
        writer.beginArray()
        for field in number % 5 == 1 ? Array(all.prefix(5)) : all { writer.string(field) }
        writer.endArray()
        writer.name("subjectKinds")
        writer.beginArray()
        if number % 5 != 3 { writer.string("organisation") }
        if number % 5 != 2 { writer.string("soleTrader") }
        writer.endArray()
        writer.member("disclosure", "government")
        writer.member("masking", "none")
        writer.member("dispute", number % 5 == 4 ? "hold" : "mark")
        writer.endObject()
        try Data(writer.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(party).json"))
    }
}
