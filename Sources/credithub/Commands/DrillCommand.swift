import Credit
import Foundation
import Hub
import Ops

/// `credithub drill`: proof that nothing is lost, doubled or out of order, whenever the hub dies.
enum DrillCommand: Command {
    static let name = "drill"
    static let usage = "[--kills N] [--events N] [--processes 1|2|3] [--json]"
    static let summary = Bilingual(
        zh: "演练：在每个提交点和随机时刻反复终止（kill -9）信枢，随后核对丢失、重复和乱序。全部为零且计划的终止都已发生时退出码为 0，否则为 1，无法开始为 2",
        en: "Kills the hub (kill -9) at every commit point and at random while events flow, then counts loss, duplicates and order breaks. Exit status 0 only if all are zero and every planned kill happened, else 1; 2 if it could not begin")
    static let options = [
        Arguments.Option("kills", "N", zh: "终止次数（默认 50；40 次以上覆盖全部提交点）", en: "how often to kill (default 50; with 40 or more every commit point is planned)"),
        Arguments.Option("events", "N", zh: "至少发布的样例事件数（默认每次终止 100 条）", en: "sample events to publish at least (default 100 a kill)"),
        Arguments.Option("processes", "N", zh: "信枢进程数 1 至 3；多于 1 时另有一段进程加入与退出的演练", en: "processes of the hub, 1 to 3; with more than one, joins and leaves are drilled too"),
        Arguments.Option("bootstrap", "HOST:PORT", zh: "使用已有的 Kafka（默认启动内嵌 Kafka）；主题有自己的前缀，结束后删除", en: "use a Kafka that is there (default: start the embedded one); the topics have a prefix of their own and are removed at the end"),
        Arguments.Option("embedded-broker", zh: "--bootstrap 所指的是内嵌 Kafka 代理", en: "the broker at --bootstrap is an embedded one"),
        Arguments.Option("config", "FILE", zh: "从该配置文件取 Kafka 地址和 clientProperties（TLS、SASL）", en: "take Kafka's address and clientProperties (TLS, SASL) from this configuration file"),
        Arguments.Option("seed", "N", zh: "样例数据和终止计划的随机种子（默认 1）", en: "seed of the sample data and of the plan (default 1)"),
        Arguments.Option("keep", zh: "结束后保留主题和日志", en: "leave topics and logs"),
        CommonOptions.contracts, CommonOptions.topics, CommonOptions.json,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        var options = Drill.Options(executable: Executable.path)
        if let file = arguments["config"] {
            let configuration = try HubConfiguration(file: file)
            options.clientProperties = configuration.clientProperties
            if !configuration.bootstrapServers.isEmpty { options.bootstrapServers = configuration.bootstrapServers }
        }
        if let bootstrap = arguments["bootstrap"] { options.bootstrapServers = bootstrap }
        options.isEmbedded = arguments.has("embedded-broker")
        options.kills = try arguments.int("kills", in: 1...10_000) ?? options.kills
        options.events = try arguments.int("events", in: 100...10_000_000) ?? options.kills * 100
        options.processes = try arguments.int("processes", in: 1...3) ?? options.processes
        options.seed = UInt64(try arguments.int("seed", in: 0...1_000_000_000) ?? Int(options.seed))
        options.keep = arguments.has("keep")
        options.contracts = arguments["contracts"] ?? ProjectFolder.path("contracts")
        options.topics = arguments["topics"] ?? ProjectFolder.path("topics")
        options.language = language
        let report = try Drill(options).run { text in
            try? FileHandle.standardError.write(contentsOf: Data((text.text(language) + "\n").utf8))
        }
        if arguments.has("json") { print(report.json) } else { report.lines(language).forEach { print($0) } }
        return report.isGood ? 0 : 1
    }
}
