import Contracts
import Credit
import Foundation
import Hub
import Ops

/// `credithub topics acl`: the commands that give each party its rights at the brokers.
///
/// It only prints them: the embedded broker has no access rights, and a production cluster's are its administrator's to set.
enum TopicsACLCommand: Command {
    static let name = "topics acl"
    static let usage = "--bootstrap HOST:PORT [--party NAME] [--hub-principal NAME] [--command PATH] [--command-config FILE] [--json]"
    static let summary = Bilingual(
        zh: "按 topics/ 打印 kafka-acls.sh 命令（每行一条，不执行），使每个部门、订阅方、平台和信枢恰好有其应有的权限",
        en: "Prints the kafka-acls.sh commands (one a line, runs none) that give each department, subscriber, platform and the hub exactly its rights by topics/")
    static let options = [
        Arguments.Option("party", "NAME", zh: "只要该单位的", en: "only those of this party"),
        Arguments.Option("hub-principal", "NAME", zh: "信枢在 Kafka 中的用户名（默认 credithub）", en: "the hub's name at the brokers (default: credithub)"),
        Arguments.Option("command", "PATH", zh: "kafka-acls.sh 的路径（默认 kafka-acls.sh）", en: "path of kafka-acls.sh (default: kafka-acls.sh)"),
        Arguments.Option("command-config", "FILE", zh: "传给 kafka-acls.sh 的管理员客户端配置文件", en: "the administrator's client properties, handed to kafka-acls.sh"),
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
        CommonOptions.json,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let environment = ProcessInfo.processInfo.environment
        // The brokers' address only stands in the commands: nothing is connected to.
        let configuration = arguments.has("json")
            ? try CommonOptions.configuration(arguments, environment: environment)
            : try CommonOptions.connected(arguments, environment: environment)
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        let principal = arguments["hub-principal"] ?? TopologyRights.defaultHubPrincipal
        var holders = try TopologyRights(topology, hubPrincipal: principal).holders
        if let party = arguments["party"] {
            holders = holders.filter { $0.party == party }
            guard !holders.isEmpty else { throw unknown(party, topology) }
        }
        let command = RightsCommand(
            tool: arguments["command"] ?? "kafka-acls.sh", bootstrapServers: configuration.bootstrapServers,
            commandConfig: arguments["command-config"])
        for holder in holders {
            if arguments.has("json") {
                for right in holder.rights { print(right.json(of: holder)) }
            } else {
                print(("# " + ([holder.kind.title.text(language)] + (holder.party.map { ["\(holder.name.text(language)) (\($0))"] } ?? [])).joined(separator: ": ")).printable)
                for right in holder.rights { print(command.line(right)) }
            }
        }
        return 0
    }

    private static func unknown(_ party: String, _ topology: Topology) -> SetupError {
        let parties = topology.departments.map(\.party) + topology.subscribers.map(\.party) + topology.platforms.map(\.party)
        let known = parties.sorted().joined(separator: ", ")
        return SetupError(zh: "topics/ 中没有单位 \(party)（可用：\(known)）", en: "topics/ has no party \(party) (there are: \(known))")
    }
}
