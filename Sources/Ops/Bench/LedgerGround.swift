import Contracts
import Credit
import Foundation
import Hub
import Kafka

/// Where one side of ``LedgerBench`` runs: a broker with the topics of the departments that samples are of, and of all subscribers
/// and platforms.
final class LedgerGround {
    let configuration: HubConfiguration
    let topology: Topology
    private let broker: EmbeddedBroker?
    private let directory: String

    /// The departments that ``LedgerTraffic`` speaks for.
    private static let parties = ["court", "credit-office", "emergency-management", "market-regulation"]

    init(_ options: LedgerBench.Options, catalogue: Catalogue, directory: String) throws {
        self.directory = directory
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        broker = options.bootstrapServers == nil ? try EmbeddedBroker(directory: directory + "/broker") : nil
        var configuration = HubConfiguration(bootstrapServers: options.bootstrapServers ?? broker!.bootstrapServers)
        configuration.prefix = "bench-\(String(UInt32.random(in: .min ... .max), radix: 36))."
        configuration.contracts = options.contracts
        configuration.topics = try Self.bindings(in: directory, from: options.topics)
        configuration.subjectKeyFile = directory + "/subject.key"
        configuration.roles = [.ledger]
        try SecretFile.write(Array(LedgerBench.secret), to: directory + "/subject.key")
        self.configuration = configuration
        topology = try Topology.load(directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        _ = try TopicSetup(configuration: configuration, topology: topology).apply()
    }

    func close() {
        broker?.kill()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// A copy of the bindings with these departments, and few subscribers: so there are no more topics than are used.
    static func bindings(in directory: String, from topics: String) throws(SetupError) -> String {
        let folder = directory + "/topics"
        try SampleTopics.copy(topics, to: folder, parties: parties)
        return folder
    }

    /// The topics that a ledger writes.
    var outputs: [String] {
        let names = topology.names
        return [names.ledgerState, names.audit] + topology.platforms.map { names.outbox($0.party) }
            + topology.subscribers.map { names.subscriber($0.party) }
            + topology.departments.flatMap { [names.receipts($0.party), names.notices($0.party), names.deadLetters($0.party)] }
    }

    /// Puts messages of `ledger.in` there; the subscriptions before all, so that each event is fanned out when its turn comes.
    ///
    /// - returns: how many messages there are now.
    func publish(_ messages: ArraySlice<StoredMessage>) throws -> Int {
        let producer = try KafkaProducer(ProducerConfiguration(client: configuration.client("bench"), transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        let topic = try producer.topic(topology.names.ledgerInput)
        for subscription in topology.subscriptions {
            let command = SubscriptionCommand(party: subscription.party, subscription: subscription)
            for partition in 0..<topology.ledgerPartitions {
                try producer.produce(
                    to: topic, partition: partition, key: command.party, value: command.value, headers: command.headers)
            }
        }
        for stored in messages {
            let message = KafkaMessage(stored)
            try producer.produce(to: topic, key: message.key, value: message.value, headers: message.copyHeaders())
        }
        try flush(producer)
        return messages.count + topology.subscriptions.count * Int(topology.ledgerPartitions)
    }

    /// Fills `ledger.state` as a ledger does that has taken what the samples describe.
    ///
    /// - returns: how many messages.
    func fill(_ samples: StateSamples) throws -> Int {
        let producer = try KafkaProducer(ProducerConfiguration(client: configuration.client("bench"), transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        let topic = try producer.topic(topology.names.ledgerState)
        var count = 0
        try samples.forEachWritten { partition, key, value in
            try producer.produce(to: topic, partition: Int32(partition), key: key, value: value)
            count += 1
        }
        try flush(producer)
        return count
    }

    private func flush(_ producer: KafkaProducer) throws(KafkaError) {
        try producer.flush(timeoutMilliseconds: 60_000)
        if let error = producer.deliveryFailures.last { throw error }
    }
}
