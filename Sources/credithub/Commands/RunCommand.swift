import Credit
import Foundation
import Hub
import Ops

/// `credithub run`: the hub itself.
enum RunCommand: Command {
    static let name = "run"
    static let usage = "--bootstrap HOST:PORT --subject-key FILE [--config FILE] [--roles LIST]"
    static let summary = Bilingual(
        zh: "运行信枢：接入、台账、上报三个环节（SIGTERM 或 Ctrl-C 有序停止）",
        en: "Runs the hub: ingest, ledger and delivery (SIGTERM or Ctrl-C stops it in order)")
    static let options = [
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
        Arguments.Option("roles", "LIST", zh: "本进程承担的环节，如 ingest,ledger,delivery（默认全部）；ops 只应答查询", en: "stages of this process, as ingest,ledger,delivery (default: all); ops only answers queries"),
        Arguments.Option("instance", "NAME", zh: "本进程的实例名，同一信枢的各进程不得相同（默认 hub-1）", en: "name of this process, unlike any other of this hub (default: hub-1)"),
        Arguments.Option("assignment", "NAME", zh: "各进程分配分区的方式：range（默认）、roundrobin 或 cooperative-sticky", en: "how processes share out partitions: range (the default), roundrobin or cooperative-sticky"),
        Arguments.Option("dynamic-member", zh: "本进程随时加入和退出：结束时立即把分区交给其他进程，而不是等它以同名重新启动", en: "this process comes and goes: when it ends, the others take its partitions over at once, instead of waiting for it to come back under its name"),
        Arguments.Option("subject-key", "FILE", zh: "主体密钥文件，至少 32 字节（也可用环境变量 CREDITHUB_SUBJECT_KEY_FILE）", en: "file with the secret of subject keys, 32 bytes or more (or the variable CREDITHUB_SUBJECT_KEY_FILE)"),
        Arguments.Option("spill-directory", "DIR", zh: "台账和查询存放名单和记录内容的临时文件所在的目录，应在磁盘上（默认系统临时目录）", en: "directory of the temporary files in which ledger and queries keep the content of entries; should be on a disk (default: the system's for temporary files)"),
        Arguments.Option("query-port", "N", zh: "应答名单查询的端口（默认不应答）", en: "port on which queries of the lists are answered (default: none)"),
        Arguments.Option("query-address", "ADDRESS", zh: "应答查询的本机地址（默认 127.0.0.1；没有 TLS）", en: "address of this machine for it (default: 127.0.0.1; there is no TLS)"),
        Arguments.Option("tokens", "FILE", zh: "令牌登记文件，应答查询时必须指定", en: "register of tokens, without which no queries are answered"),
        Arguments.Option("query-rate", "N", zh: "每个订阅方每秒的查询次数（默认 50）", en: "queries that each subscriber may ask in a second (default: 50)"),
        Arguments.Option("query-max-age", "SECONDS", zh: "与 Kafka 失去联系多久后停止应答（默认 30 秒）", en: "how long queries are answered without word from Kafka (default: 30 seconds)"),
        Arguments.Option("embedded-broker", zh: "所连的是内嵌 Kafka 代理（演示和测试用），绕开其已知缺陷", en: "the broker is the embedded one (demo and tests): work around its known flaw"),
        Arguments.Option("after-pause", zh: "信枢停运很久（默认超过 30 天）之后的启动：采信机器时钟", en: "start after a long rest (by default more than 30 days): believe the machine's clock"),
        Arguments.Option("verbose", zh: "输出 librdkafka 的日志", en: "print librdkafka's log too"),
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        StopSignals.hold()
        let environment = ProcessInfo.processInfo.environment
        var configuration = try CommonOptions.connected(arguments, environment: environment)
        if let roles = arguments["roles"] {
            configuration.roles = try HubConfiguration.roles(roles.split(separator: ",").map(String.init))
        }
        if let instance = arguments["instance"] { configuration.instance = instance }
        if let assignment = arguments["assignment"] { configuration.assignment = try HubConfiguration.assignment(assignment) }
        if arguments.has("dynamic-member") { configuration.isStaticMember = false }
        if let file = arguments["subject-key"] ?? environment["CREDITHUB_SUBJECT_KEY_FILE"] { configuration.subjectKeyFile = file }
        if let directory = arguments["spill-directory"] { configuration.spillDirectory = directory }
        if arguments.has("embedded-broker") { configuration.hasStaleAborts = true }
        if let port = try arguments.int("query-port", in: 0...65_535) { configuration.query.port = UInt16(port) }
        if let address = arguments["query-address"] { configuration.query.address = address }
        if let file = arguments["tokens"] { configuration.query.tokens = file }
        if let rate = try arguments.int("query-rate", in: 1...50_000) { configuration.query.perSecond = rate }
        if let seconds = try arguments.int("query-max-age", in: 1...86_400) { configuration.query.maxAgeSeconds = seconds }
        configuration.mostPauseDays = arguments.has("after-pause") ? nil : configuration.mostPauseDays ?? 30
        let log = HubLog(language: language, least: arguments.has("verbose") ? .debug : .info)
        let hub = try Hub(configuration, log: log)
        let queries = try QueryService(of: hub)
        StopSignals.whenReceived { hub.stop.set() }
        try hub.run(clock: SteadyClock(log: log), services: queries.map { [$0] } ?? [])
        return 0
    }
}
