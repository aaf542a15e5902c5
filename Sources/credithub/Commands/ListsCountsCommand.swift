import Credit
import Hub
import Ops

/// `credithub lists counts`: what became of pushed lists, and which removals are not confirmed.
enum ListsCountsCommand: Command {
    static let name = "lists counts"
    static let usage = "[--subscriber P] [--json]"
    static let summary = Bilingual(
        zh: "各名单在各订阅方的推送、响应、反馈数，以及尚未确认的移出（取自 ledger.state）",
        en: "Entries pushed, responses and feedback of each list at each subscriber, and removals that are not confirmed (from ledger.state)")
    static let options = [ListsOptions.subscriber, CommonOptions.json] + ListsOptions.connection

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let setting = try ListsOptions.Setting(arguments)
        let counts = try ListCounts(configuration: setting.configuration, subscriber: try setting.subscriber(arguments))
        if arguments.has("json") {
            print(counts.json)
        } else {
            counts.lines(language).forEach { print($0) }
        }
        return 0
    }
}
