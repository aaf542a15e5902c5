import Contracts
import Credit
import Foundation
import Hub
import Ops

/// `credithub publish`: hands over a file of a department that has no system of its own.
enum PublishCommand: Command {
    static let name = "publish"
    static let usage = "--party NAME --record NAME FILE [--dry-run] [--valid-only] [--no-wait] [--json]"
    static let summary = Bilingual(
        zh: "报送一个文件（CSV、JSON、JSON Lines 或 XML）：先逐条按接入环节的规则检查，全部合格才发布，再等待回执。同一文件再次报送，此后没有变化的记录只会得到“重复”。退出码：0 全部受理或重复，1 有被拒绝的，2 用法、设置或文件有误，3 超时仍有未答复的",
        en: "Hands over a file (CSV, JSON, JSON Lines or XML): checks each record as ingest will, publishes if all are good, and waits for the receipts. The same file again gives duplicates of all records that have not changed since. Exit status: 0 all accepted or duplicate, 1 something refused, 2 usage, set-up or file wrong, 3 unanswered in time")
    static let words = 0...Int.max
    static let options = [
        Arguments.Option("party", "NAME", zh: "部门，如 market-regulation", en: "the department, as market-regulation"),
        Arguments.Option("record", "NAME", zh: "记录，如 administrative-penalty", en: "the kind of record, as administrative-penalty"),
        Arguments.Option("format", "NAME", zh: "csv、json、jsonl 或 xml（默认按文件名）", en: "csv, json, jsonl or xml (default: by the file's name)"),
        Arguments.Option("encoding", "NAME", zh: "auto（默认）、UTF-8 或 GB18030", en: "auto (default), UTF-8 or GB18030"),
        Arguments.Option("separator", "C", zh: "CSV 的分隔符：, ; | 或 tab", en: "separator of a CSV: , ; | or tab"),
        Arguments.Option("adapter", "NAME", zh: "用绑定中的适配器读取文件", en: "read the file by this adapter of the binding"),
        Arguments.Option("contract", "NAME@VERSION", zh: "数据合同（默认绑定的第一个）", en: "the contract (default: the binding's first)"),
        Arguments.Option("operation", "NAME", zh: "操作，如 corrected、withdrawn（默认为合同的默认操作）", en: "the operation, as corrected, withdrawn (default: the contract's own)"),
        Arguments.Option("valid-only", zh: "有不合格的也发布合格的", en: "publish the good records even if others are not"),
    ] + HandingOver.options + [
        CommonOptions.today, CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts,
        CommonOptions.topics, CommonOptions.json,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard let party = arguments["party"], let record = arguments["record"] else {
            throw SetupError(zh: "请用 --party 和 --record 指定部门和记录", en: "name department and record with --party and --record")
        }
        guard arguments.rest.count == 1, let path = arguments.rest.first else {
            throw SetupError(zh: "请给出一个文件", en: "name one file")
        }
        let today = try CommonOptions.day(arguments)
        let environment = ProcessInfo.processInfo.environment
        let configuration = arguments.has("dry-run")
            ? try CommonOptions.configuration(arguments, environment: environment)
            : try CommonOptions.connected(arguments, environment: environment)
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        let order = try PublishOrder(words(arguments, party, record), path: path, topology: topology, catalogue: catalogue)
        return try HandingOver(
            configuration: configuration, catalogue: catalogue, topology: topology, arguments: arguments, language: language,
            takesValidOnly: arguments.has("valid-only")
        ).run(HandedFile(path: path), order, today: today)
    }

    private static func words(_ arguments: Arguments, _ party: String, _ record: String) -> PublishOrder.Words {
        var words = PublishOrder.Words(party: party, record: record)
        words.contract = arguments["contract"]
        words.operation = arguments["operation"]
        words.format = arguments["format"]
        words.encoding = arguments["encoding"]
        words.separator = arguments["separator"]
        words.adapter = arguments["adapter"]
        return words
    }
}
