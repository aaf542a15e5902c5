import Credit
import Hub
import Ops

/// `credithub lists verify`: proves that a subscriber's view is what the ledger says it is.
enum ListsVerifyCommand: Command {
    static let name = "lists verify"
    static let usage = "--subscriber P [--ask] [--json]"
    static let summary = Bilingual(
        zh: "核验订阅方的名单：以外部读者的方式从头读取其主题，自行计算每个分区的条数和摘要，与末条消息所述比对；--ask 先请台账当场写出摘要。退出码：0 一致，1 有误，2 无法读取",
        en: "Verifies a subscriber's view: reads its topic from the start as an outsider, works out count and digest of each partition and compares them with what the last message says; --ask first has the ledger tell the digests. Exit status: 0 right, 1 wrong, 2 cannot read")
    static let options =
        [
            ListsOptions.subscriber,
            Arguments.Option("ask", zh: "先请台账写出各分区的摘要（信枢须在运行），并等待应答", en: "first ask the ledger to tell the digests (the hub must be running), and wait for them"),
            Arguments.Option("timeout", "SECONDS", zh: "--ask 多久没有应答即不再等待（默认 30）", en: "how long --ask waits without any answer (default: 30)"),
            CommonOptions.json,
        ] + ListsOptions.connection

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let timeout = try arguments.int("timeout", in: 1...3600) ?? 30
        let setting = try ListsOptions.Setting(arguments)
        let book = ViewBook(configuration: setting.configuration, party: try setting.oneSubscriber(arguments))
        let report = try book.verify(asking: arguments.has("ask") ? timeout * 1000 : nil)
        if arguments.has("json") {
            print(report.json)
        } else {
            report.lines(language).forEach { print($0) }
        }
        return report.isRight ? 0 : 1
    }
}
