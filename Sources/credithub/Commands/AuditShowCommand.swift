import Credit
import Foundation
import Hub
import Ops

/// `credithub audit show`: who changed what, when and why.
enum AuditShowCommand: Command {
    static let name = "audit show"
    static let usage = "[--subject KEY | --record ID | --event ID] [--since TIME] [--limit N] [--json]"
    static let summary = Bilingual(
        zh: "查看审计记录：谁在何时改变了什么、依据什么；不含个人信息。退出码：0 找到，1 没有，2 无法读取",
        en: "Shows entries of the audit: who changed what, when and why; no personal data. Exit status: 0 found, 1 there is none, 2 cannot read")
    static let options = [
        Arguments.Option("subject", "KEY", zh: "只要该主体的（主体键：统一社会信用代码，自然人为其摘要）", en: "only those of this subject (its key: the unified social credit code, of a person the hash)"),
        Arguments.Option("record", "ID", zh: "只要该记录或异议的（32 位标识）", en: "only those of this record or case (32 characters)"),
        Arguments.Option("event", "ID", zh: "只要该事件的（ce_id）", en: "only those of this event (ce_id)"),
        Arguments.Option("since", "TIME", zh: "从何时起：7d、12h、30m 或日期（默认全部）", en: "from when on: 7d, 12h, 30m or a day (default: all)"),
        Arguments.Option("limit", "N", zh: "至多显示最近 N 条（默认 100）", en: "the latest N at most (default 100)"),
        Arguments.Option("json", zh: "每行一条，原样的 JSON", en: "one a line, JSON as it stands there"),
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let query = try query(arguments)
        let configuration = try CommonOptions.connected(arguments, environment: ProcessInfo.processInfo.environment)
        let entries = try AuditBook(configuration: configuration).entries(query)
        if arguments.has("json") {
            for entry in entries { print(String(decoding: entry.json, as: UTF8.self)) }
        } else if entries.isEmpty {
            print(language == .zh ? "没有符合条件的审计记录" : "there are no such entries")
        } else {
            AuditSheet(language).lines(entries).forEach { print($0) }
        }
        return entries.isEmpty ? 1 : 0
    }

    private static func query(_ arguments: Arguments) throws(SetupError) -> AuditQuery {
        guard ["subject", "record", "event"].count(where: { arguments[$0] != nil }) < 2 else {
            throw SetupError(zh: "--subject、--record、--event 只能用一个", en: "use only one of --subject, --record and --event")
        }
        var query = AuditQuery()
        query.subject = arguments["subject"]
        query.event = arguments["event"]
        if let text = arguments["record"] {
            guard let record = Identifier128(text) else {
                throw SetupError(zh: "--record 应为 32 位十六进制的记录标识", en: "--record must be a record id of 32 hexadecimal characters")
            }
            query.record = record
        }
        if let text = arguments["since"] { query.since = try TimeWord.beginning(text, option: "since", now: SystemClock().now()) }
        query.limit = try arguments.int("limit", in: 1...1_000_000) ?? query.limit
        return query
    }
}
