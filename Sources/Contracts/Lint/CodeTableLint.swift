import Credit
import JSON

/// Where the values of a table come from, how sure that is, and since when they hold.
struct CodeTableLint {
    let context: LintContext

    func run() throws(ContractLoadError) {
        for name in context.files.names(in: "code-tables") {
            let file = "code-tables/\(name)"
            let json = try context.files.file(file)
            for member in ["title", "source"] where (json[member]?.stringValue ?? "").isEmpty {
                context.report(.codeTable, file, "/\(member)", "代码表缺少 \(member)", "the code table has no \(member)")
            }
            if json["certainty"]?.stringValue.flatMap(Certainty.init) == nil {
                context.report(
                    .codeTable, file, "/certainty", "代码表的 certainty 应为 S、C、M+、M、M-、I 之一", "the certainty is one of S, C, M+, M, M-, I")
            }
            if json["name"]?.stringValue.map({ $0 + ".json" }) != name {
                context.report(.codeTable, file, "/name", "代码表的 name 与文件名不符", "the table's name is not that of its file")
            }
            entries(json["entries"]?.arrayValue ?? [], file)
        }
    }

    private func entries(_ entries: [JSONValue], _ file: String) {
        let isDated = entries.contains { $0["from"] != nil }
        for (index, entry) in entries.enumerated() {
            let place = "/entries/\(index)"
            if isDated, entry["from"] == nil {
                context.report(.codeTable, file, place, "缺少施行日期 from，而其他取值有", "the entry has no day from which it holds, and others have")
            }
            if let from = entry["from"]?.stringValue.flatMap({ CivilDate($0) }), let to = entry["to"]?.stringValue.flatMap({ CivilDate($0) }),
                to < from
            {
                context.report(.codeTable, file, place + "/to", "终止日期早于施行日期", "the last day is before the first")
            }
            for group in context.policy.forbidden {
                for member in ["value", "title", "titleEn"] {
                    guard let word = group.words.found(in: entry[member]?.stringValue ?? "") else { continue }
                    context.report(
                        .forbiddenCollection, file, "\(place)/\(member)", "不得归集（\(group.id)，“\(word)”）：\(group.basis)",
                        "may not be collected (\(group.id), \(word)): \(group.basis)")
                }
            }
        }
    }
}
