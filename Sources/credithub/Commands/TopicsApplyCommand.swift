import Contracts
import Credit
import Foundation
import Hub

/// `credithub topics apply`: makes the topics that the bindings call for.
enum TopicsApplyCommand: Command {
    static let name = "topics apply"
    static let usage = "[--bootstrap HOST:PORT]"
    static let summary = Bilingual(
        zh: "按 topics/ 创建缺少的主题；可重复运行，不改动已有主题", en: "Makes the topics of topics/ that are missing; can be run again, changes none that exist")
    static let options = [
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let configuration = try CommonOptions.connected(arguments, environment: ProcessInfo.processInfo.environment)
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        let outcome = try TopicSetup(configuration: configuration, topology: topology).apply()
        for name in outcome.created { print("+ \(name)") }
        for topic in outcome.different { print("! \(topic.message.text(language))") }
        if !outcome.created.isEmpty, outcome.replicationFactor < topology.replicationFactor {
            print(
                language == .zh
                    ? "! 集群节点不足 \(topology.replicationFactor) 个，副本数取 \(outcome.replicationFactor)；生产环境请至少 \(topology.replicationFactor) 个节点"
                    : "! the cluster has fewer than \(topology.replicationFactor) brokers: topics have \(outcome.replicationFactor) copies; production wants \(topology.replicationFactor) brokers")
        }
        print(
            language == .zh
                ? "新建 \(outcome.created.count) 个主题，已有 \(outcome.existing.count) 个"
                : "\(outcome.created.count) topics made, \(outcome.existing.count) were there")
        return 0
    }
}
