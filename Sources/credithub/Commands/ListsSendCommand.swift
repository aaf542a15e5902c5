import Credit
import Hub
import JSON
import Ops

/// `credithub lists send`: sends a full list file as an upper platform does.
enum ListsSendCommand: Command {
    static let name = "lists send"
    static let usage = "--platform P --list CODE --file F [--name NAME] [--allow-empty] [--part-size N] [--dry-run] [--no-wait] [--json]"
    static let summary = Bilingual(
        zh: "按上级平台的方式下发一份全量名单：分段写入 platform.P.in，最后写入结束消息，等待台账各分区的回执；台账收齐并核对后整体替换该名单。同一文件可以重发；名称用过的不能再用于另一份名单。退出码：0 全部受理或重复，1 有任何拒绝，2 用法、设置或文件有误，3 超时仍未答复",
        en: "Sends a full list file as an upper platform does: its parts to platform.P.in, then its end, and waits for the receipts of all partitions of the ledger; the list is replaced as a whole when all is there and right. The same file may be sent again; another list needs another name. Exit status: 0 all accepted or duplicate, 1 anything refused, 2 usage, set-up or file wrong, 3 unanswered in time")
    static let options =
        [
            Arguments.Option("platform", "P", zh: "上级平台，如 city", en: "the upper platform, as city"),
            Arguments.Option("list", "CODE", zh: "名单代码，如 judgment-defaulter", en: "the list's code, as judgment-defaulter"),
            Arguments.Option("file", "F", zh: "条目的 JSON 数组，或每行一个 JSON 对象", en: "a JSON array of entries, or one JSON object a line"),
            Arguments.Option("name", "NAME", zh: "平台给该文件的名称：每份全量名单不同（默认为文件名加内容摘要的前 12 位）", en: "the platform's name of this file, another for each full list (default: the file's name and 12 digits of its digest)"),
            Arguments.Option("allow-empty", zh: "允许没有条目的名单：该名单上的全部条目将被移出", en: "take a list without entries: all are taken off the list"),
            Arguments.Option("contract", "NAME@VERSION", zh: "数据合同（默认 list-designation@1）", en: "the contract (default: list-designation@1)"),
            Arguments.Option("part-size", "N", zh: "每段条数（默认 1000，至多 \(FullListFile.mostInPart)）", en: "entries in a part (default: 1000, at most \(FullListFile.mostInPart))"),
            Arguments.Option("dry-run", zh: "只显示条数和摘要，不发送，也不连接 Kafka", en: "only show count and digest: send nothing, connect to nothing"),
            Arguments.Option("no-wait", zh: "不等待回执", en: "do not wait for the receipt"),
            Arguments.Option("timeout", "SECONDS", zh: "多久没有回执即不再等待（默认 60）", en: "how long to wait without any receipt (default: 60)"),
            CommonOptions.json,
        ] + ListsOptions.connection

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard let platform = arguments["platform"], let list = arguments["list"], let path = arguments["file"] else {
            throw SetupError(zh: "请用 --platform、--list 和 --file 指定平台、名单和文件", en: "name platform, list and file with --platform, --list and --file")
        }
        let size = try arguments.int("part-size", in: 1...FullListFile.mostInPart) ?? 1000
        let timeout = try arguments.int("timeout", in: 1...86_400) ?? 60
        let isDry = arguments.has("dry-run")
        let setting = try ListsOptions.Setting(arguments, needsBroker: !isDry)
        let sender = try FullListSender(
            configuration: setting.configuration, topology: setting.topology, catalogue: setting.catalogue, platform: platform, list: list,
            contract: arguments["contract"] ?? "list-designation@1")
        let file = try FullListFile(path: path, name: arguments["name"], partSize: size, allowsEmpty: arguments.has("allow-empty"))
        let answer = isDry ? nil : try sender.send(file, patience: arguments.has("no-wait") ? nil : timeout * 1000)
        if arguments.has("json") {
            print(json(file, answer))
        } else {
            lines(file, answer, isDry: isDry, language).forEach { print($0) }
        }
        guard let answer else { return 0 }
        if answer.isTaken { return 0 }
        return answer.isComplete || !answer.refusals.isEmpty || answer.end?.status == "rejected" ? 1 : 3
    }

    private static func json(_ file: FullListFile, _ answer: FullListSender.Answer?) -> String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("file", file.name)
        writer.member("parts", file.parts.count)
        writer.member("count", file.count)
        writer.member("digest", file.digest.hex)
        if let answer {
            if let end = answer.end {
                writer.name("receipt")
                end.json.withUnsafeBytes { writer.raw($0) }
            }
            writer.member("complete", answer.isComplete)
            writer.name("refusals")
            writer.beginArray()
            for receipt in answer.refusals { receipt.json.withUnsafeBytes { writer.raw($0) } }
            writer.endArray()
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func lines(_ file: FullListFile, _ answer: FullListSender.Answer?, isDry: Bool, _ language: Language) -> [String] {
        let isChinese = language == .zh
        let parts = file.parts.count
        var lines = [
            isChinese
                ? "\(file.name.printable)：\(file.count) 条，\(parts) 段，摘要 \(file.digest.hex)"
                : "\(file.name.printable): \(file.count) entries in \(parts) parts, digest \(file.digest.hex)"
        ]
        guard let answer else {
            return lines + [isDry ? (isChinese ? "未发送（--dry-run）" : "not sent (--dry-run)") : (isChinese ? "已发送" : "sent")]
        }
        let receipts = answer.refusals + (answer.end.map { [$0] } ?? [])
        if !receipts.isEmpty { lines += [""] + ReceiptSheet(language).lines(receipts) }
        if !answer.isComplete {
            lines.append(
                isChinese
                    ? "信枢还没有全部答复（可能未运行）；文件不会丢失，可用同一命令重发"
                    : "the hub has not answered all of it yet (it may not be running); nothing is lost, and the same command may be given again")
        }
        return lines
    }
}
