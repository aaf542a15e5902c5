import Dispatch
import Hub
import Kafka

/// Asks the brokers which process of a hub owns which partitions.
public final class GroupWatch {
    private let admin: KafkaAdmin
    private let names: TopicNames
    /// How many partitions each stage reads.
    private let partitions: [Role: Int]
    private var asked: UInt64 = 0

    /// Shortest time between two questions, in nanoseconds.
    private static let pause: UInt64 = 100_000_000

    public init(configuration: HubConfiguration, topology: Topology) throws(KafkaError) {
        admin = try KafkaAdmin(configuration.client("watch"))
        names = topology.names
        let ingested = Set(topology.ingestTopics)
        let outboxes = Set(topology.platforms.map { topology.names.outbox($0.party) })
        var partitions: [Role: Int] = [.ledger: Int(topology.ledgerPartitions), .ingest: 0, .delivery: 0]
        for topic in topology.topics {
            if ingested.contains(topic.name) { partitions[.ingest]! += Int(topic.plan.partitions) }
            if outboxes.contains(topic.name) { partitions[.delivery]! += Int(topic.plan.partitions) }
        }
        self.partitions = partitions
    }

    deinit {
        _ = admin.close(timeoutMilliseconds: 1_000)
    }

    /// Who owns each partition that a stage reads, by instance name; nil unless every stage's group consists of these processes and
    /// no partition is without an owner. However often it is called, the brokers are asked now and then only; between, it is nil.
    public func owners(among instances: Set<String>) -> [Role: [TopicPartition: String]]? {
        let now = DispatchTime.now().uptimeNanoseconds
        guard now - asked > Self.pause else { return nil }
        defer { asked = DispatchTime.now().uptimeNanoseconds }
        guard let groups = try? admin.describeGroups(Role.allCases.map { names.group($0.rawValue) }, timeoutMilliseconds: 5_000) else { return nil }
        var owners: [Role: [TopicPartition: String]] = [:]
        for role in Role.allCases {
            guard let group = groups.first(where: { $0.name == names.group(role.rawValue) }), group.state == .stable else { return nil }
            var members: Set<String> = []
            for member in group.members {
                let name = Self.instance(of: member.clientID, role)
                members.insert(name)
                for place in member.assignment { owners[role, default: [:]][place] = name }
            }
            guard members == instances, owners[role]?.count == partitions[role] else { return nil }
        }
        return owners
    }

    /// How the partitions of the ledger are shared out, as the brokers name it.
    public func assignor() throws(KafkaError) -> String {
        try admin.describeGroups([names.group(Role.ledger.rawValue)], timeoutMilliseconds: 5_000).first?.assignor ?? ""
    }

    /// A stage's client is `credithub-<instance>-<stage>`.
    private static func instance(of clientID: String, _ role: Role) -> String {
        String(clientID.dropFirst("credithub-".count).dropLast(role.rawValue.count + 1))
    }
}
