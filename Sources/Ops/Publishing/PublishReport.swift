import Credit
import JSON

/// What became of a file that was handed over, for people and for programs.
public struct PublishReport: Sendable {
    public let outcomes: [RecordOutcome]

    /// Most lines of faults that are shown.
    static let mostLines = 200

    public init(_ outcomes: [RecordOutcome]) {
        self.outcomes = outcomes
    }

    public func count(_ word: String) -> Int { outcomes.count { $0.status.word == word } }

    public var refused: Int { outcomes.count(where: \.isRefused) }

    /// 0 all taken, 1 something refused, 3 something unanswered.
    public var exitStatus: Int32 { count("open") > 0 ? 3 : refused > 0 ? 1 : 0 }

    // MARK: For people

    /// What the check of the file has against its records; empty if nothing.
    public static func faultLines(_ records: [PreparedRecord], _ language: Language) -> [String] {
        let rows = records.lazy.filter { !$0.isGood }.flatMap { record in
            record.faults.map { fault in
                [
                    record.place.description, fault.code.rawValue, fault.column ?? String(fault.path.drop { $0 == "/" }),
                    fault.message.text(language) + found(fault, language), fault.remedy.text(language),
                ]
            }
        }
        return lines(Array(rows), language)
    }

    /// What the hub refused.
    public func refusalLines(_ language: Language) -> [String] {
        let rows = outcomes.filter(\.isRefused).flatMap { outcome in
            (outcome.receipt?.faults ?? []).map { fault in
                [
                    outcome.record.place.description, fault.code, fault.column ?? String(fault.path.drop { $0 == "/" }),
                    fault.message.text(language), fault.remedy.text(language),
                ]
            }
        }
        return Self.lines(rows, language)
    }

    private static func found(_ fault: Fault, _ language: Language) -> String {
        fault.value.map { language == .zh ? "（实际：\($0)）" : " (found: \($0))" } ?? ""
    }

    private static func lines(_ rows: [[String]], _ language: Language) -> [String] {
        guard !rows.isEmpty else { return [] }
        var table = TextTable(
            header: language == .zh ? ["行", "代码", "列", "说明", "处理办法"] : ["line", "code", "column", "message", "remedy"],
            rightAligned: [0])
        for row in rows.prefix(mostLines) { table.add(row.map(\.printable)) }
        var lines = table.lines(indent: "")
        if rows.count > mostLines {
            let more = rows.count - mostLines
            lines.append(language == .zh ? "……另有 \(more) 处，共 \(rows.count) 处" : "… and \(more) more, \(rows.count) in all")
        }
        return lines
    }

    /// One line with the counts.
    public func summary(_ language: Language) -> String {
        let total = outcomes.count
        let words: [(String, Bilingual)] = [
            ("refused", Bilingual(zh: "检查不合格", en: "refused by the check")), ("valid", Bilingual(zh: "合格未发布", en: "good, not published")),
            ("published", Bilingual(zh: "已发布", en: "published")), ("accepted", Bilingual(zh: "受理入账", en: "accepted")),
            ("duplicate", Bilingual(zh: "重复", en: "duplicate")), ("rejected", Bilingual(zh: "拒绝", en: "rejected")),
            ("stale", Bilingual(zh: "过期版本", en: "stale")), ("open", Bilingual(zh: "尚无答复", en: "without an answer")),
        ]
        let parts = words.compactMap { word, text in
            let number = count(word)
            guard number > 0 else { return nil as String? }
            return language == .zh ? "\(text.zh) \(number)" : "\(number) \(text.en)"
        }
        return language == .zh
            ? "共 \(total) 条记录：\(parts.joined(separator: "，"))"
            : "\(total) record\(total == 1 ? "" : "s"): \(parts.joined(separator: ", "))"
    }

    // MARK: For programs

    /// The counts as one line of JSON, behind those of the records.
    public func summaryJSON(file: String) -> String {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.name("summary")
        writer.beginObject()
        writer.member("file", file)
        writer.member("records", outcomes.count)
        for word in ["refused", "valid", "published", "accepted", "duplicate", "rejected", "stale", "open"] {
            writer.name(word)
            writer.number(count(word))
        }
        writer.endObject()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
