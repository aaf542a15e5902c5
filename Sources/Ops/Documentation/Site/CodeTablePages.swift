import Credit
import JSON

/// The page of one code table, and the list of all.
struct CodeTablePages {
    let tables: [CodeTableSheet]
    let sheets: [ContractSheet]

    var pages: [Page] { [index] + tables.map(page) }

    private var index: Page {
        let rows = tables.map { table in
            Table.Row(cells: [
                [.page(table.name, PageNames.codeTable(table.name), anchor: nil)], [.text(table.title)], [.text("\(table.entries.count)")],
                [.text(table.source ?? "")],
            ])
        }
        return Page(
            name: PageNames.codeTables, title: "代码表",
            blocks: [
                .paragraph([.text("取值在起止日期之间有效，按报送当天检查。")]),
                .table(Table(columns: ["代码表", "名称", "取值数", "来源"], rows: rows)),
            ])
    }

    private func page(_ table: CodeTableSheet) -> Page {
        var facts: [(name: String, text: [Inline])] = [("代码表", [.code(table.name)])]
        if let source = table.source { facts.append(("来源", [.text(source)])) }
        if let certainty = table.certainty {
            facts.append(("把握", [.page(certainty, PageNames.vocabulary, anchor: "certainty"), .text(" \(Self.meaning(certainty))")]))
        }
        let users = sheets.filter { $0.codeTables.contains(table.name) }
        if !users.isEmpty {
            facts.append(("用于", .lines(users.map { [.page("\($0.title) \($0.reference)", PageNames.contract($0.reference), anchor: nil)] })))
        }
        if let prefix = table.otherPrefix { facts.append(("其他取值", [.text("也可填 "), .code(prefix), .text(" 加具体说明")])) }
        var blocks: [Block] = [.facts(facts)]
        var columns = ["取值", "含义", "英文", "日期"]
        if table.isOfLists { columns += ["代号", "认定部门", "依据", "期限、移出与救济"] }
        blocks.append(.table(Table(columns: columns, rows: table.entries.map { entry in
            var cells: [[Inline]] = [
                [.text(entry.value)], [.text(entry.title ?? "")], entry.titleEn.map { [.english($0)] } ?? [],
                [.text(CodeTableSheet.days(entry).zh)],
            ]
            if table.isOfLists { cells += listCells(entry.json) }
            return Table.Row(cells: cells)
        })))
        return Page(name: PageNames.codeTable(table.name), title: "代码表：\(table.title)", blocks: blocks)
    }

    private func listCells(_ json: JSONValue) -> [[Inline]] {
        let parties = (json["designatedBy"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: "、")
        var lines: [[Inline]] = []
        if let text = json["termRange"]?.stringValue {
            lines.append([.text("期限：\(text)")])
        } else if let months = json["termMonths"]?.intValue {
            lines.append([.text("期限：\(months) 个月")])
        }
        if let months = json["earliestExitMonths"]?.intValue { lines.append([.text("最早 \(months) 个月后移出")]) }
        if let text = json["exit"]?.stringValue { lines.append([.text("移出：\(text)")]) }
        if let text = json["remedy"]?.stringValue { lines.append([.text("救济：\(text)")]) }
        return [
            [.text(json["code"]?.stringValue ?? "")], [.text(parties)], [.text(json["legalBasis"]?.stringValue ?? "")], .lines(lines),
        ]
    }

    private static func meaning(_ mark: String) -> String {
        Words.certainties.first { $0.mark == mark }?.text.zh ?? ""
    }
}
