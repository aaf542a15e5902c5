import Credit
import Ops

/// `credithub disputes list`
enum DisputesListCommand: Command {
    static let name = "disputes list"
    static let usage = "[--party P] [--all] [--json]"
    static let summary = Bilingual(
        zh: "列出办理中的异议：状态、待办单位、期限（取自 ledger.state）。退出码：0 有，1 没有，2 无法读取",
        en: "Lists disputes that are being handled: status, who has the next step, when it is due (from ledger.state). Exit status: 0 there are some, 1 none, 2 cannot read")
    static let options = CasesListing.options

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        try CasesListing.list(.dispute, arguments, language)
    }
}
