import Credit

/// `credithub withdrawals show`
enum WithdrawalsShowCommand: Command {
    static let name = "withdrawals show"
    static let usage = "CASE [--json]"
    static let summary = Bilingual(
        zh: "查看一件撤回：期限，以及哪些订阅方和平台尚未落实。退出码：0 有，1 没有，2 无法读取",
        en: "Shows one of the withdrawals: deadline, and which subscribers and platforms lack it yet. Exit status: 0 found, 1 not, 2 cannot read")
    static let words = 1...1
    static let options = [CommonOptions.json] + ListsOptions.connection

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        try CasesListing.show(.withdrawal, arguments, language)
    }
}
