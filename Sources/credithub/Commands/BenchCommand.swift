import Credit
import Foundation
import Hub
import Ops

/// `credithub bench`: speed, as a ratio to something that runs beside it.
enum BenchCommand: Command {
    static let name = "bench"
    static let usage = "[ingest | validate | ledger | cases | fanout] [--json] [--events N] [--rounds N] [--records N] [--cases N] [--only PART]"
    static let summary = Bilingual(
        zh: "测速。ingest（默认）：接入每秒处理的事件数，与同轮运行的 librdkafka 裸循环（同样的消息数、字节数，含事务）之比。validate：单核解析并校验一条 858 字节处罚记录的速度，与同轮运行的 orjson + jsonschema-rs 之比。ledger：台账在内存中每核每秒的变迁数；在代理上每秒的事件数，与同轮运行的裸循环之比；恢复速度，与同一主题的裸消费者之比；每条记录占用的内存及其增长。cases：内存中大量未办结的办件在同一天的全部提醒，一遍发完所需的时间，与同样多的记录到期之比；每件占用的内存和状态日志、恢复速度。fanout：名单变更到达 50 个订阅方的时间，与同一代理上直接写读之比；全量名单分发的速度，每个订阅方是否恰好得到自己的变更",
        en: "Measures speed. ingest (the default): events a second of ingest, as a ratio to a bare librdkafka loop that moves the same messages and bytes in transactions, in the same run. validate: how fast one core parses and validates a penalty record of 858 bytes, as a ratio to orjson + jsonschema-rs in the same run. ledger: the ledger's transitions a second of a core in memory; its events a second on the broker, as a ratio to a bare loop in the same run; how fast it restores, as a ratio to a bare consumer of the same topic; and the memory that a record takes, and how it grows. cases: all alarms of a day of many open cases in memory, in one pass, as a ratio to as many ends of records' terms; memory and changelog of each case, and how fast they restore. fanout: how soon a change of a list is with 50 subscribers, as a ratio to bare writing and reading on the same broker; how fast a full list file is fanned out, and whether each subscriber gets exactly its changes")
    static let words = 0...1
    static let options = [
        Arguments.Option("bootstrap", "HOST:PORT", zh: "使用已有的 Kafka（默认启动内嵌 Kafka）", en: "use a Kafka that is there (default: start the embedded one)"),
        Arguments.Option("events", "N", zh: "事件数（默认 50000）", en: "number of events (default 50000)"),
        Arguments.Option("rounds", "N", zh: "计数轮数（默认 3）", en: "counted rounds (default 3)"),
        Arguments.Option("records", "N", zh: "ledger：恢复的记录数（默认 300000）", en: "ledger: records that are restored (default 300000)"),
        Arguments.Option("cases", "N", zh: "cases：未办结的办件数（默认 100000）", en: "cases: number of open cases (default 100000)"),
        Arguments.Option("only", "PART,…", zh: "ledger：只测这些（core、stage、latency、restore、memory）", en: "ledger: measures only these (core, stage, latency, restore, memory)"),
        Arguments.Option("subscribers", "N", zh: "fanout：订阅方数（默认 50）", en: "fanout: number of subscribers (default 50)"),
        Arguments.Option("entries", "N", zh: "fanout：全量名单的条目数（默认 20000）", en: "fanout: entries of the full list file (default 20000)"),
        CommonOptions.contracts, CommonOptions.topics, CommonOptions.json,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let which = arguments.rest.first ?? "ingest"
        func progress(_ text: Bilingual) {
            try? FileHandle.standardError.write(contentsOf: Data((text.text(language) + "\n").utf8))
        }
        let result: BenchResult
        switch which {
        case "ingest":
            var options = IngestBench.Options()
            options.bootstrapServers = arguments["bootstrap"]
            options.events = try arguments.int("events", in: 1000...1_000_000) ?? options.events
            options.rounds = try arguments.int("rounds", in: 1...100) ?? options.rounds
            options.contracts = arguments["contracts"] ?? ProjectFolder.path("contracts")
            options.topics = arguments["topics"] ?? ProjectFolder.path("topics")
            result = try IngestBench(options).run(progress: progress)
        case "validate":
            var options = ValidateBench.Options()
            options.rounds = try arguments.int("rounds", in: 1...100) ?? options.rounds
            options.contracts = arguments["contracts"] ?? ProjectFolder.path("contracts")
            result = try ValidateBench(options).run(progress: progress)
        case "ledger":
            let report = try LedgerBench(try ledgerOptions(arguments)).run(progress: progress)
            print(arguments.has("json") ? report.json : report.lines(language).joined(separator: "\n"))
            return 0
        case "cases":
            var options = CaseBench.Options()
            options.cases = try arguments.int("cases", in: 100...1_000_000) ?? options.cases
            options.rounds = try arguments.int("rounds", in: 1...100) ?? options.rounds
            options.contracts = arguments["contracts"] ?? ProjectFolder.path("contracts")
            options.topics = arguments["topics"] ?? ProjectFolder.path("topics")
            let report = try CaseBench(options).run(progress: progress)
            print(arguments.has("json") ? report.json : report.lines(language).joined(separator: "\n"))
            return 0
        case "fanout":
            var options = FanoutBench.Options()
            options.bootstrapServers = arguments["bootstrap"]
            options.subscribers = try arguments.int("subscribers", in: 1...200) ?? options.subscribers
            options.entries = try arguments.int("entries", in: 100...1_000_000) ?? options.entries
            options.changes = try arguments.int("events", in: 40...100_000) ?? options.changes
            options.contracts = arguments["contracts"] ?? ProjectFolder.path("contracts")
            options.topics = arguments["topics"] ?? ProjectFolder.path("topics")
            let report = try FanoutBench(options).run(progress: progress)
            print(arguments.has("json") ? report.json : report.lines(language).joined(separator: "\n"))
            return 0
        case let word where word.hasPrefix(StateMemoryBench.word):
            // What the bench of the ledger calls for each size.
            let contracts = arguments["contracts"] ?? ProjectFolder.path("contracts")
            print(try StateMemoryBench.fill(String(word.dropFirst(StateMemoryBench.word.count)), contracts: contracts))
            return 0
        default:
            throw SetupError(
                zh: "没有测速项 \(which)（可用：ingest、validate、ledger、cases、fanout）", en: "there is no bench \(which) (there are: ingest, validate, ledger, cases, fanout)")
        }
        if arguments.has("json") {
            print(result.json)
        } else {
            let ratio = (result.ratio * 100).rounded() / 100
            print("\(result.name): \(Int(result.value)) \(result.unit)")
            print("\(result.baselineName): \(Int(result.baseline)), " + (language == .zh ? "比值 \(ratio)" : "ratio \(ratio)"))
            for (name, value) in result.details { print("  \(name): \((value * 100).rounded() / 100)") }
        }
        return 0
    }

    private static func ledgerOptions(_ arguments: Arguments) throws(SetupError) -> LedgerBench.Options {
        var options = LedgerBench.Options()
        options.bootstrapServers = arguments["bootstrap"]
        options.events = try arguments.int("events", in: 1000...1_000_000) ?? options.events
        options.records = try arguments.int("records", in: 1000...10_000_000) ?? options.records
        options.rounds = try arguments.int("rounds", in: 1...100) ?? options.rounds
        options.contracts = arguments["contracts"] ?? ProjectFolder.path("contracts")
        options.topics = arguments["topics"] ?? ProjectFolder.path("topics")
        if let only = arguments["only"] {
            options.parts = []
            for name in only.split(separator: ",") {
                guard let part = LedgerBench.Part(rawValue: String(name)) else {
                    let known = LedgerBench.Part.allCases.map(\.rawValue).joined(separator: ", ")
                    throw SetupError(zh: "--only 中没有 \(name)（可用：\(known)）", en: "--only does not know \(name) (there are: \(known))")
                }
                options.parts.insert(part)
            }
        }
        return options
    }
}
