import Credit
import Ops

/// `credithub repairs show`
enum RepairsShowCommand: Command {
    static let name = "repairs show"
    static let usage = "CASE [--json]"
    static let summary = Bilingual(
        zh: "查看一件信用修复：状态、版本、期限、可进行的操作，以及哪些订阅方和平台尚未落实。退出码：0 有，1 没有，2 无法读取",
        en: "Shows one of the repairs: status, version, deadline, what is possible now, and which subscribers and platforms lack it yet. Exit status: 0 found, 1 not, 2 cannot read")
    static let words = 1...1
    static let options = [CommonOptions.json] + ListsOptions.connection

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        try CasesListing.show(.repair, arguments, language)
    }
}
