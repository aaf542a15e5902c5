import Credit
import Hub
import Ops

/// `credithub lists show`: what a subscriber's view holds.
enum ListsShowCommand: Command {
    static let name = "lists show"
    static let usage = "--subscriber P [--subject KEY] [--list CODE] [--all] [--json]"
    static let summary = Bilingual(
        zh: "查看订阅方名单中的现有条目；表格不含条目内容，--json 逐条输出订阅方所见的内容。退出码：0 有条目，1 没有，2 无法读取",
        en: "Shows the entries that a subscriber's view holds; the table leaves out their content, --json prints each as the subscriber sees it. Exit status: 0 there are some, 1 none, 2 cannot read")
    static let options =
        [
            ListsOptions.subscriber,
            Arguments.Option("subject", "KEY", zh: "只要该主体的：统一社会信用代码，或自然人的主体密钥散列", en: "only of this subject: its unified social credit code, or the keyed hash of a natural person"),
            Arguments.Option("list", "CODE", zh: "只要该名单的，如 judgment-defaulter", en: "only of this list, as judgment-defaulter"),
            Arguments.Option("all", zh: "表格不限于 \(mostLines) 行", en: "a table of more than \(mostLines) lines, too"),
            CommonOptions.json,
        ] + ListsOptions.connection
    private static let mostLines = 50

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let setting = try ListsOptions.Setting(arguments)
        let book = ViewBook(configuration: setting.configuration, party: try setting.oneSubscriber(arguments))
        let entries = try book.entries(subject: arguments["subject"], list: arguments["list"])
        let isChinese = language == .zh
        if arguments.has("json") {
            for entry in entries { print(String(decoding: entry.json, as: UTF8.self)) }
        } else if entries.isEmpty {
            print(isChinese ? "没有这样的条目" : "there are no such entries")
        } else {
            var table = TextTable(
                header: isChinese
                    ? ["主体", "类别", "名单", "合同", "修订", "标注", "条目"]
                    : ["subject", "kind", "list", "contract", "revision", "marks", "entry"],
                rightAligned: [4])
            for entry in entries.prefix(arguments.has("all") ? entries.count : mostLines) {
                let marks = [
                    entry.isDisputed ? (isChinese ? "异议" : "disputed") : nil, entry.isSuspended ? (isChinese ? "中止" : "suspended") : nil,
                ].compactMap { $0 }.joined(separator: " ")
                table.add(
                    [entry.subject, entry.subjectKind, entry.list ?? "", entry.contract, String(entry.revision), marks, entry.id]
                        .map(\.printable))
            }
            table.lines(indent: "").forEach { print($0) }
            let hidden = arguments.has("all") ? 0 : max(0, entries.count - mostLines)
            if hidden > 0 {
                print(isChinese ? "另有 \(hidden) 条，用 --all 查看" : "and \(hidden) more: --all shows them")
            }
        }
        return entries.isEmpty ? 1 : 0
    }
}
