import Credit
import Foundation
import Hub

/// `credithub run`: the hub itself.
enum RunCommand: Command {
    static let name = "run"
    static let usage = "--bootstrap HOST:PORT --subject-key FILE [--config FILE] [--roles LIST]"
    static let summary = Bilingual(
        zh: "运行信枢：接入、台账、上报三个环节（SIGTERM 或 Ctrl-C 有序停止）",
        en: "Runs the hub: ingest, ledger and delivery (SIGTERM or Ctrl-C stops it in order)")
    static let options = [
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
        Arguments.Option("roles", "LIST", zh: "本进程承担的环节，如 ingest,ledger,delivery（默认全部）", en: "stages of this process, as ingest,ledger,delivery (default: all)"),
        Arguments.Option("instance", "NAME", zh: "本进程的实例名，同一信枢的各进程不得相同（默认 hub-1）", en: "name of this process, unlike any other of this hub (default: hub-1)"),
        Arguments.Option("assignment", "NAME", zh: "各进程分配分区的方式：range（默认）、roundrobin 或 cooperative-sticky", en: "how processes share out partitions: range (the default), roundrobin or cooperative-sticky"),
        Arguments.Option("dynamic-member", zh: "本进程随时加入和退出：结束时立即把分区交给其他进程，而不是等它以同名重新启动", en: "this process comes and goes: when it ends, the others take its partitions over at once, instead of waiting for it to come back under its name"),
        Arguments.Option("subject-key", "FILE", zh: "主体密钥文件，至少 32 字节（也可用环境变量 CREDITHUB_SUBJECT_KEY_FILE）", en: "file with the secret of subject keys, 32 bytes or more (or the variable CREDITHUB_SUBJECT_KEY_FILE)"),
        Arguments.Option("spill-directory", "DIR", zh: "台账存放名单和记录内容的临时文件所在的目录，应在磁盘上（默认系统临时目录）", en: "directory of the temporary files in which the ledger keeps the content of entries; should be on a disk (default: the system's for temporary files)"),
        Arguments.Option("embedded-broker", zh: "所连的是内嵌 Kafka 代理（演示和测试用），绕开其已知缺陷", en: "the broker is the embedded one (demo and tests): work around its known flaw"),
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
        let log = HubLog(language: language, least: arguments.has("verbose") ? .debug : .info)
        let hub = try Hub(configuration, log: log)
        StopSignals.whenReceived { hub.stop.set() }
        try hub.run()
        return 0
    }
}
