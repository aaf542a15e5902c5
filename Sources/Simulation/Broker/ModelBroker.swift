import Kafka

/// A Kafka cluster in memory, as far as the stages can tell: logs, transactions, groups. Errors and delays are not its own: the
/// clients of the simulation bring them.
package final class ModelBroker {
    package let transactions = TransactionCoordinator()
    private var topics: [String: ModelTopic] = [:]
    package private(set) var groups: [ModelGroup] = []
    private let partitions: (String) -> Int

    /// - parameter partitions: how many a topic of a name has.
    package init(partitions: @escaping (String) -> Int) {
        self.partitions = partitions
    }

    package func topic(_ name: String) -> ModelTopic {
        if let topic = topics[name] { return topic }
        let topic = ModelTopic(name: name, partitions: partitions(name))
        topics[name] = topic
        return topic
    }

    package func log(_ place: TopicPartition) -> ModelLog { topic(place.topic).logs[Int(place.partition)] }

    package func group(_ name: String) -> ModelGroup {
        if let group = groups.first(where: { $0.name == name }) { return group }
        let group = ModelGroup(name: name) { [unowned self] in topic($0) }
        group.takesOldGenerations = takesOldGenerations
        groups.append(group)
        return group
    }

    var takesOldGenerations = false {
        didSet { for group in groups { group.takesOldGenerations = takesOldGenerations } }
    }

    package func tick(now: UInt64) {
        transactions.tick(now: now)
        for group in groups { group.tick(now: now) }
    }
}
