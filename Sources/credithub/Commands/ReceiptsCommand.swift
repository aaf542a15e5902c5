import Contracts
import Credit
import Foundation
import Hub
import Ops

/// `credithub receipts`: what the hub answered a party, for people.
enum ReceiptsCommand: Command {
    static let name = "receipts"
    static let usage = "--party NAME [--since 7d|DATE] [--latest] [--format table|csv|json] [--out FILE]"
    static let summary = Bilingual(
        zh: "查看或导出一个单位（部门、订阅方或平台）的回执（csv 可直接用 Excel 打开）。退出码：0 找到，1 没有符合条件的回执，2 无法读取",
        en: "Shows or exports the receipts of a party: department, subscriber or platform (csv opens in Excel). Exit status: 0 found, 1 there is none, 2 cannot read")
    static let options = [
        Arguments.Option("party", "NAME", zh: "单位，如 market-regulation", en: "the party, as market-regulation"),
        Arguments.Option("since", "TIME", zh: "从何时起：7d、12h、30m 或日期（默认全部）", en: "from when on: 7d, 12h, 30m or a day (default: all)"),
        Arguments.Option("until", "DATE", zh: "到哪一天为止（含当日）", en: "up to which day, which counts"),
        Arguments.Option("status", "NAME", zh: "只要该结果的，如 rejected", en: "only those of this status, as rejected"),
        Arguments.Option("event", "ID", zh: "只要该事件的（ce_id）", en: "only those of this event (ce_id)"),
        Arguments.Option("latest", zh: "每个事件只要最后一条回执", en: "only the last receipt of each event"),
        Arguments.Option("format", "NAME", zh: "table（默认）、csv 或 json（每行一条）", en: "table (default), csv or json (one a line)"),
        Arguments.Option("out", "FILE", zh: "写入文件", en: "write to this file"),
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard let party = arguments["party"] else {
            throw SetupError(zh: "请用 --party 指定单位", en: "name the party with --party")
        }
        let format = arguments["format"] ?? "table"
        guard ["table", "csv", "json"].contains(format) else {
            throw SetupError(zh: "--format 应为 table、csv 或 json", en: "--format must be table, csv or json")
        }
        let query = try self.query(arguments)
        let configuration = try CommonOptions.connected(arguments, environment: ProcessInfo.processInfo.environment)
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        guard topology.answeredParties.contains(party) else {
            let known = topology.answeredParties.joined(separator: ", ")
            throw SetupError(zh: "topics/ 中没有单位 \(party)（可用：\(known)）", en: "topics/ has no party \(party) (there are: \(known))")
        }
        let receipts = try ReceiptArchive(configuration: configuration, topology: topology, party: party).read(query)
        let output = bytes(receipts, format, language)
        if let file = arguments["out"] {
            do {
                try Data(output).write(to: URL(fileURLWithPath: file), options: .atomic)
            } catch {
                throw SetupError(zh: "无法写入文件 \(file)：请检查路径和权限", en: "cannot write the file \(file): check path and permissions")
            }
            print(language == .zh ? "\(receipts.count) 条回执已写入 \(file)" : "\(receipts.count) receipts written to \(file)")
        } else if receipts.isEmpty, format == "table" {
            print(language == .zh ? "没有符合条件的回执" : "there are no such receipts")
        } else {
            try FileHandle.standardOutput.write(contentsOf: Data(output))
        }
        return receipts.isEmpty ? 1 : 0
    }

    private static func query(_ arguments: Arguments) throws(SetupError) -> ReceiptQuery {
        var query = ReceiptQuery()
        if let text = arguments["since"] {
            query.since = try TimeWord.beginning(text, option: "since", now: SystemClock().now())
        }
        if let text = arguments["until"] { query.until = try TimeWord.end(text, option: "until", now: SystemClock().now()) }
        if let status = arguments["status"] {
            guard ReceiptWords.allStatuses.contains(status) else {
                let known = ReceiptWords.allStatuses.joined(separator: ", ")
                throw SetupError(zh: "没有结果 \(status)（可用：\(known)）", en: "there is no status \(status) (there are: \(known))")
            }
            query.status = status
        }
        query.event = arguments["event"]
        query.isLatestOnly = arguments.has("latest")
        return query
    }

    private static func bytes(_ receipts: [ShownReceipt], _ format: String, _ language: Language) -> [UInt8] {
        switch format {
        case "csv": return ReceiptSheet(language).spreadsheet(receipts)
        case "json": return receipts.flatMap { $0.json + [UInt8(ascii: "\n")] }
        default: return Array((ReceiptSheet(language).lines(receipts).joined(separator: "\n") + "\n").utf8)
        }
    }
}
