import Credit
import Kafka

/// Makes the topics that are missing (`credithub topics apply`). Run again it changes nothing.
public struct TopicSetup: Sendable {
    public struct Outcome: Sendable {
        public var created: [String] = []
        public var existing: [String] = []
        /// Topics whose partitions are not as planned.
        public var different: [TopicDifference] = []
        /// Copies of each topic: fewer than planned where the cluster has fewer brokers.
        public var replicationFactor: Int32 = 1
    }

    let configuration: HubConfiguration
    let topology: Topology

    public init(configuration: HubConfiguration, topology: Topology) {
        self.configuration = configuration
        self.topology = topology
    }

    /// Creates what is missing.
    ///
    /// - throws: ``SetupError`` if the brokers do not answer or refuse a topic.
    public func apply() throws(SetupError) -> Outcome {
        do throws(KafkaError) {
            let admin = try KafkaAdmin(configuration.client("admin"))
            defer { _ = admin.close(timeoutMilliseconds: 1_000) }
            let cluster = try admin.describeCluster(topics: nil, timeoutMilliseconds: 10_000)
            var found: [String: Int] = [:]
            for topic in cluster.topics where topic.error == nil { found[topic.name] = topic.partitionCount }

            var outcome = Outcome()
            outcome.replicationFactor = min(topology.replicationFactor, Int32(max(1, cluster.brokers.count)))
            let ledgerTopics = Set(topology.ledgerTopics)
            var missing: [KafkaAdmin.NewTopic] = []
            for topic in topology.topics {
                if let partitions = found[topic.name] {
                    outcome.existing.append(topic.name)
                    if partitions != Int(topic.plan.partitions) {
                        outcome.different.append(
                            TopicDifference(
                                name: topic.name, found: partitions, planned: Int(topic.plan.partitions),
                                isOfLedger: ledgerTopics.contains(topic.name)))
                    }
                } else {
                    missing.append(
                        KafkaAdmin.NewTopic(
                            name: topic.name, partitions: topic.plan.partitions,
                            replicationFactor: outcome.replicationFactor, configuration: topic.plan.configuration))
                }
            }
            if !missing.isEmpty {
                for (name, error) in try admin.createTopics(missing, timeoutMilliseconds: 30_000) {
                    if let error, error.code != .topicAlreadyExists {
                        throw KafkaError(code: error.code, reason: "\(name): \(error.reason)")
                    }
                    outcome.created.append(name)
                }
            }
            return outcome
        } catch {
            throw TopicCheck.explanation(configuration, error)
        }
    }
}
