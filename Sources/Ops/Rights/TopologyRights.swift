import Credit
import Hub

/// Who may do what with the topics of a topology: each party exactly what its binding calls for, the hub what its stages do.
public struct TopologyRights: Sendable {
    public let holders: [RightsHolder]

    /// The name that the hub has at the brokers unless another is given.
    public static let defaultHubPrincipal = "credithub"

    /// - throws: ``SetupError`` if two departments, or one and the hub, have the same name at the brokers: then one could write
    ///   the topics of the other; also for a name that stands for everybody.
    public init(_ topology: Topology, hubPrincipal: String = TopologyRights.defaultHubPrincipal) throws(SetupError) {
        try Self.checkPrincipals(topology, hubPrincipal)
        let names = topology.names
        var holders = topology.departments.map { Self.department($0, names) }
        holders += topology.subscribers.map { Self.subscriber($0, names) }
        holders += topology.platforms.map { Self.platform($0, names) }
        holders.append(Self.hub(topology, hubPrincipal))
        holders.append(Self.setup(topology, hubPrincipal))
        self.holders = holders
    }

    private static func checkPrincipals(_ topology: Topology, _ hub: String) throws(SetupError) {
        var owners = [hub: "hub"]
        for principal in topology.departments.map(\.principal) + [hub] where principal.isEmpty || principal == "*" {
            throw SetupError(
                zh: "“\(principal)”不能作 Kafka 用户名（User:* 是所有人）：请在绑定的 principal 或 --hub-principal 中写明一个名称",
                en: "“\(principal)” cannot be a name at the brokers (User:* is everybody): give one in the binding's principal or --hub-principal")
        }
        for department in topology.departments {
            if let other = owners.updateValue(department.party, forKey: department.principal) {
                throw SetupError(
                    zh: "\(department.party) 与 \(other) 在 Kafka 中同名（\(department.principal)），会互相有写入权：请在绑定中写明不同的 principal",
                    en: "\(department.party) and \(other) have the same name at the brokers (\(department.principal)) and could write each other's topics: give each its own principal in its binding")
            }
        }
        for party in topology.subscribers.map(\.party) + topology.platforms.map(\.party) {
            guard let other = owners[party], other != party else { continue }
            throw SetupError(
                zh: "\(party) 与 \(other) 在 Kafka 中同名：请改用别的名称（principal 或 --hub-principal）",
                en: "\(party) and \(other) have the same name at the brokers: use another one (principal or --hub-principal)")
        }
    }

    // MARK: Parties

    private static func department(_ binding: DepartmentBinding, _ names: TopicNames) -> RightsHolder {
        let who = binding.principal
        var rights = binding.records.map {
            AccessRight(who, [.write, .describe], .topic, names.department(binding.party, $0.record))
        }
        for topic in [names.receipts(binding.party), names.deadLetters(binding.party), names.notices(binding.party)] {
            rights.append(AccessRight(who, [.read, .describe], .topic, topic))
        }
        rights.append(groups(who, binding.party, names))
        return RightsHolder(kind: .department, party: binding.party, name: binding.name, rights: rights)
    }

    private static func subscriber(_ binding: SubscriberBinding, _ names: TopicNames) -> RightsHolder {
        let party = binding.party
        var rights = [names.subscriber(party), names.receipts(party), names.deadLetters(party), names.notices(party)].map {
            AccessRight(party, [.read, .describe], .topic, $0)
        }
        if binding.givesFeedback { rights.append(AccessRight(party, [.write, .describe], .topic, names.feedback(party))) }
        rights.append(groups(party, party, names))
        return RightsHolder(kind: .subscriber, party: binding.party, name: binding.name, rights: rights)
    }

    private static func platform(_ binding: PlatformBinding, _ names: TopicNames) -> RightsHolder {
        let party = binding.party
        var rights = [
            AccessRight(party, [.read, .describe], .topic, names.named(binding.topic)),
            AccessRight(party, [.write, .describe], .topic, names.platformInput(party)),
        ]
        if binding.sendsDown {
            rights += [names.receipts(party), names.deadLetters(party), names.notices(party)].map { AccessRight(party, [.read, .describe], .topic, $0) }
        }
        rights.append(groups(party, party, names))
        return RightsHolder(kind: .platform, party: binding.party, name: binding.name, rights: rights)
    }

    /// Consumer groups of a party's own, whatever it calls them behind its name.
    private static func groups(_ principal: String, _ party: String, _ names: TopicNames) -> AccessRight {
        AccessRight(principal, [.read, .describe], .group, names.named("\(party)."), .prefixed)
    }

    // MARK: The hub

    private static func hub(_ topology: Topology, _ who: String) -> RightsHolder {
        let names = topology.names
        var rights: [AccessRight] = []
        func read(_ topic: String) { rights.append(AccessRight(who, [.read, .describe], .topic, topic)) }
        func write(_ topic: String) { rights.append(AccessRight(who, [.write, .describe], .topic, topic)) }
        func answer(_ party: String) {
            write(names.receipts(party))
            write(names.deadLetters(party))
        }
        for department in topology.departments {
            for record in department.records { read(names.department(department.party, record.record)) }
            answer(department.party)
            write(names.notices(department.party))
        }
        for topic in [names.ledgerInput, names.ledgerState] {
            rights.append(AccessRight(who, [.read, .write, .describe], .topic, topic))
        }
        for platform in topology.platforms {
            rights.append(AccessRight(who, [.read, .write, .describe], .topic, names.outbox(platform.party)))
            write(names.named(platform.topic))
            read(names.platformInput(platform.party))
            if platform.sendsDown {
                answer(platform.party)
                write(names.notices(platform.party))
            }
        }
        for subscriber in topology.subscribers {
            write(names.subscriber(subscriber.party))
            answer(subscriber.party)
            write(names.notices(subscriber.party))
            if subscriber.givesFeedback { read(names.feedback(subscriber.party)) }
        }
        write(names.audit)
        // The names of the stages' groups and transactional ids begin so.
        let own = names.named("credithub-")
        rights.append(AccessRight(who, [.read, .describe], .group, own, .prefixed))
        rights.append(AccessRight(who, [.write, .describe], .transactionalID, own, .prefixed))
        rights.append(AccessRight(who, [.idempotentWrite], .cluster))
        return RightsHolder(kind: .hub, party: nil, name: RightsHolder.Kind.hub.title, rights: rights)
    }

    /// It makes topics and changes none, so it needs no `Alter`.
    private static func setup(_ topology: Topology, _ who: String) -> RightsHolder {
        let rights = topology.topics.map { AccessRight(who, [.create, .describe], .topic, $0.name) }
        return RightsHolder(kind: .setup, party: nil, name: RightsHolder.Kind.setup.title, rights: rights)
    }
}
