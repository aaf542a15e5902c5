import Credit
import Hub
import Ops

/// One command of `credithub`.
protocol Command {
    /// The words that call it (`topics apply`).
    static var name: String { get }
    /// What stands behind the name in the help.
    static var usage: String { get }
    static var summary: Bilingual { get }
    static var options: [Arguments.Option] { get }
    /// How many words it takes besides options.
    static var words: ClosedRange<Int> { get }
    /// Runs it.
    ///
    /// - returns: the exit status.
    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32
}

extension Command {
    static var words: ClosedRange<Int> { 0...0 }

    /// The text of `--help`.
    static func help(_ language: Language) -> String {
        var lines = ["credithub \(name) \(usage)", "", summary.text(language), ""]
        let left = options.map { "--\($0.name)" + ($0.value.map { " \($0)" } ?? "") }
        let width = left.map(\.count).max() ?? 0
        for (option, left) in zip(options, left) {
            lines.append("  " + left + String(repeating: " ", count: width - left.count) + "  " + option.help.text(language))
        }
        return lines.joined(separator: "\n")
    }
}

/// Options that several commands share.
enum CommonOptions {
    static let config = Arguments.Option("config", "FILE", zh: "配置文件（JSON）", en: "configuration file (JSON)")
    static let bootstrap = Arguments.Option(
        "bootstrap", "HOST:PORT", zh: "Kafka 地址（也可用环境变量 CREDITHUB_BOOTSTRAP）", en: "Kafka's address (or the variable CREDITHUB_BOOTSTRAP)")
    static let prefix = Arguments.Option("prefix", "TEXT", zh: "主题、消费组和事务标识的前缀", en: "prefix of topics, groups and transactional ids")
    static let contracts = Arguments.Option("contracts", "DIR", zh: "数据合同目录（默认 contracts）", en: "folder of contracts (default: contracts)")
    static let topics = Arguments.Option("topics", "DIR", zh: "主题与绑定目录（默认 topics）", en: "folder of topics and bindings (default: topics)")
    static let today = Arguments.Option("today", "DATE", zh: "按该日期检查（默认今天）", en: "check as on that day (default: today)")
    static let json = Arguments.Option("json", zh: "输出 JSON", en: "print JSON")

    /// The day that `--today` gives, or today's.
    static func day(_ arguments: Arguments) throws(SetupError) -> CivilDate {
        guard let text = arguments["today"] else { return SystemClock().now().day }
        guard let day = CivilDate(text) else {
            throw SetupError(zh: "--today 应为 YYYY-MM-DD", en: "--today must be YYYY-MM-DD")
        }
        return day
    }

    /// The configuration that file, environment and options give.
    static func configuration(_ arguments: Arguments, environment: [String: String]) throws(SetupError) -> HubConfiguration {
        var configuration: HubConfiguration
        if let file = arguments["config"] {
            configuration = try HubConfiguration(file: file)
        } else {
            configuration = HubConfiguration(bootstrapServers: "")
        }
        if let value = arguments["bootstrap"] ?? environment["CREDITHUB_BOOTSTRAP"] { configuration.bootstrapServers = value }
        if let value = arguments["prefix"] { configuration.prefix = value }
        if let value = arguments["contracts"] { configuration.contracts = value }
        if let value = arguments["topics"] { configuration.topics = value }
        if configuration.contracts == "contracts" { configuration.contracts = ProjectFolder.path("contracts") }
        if configuration.topics == "topics" { configuration.topics = ProjectFolder.path("topics") }
        return configuration
    }

    /// The same, for commands that cannot do without a broker.
    static func connected(_ arguments: Arguments, environment: [String: String]) throws(SetupError) -> HubConfiguration {
        let configuration = try configuration(arguments, environment: environment)
        guard !configuration.bootstrapServers.isEmpty else {
            throw SetupError(
                zh: "未指定 Kafka 地址：请用 --bootstrap HOST:PORT、配置文件的 bootstrapServers 或环境变量 CREDITHUB_BOOTSTRAP",
                en: "no Kafka is named: use --bootstrap HOST:PORT, bootstrapServers in the configuration file, or the variable CREDITHUB_BOOTSTRAP")
        }
        return configuration
    }
}
