import Credit
import Kafka

/// Checks before the start that the brokers answer and that every topic is there as planned: a hub that runs on half of its
/// topics would lose what belongs into the others.
struct TopicCheck {
    let configuration: HubConfiguration
    let topology: Topology

    func run() throws(SetupError) {
        let found = try Self.describe(configuration, topology)
        let missing = topology.topics.map(\.name).filter { found[$0] == nil }
        guard missing.isEmpty else {
            let shown = missing.prefix(3).joined(separator: ", ") + (missing.count > 3 ? " …" : "")
            let prefix = configuration.prefix.isEmpty ? "" : " --prefix \(configuration.prefix)"
            let command = "credithub topics apply --bootstrap \(configuration.bootstrapServers)\(prefix)"
            throw SetupError(
                zh: "缺少 \(missing.count) 个主题（\(shown)）：请先运行 \(command)",
                en: "\(missing.count) topics are missing (\(shown)): run \(command) first")
        }
        for name in topology.ledgerTopics {
            guard let partitions = found[name], partitions != Int(topology.ledgerPartitions) else { continue }
            throw SetupError(
                zh: "主题 \(name) 有 \(partitions) 个分区，topics.json 中为 \(topology.ledgerPartitions)：台账分区数在创建后不可更改，请改回 topics.json",
                en: "the topic \(name) has \(partitions) partitions, topics.json says \(topology.ledgerPartitions): the ledger's partitions are fixed once made; change topics.json back")
        }
    }

    /// Partition counts of the hub's topics that exist.
    ///
    /// - throws: ``SetupError`` if the brokers do not answer.
    static func describe(_ configuration: HubConfiguration, _ topology: Topology) throws(SetupError) -> [String: Int] {
        do throws(KafkaError) {
            let admin = try KafkaAdmin(configuration.client("admin"))
            defer { _ = admin.close(timeoutMilliseconds: 1_000) }
            let cluster = try admin.describeCluster(topics: nil, timeoutMilliseconds: 10_000)
            var counts: [String: Int] = [:]
            for topic in cluster.topics where topic.error == nil { counts[topic.name] = topic.partitionCount }
            return counts
        } catch {
            throw Self.explanation(configuration, error)
        }
    }

    /// What an error before the start means to the one who starts.
    static func explanation(_ configuration: HubConfiguration, _ error: KafkaError) -> SetupError {
        let isConnection: [KafkaErrorCode] = [.transport, .resolve, .timedOut, .allBrokersDown]
        guard isConnection.contains(error.code) else {
            return SetupError(
                zh: "Kafka（\(configuration.bootstrapServers)）拒绝了请求或客户端配置有误：\(error.reason)（\(error.code.name)）",
                en: "Kafka at \(configuration.bootstrapServers) refused, or the client's properties are wrong: \(error.reason) (\(error.code.name))")
        }
        return SetupError(
            zh: "无法连接 Kafka（\(configuration.bootstrapServers)）：\(error.reason)。请检查地址、端口和网络，或用 --bootstrap 指定正确的地址",
            en: "cannot reach Kafka at \(configuration.bootstrapServers): \(error.reason). Check address, port and network, or name the right one with --bootstrap")
    }
}
