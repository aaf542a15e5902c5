import Credit
import Hub
import Ops

/// `credithub due`: what is due and overdue, by party.
enum DueCommand: Command {
    static let name = "due"
    static let usage = "[--days N] [--party P] [--json]"
    static let summary = Bilingual(
        zh: "列出今后 N 天内到期和已逾期的办件，按待办单位（默认 7 天）。退出码：0 有，1 没有，2 无法读取",
        en: "Lists what is overdue, or due within N days (7 unless named), by the party that has the next step. Exit status: 0 there is something, 1 nothing, 2 cannot read")
    static let options =
        [
            Arguments.Option("days", "N", zh: "今后多少天（默认 7）", en: "how many days ahead (7)"),
            Arguments.Option("party", "P", zh: "只要该单位待办的", en: "only what this party has to do"),
            CommonOptions.json,
        ] + ListsOptions.connection

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        let last = SystemClock().now().day + (try arguments.int("days", in: 0...3660) ?? 7)
        let rows = try CasesListing.book(arguments).rows.filter { row in
            guard let due = row.held.due, row.responsible != nil, due.day <= last else { return false }
            return arguments["party"].map { $0 == row.responsible } ?? true
        }.sorted { ($0.responsible ?? "", $0.held.due?.day ?? .latest, $0.held.caseID) < ($1.responsible ?? "", $1.held.due?.day ?? .latest, $1.held.caseID) }
        CasesListing.show(rows, arguments, language)
        return rows.isEmpty ? 1 : 0
    }
}
