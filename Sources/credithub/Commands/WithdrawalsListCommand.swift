import Credit

/// `credithub withdrawals list`
enum WithdrawalsListCommand: Command {
    static let name = "withdrawals list"
    static let usage = "[--party P] [--all] [--json]"
    static let summary = Bilingual(
        zh: "列出撤销后尚未从所有平台和订阅方撤下的处罚信息（行政处罚法第四十八条：三日内）。退出码：0 有，1 没有，2 无法读取",
        en: "Lists withdrawn penalties that are not gone from every platform and subscriber yet (three days by law). Exit status: 0 there are some, 1 none, 2 cannot read")
    static let options = CasesListing.options

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        try CasesListing.list(.withdrawal, arguments, language)
    }
}
