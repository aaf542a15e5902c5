import Credit
import Hub
import Ops

/// What `disputes` and `repairs` share.
enum CasesListing {
    static let options =
        [
            Arguments.Option("party", "P", zh: "只要与该单位有关的：提交、来源或待办", en: "only those that it submitted, whose record it is, or whose step is next"),
            Arguments.Option("all", zh: "包括已办结的", en: "those at their end, too"),
            CommonOptions.json,
        ] + ListsOptions.connection

    static func book(_ arguments: Arguments) throws -> CaseBook {
        let setting = try ListsOptions.Setting(arguments)
        return try CaseBook(configuration: setting.configuration, office: setting.topology.caseOffice?.party)
    }

    static func list(_ kind: CaseKind, _ arguments: Arguments, _ language: Language) throws -> Int32 {
        let rows = try book(arguments).rows.filter { row in
            row.held.kind == kind && (arguments.has("all") || !row.held.status.isEnd)
                && (arguments["party"].map { [row.held.party, row.source, row.responsible].contains($0) } ?? true)
        }
        show(rows, arguments, language)
        return rows.isEmpty ? 1 : 0
    }

    static func show(_ kind: CaseKind, _ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard let caseID = arguments.rest.first else {
            throw SetupError(zh: "请指定办件编号", en: "name the case")
        }
        let rows = try book(arguments).named(caseID, kind)
        for row in rows {
            if arguments.has("json") { print(row.json) } else { row.lines(language).map(\.printable).forEach { print($0) } }
        }
        if rows.isEmpty, !arguments.has("json") { print(language == .zh ? "没有这个办件" : "there is no such case") }
        return rows.isEmpty ? 1 : 0
    }

    static func show(_ rows: [CaseBook.Row], _ arguments: Arguments, _ language: Language) {
        if arguments.has("json") { return rows.forEach { print($0.json) } }
        let isChinese = language == .zh
        guard !rows.isEmpty else { return print(isChinese ? "没有这样的办件" : "there are no such cases") }
        var table = TextTable(
            header: isChinese
                ? ["办件", "状态", "待办单位", "来源部门", "期限", "尚未落实"] : ["case", "status", "next step by", "source", "due", "lacking it"],
            rightAligned: [5])
        for row in rows {
            let due = row.held.due.map { $0.day.description + ($0.isProvisional ? "?" : "") } ?? ""
            table.add(
                [
                    row.held.caseID, CaseWords.title(row.held.status).text(language), row.responsible ?? "", row.source ?? "", due,
                    row.held.awaited.isEmpty ? "" : String(row.held.awaited.count),
                ].map(\.printable))
        }
        table.lines(indent: "").forEach { print($0) }
    }
}
