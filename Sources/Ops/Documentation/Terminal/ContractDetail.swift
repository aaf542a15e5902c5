import Contracts
import Credit

/// `contracts show`: one contract for a terminal.
public struct ContractDetail {
    private let sheet: ContractSheet
    private let tables: [CodeTableSheet]
    private let language: Language
    private var lines: [String] = []

    /// - parameter tables: the sheets of the catalogue's code tables.
    public init(_ sheet: ContractSheet, tables: [CodeTableSheet], language: Language) {
        self.sheet = sheet
        self.tables = tables
        self.language = language
    }

    /// The text, line by line.
    public func text() -> [String] {
        var detail = self
        detail.head()
        for operation in sheet.operations { detail.operation(operation) }
        detail.codeTables()
        detail.versions()
        detail.examples()
        return detail.lines
    }

    private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    private mutating func section(_ zh: String, _ en: String) {
        lines += ["", "■ " + say(zh, en)]
    }

    // MARK: What it is

    private mutating func head() {
        let info = sheet.info
        lines.append("\(sheet.reference)  \(sheet.title)")
        if let description = sheet.description { lines.append(description) }
        lines.append("")
        var rows: [(String, String)] = []
        let to = info.effectiveTo.map { say(" 至 \($0)", " to \($0)") } ?? ""
        let from = info.effectiveFrom.map { say("，\($0) 起", ", from \($0)") } ?? ""
        rows.append((say("状态", "status"), Words.status(info.status).text(language) + from + to))
        for basis in info.legalBasis {
            rows.append((say("法律依据", "legal basis"), "\(basis.law) \(basis.article ?? "")"))
        }
        rows.append((say("目录项", "catalogue item"), info.catalogueItem))
        rows.append((say("标准", "standard"), Words.standard(info).text(language)))
        rows.append((say("归口", "owner"), info.owner))
        if let disclosure = info.disclosure { rows.append((say("公开范围", "disclosure"), Words.disclosure(disclosure).text(language))) }
        rows.append((say("主体", "subjects"), Words.join(sheet.contract.subjectKinds.map(Words.subject)).text(language)))
        if let matter = info.matter { rows.append((say("事项", "matter"), matter)) }
        for line in sheet.term { rows.append((say("期限", "term"), line.text(language))) }
        if let deadline = sheet.deadline { rows.append((say("报送时限", "deadline"), deadline.text(language))) }
        for line in sheet.list { rows.append((say("名单", "list"), line.text(language))) }
        let operations = sheet.contract.operations.map { Words.operation($0.name).text(language) }
        rows.append((say("操作", "operations"), operations.joined(separator: say("、", ", ")) + say("；默认第一个", "; the first is the default")))
        for line in SubjectText(sheet).lines { rows.append((line.name.text(language), line.text.text(language))) }
        rows.append((say("模式文件", "schema"), sheet.contract.file))
        let width = rows.map { TextTable.width($0.0) }.max() ?? 0
        var last = ""
        for (name, text) in rows {
            let shown = name == last ? "" : name
            last = name
            lines.append(shown + String(repeating: " ", count: width + 2 - TextTable.width(shown)) + text)
        }
    }

    // MARK: Fields and rules

    private mutating func operation(_ operation: OperationSheet) {
        let names = operation.names.map { Words.operation($0).text(language) }.joined(separator: say("、", ", "))
        section("字段：\(names)", "Fields of \(names)")
        var table = TextTable(
            header: language == .zh
                ? ["字段", "名称", "类型", "必填", "公开范围", "脱敏", "说明"]
                : ["field", "label", "type", "need", "disclosure", "mask", "description"])
        for field in operation.allFields {
            table.add([
                field.path, field.label, compact(field.value), field.need.text(language), Words.disclosure(field.disclosure).text(language),
                field.masking?.text(language) ?? "", field.note ?? "",
            ])
        }
        lines += table.lines()
        if !operation.isClosed { lines.append("  " + say("可以有其他字段", "Other fields may be given")) }
        rules(operation)
        conditions(operation)
    }

    private func compact(_ value: ValueShape) -> String {
        var parts = [value.type.text(language)]
        if let format = value.format { parts.append(format) }
        if let pattern = value.pattern { parts.append(pattern) }
        if !value.values.isEmpty { parts.append(value.values.joined(separator: "|")) }
        if let table = value.codeTable { parts.append(say("代码表 ", "table ") + table) }
        if let separator = value.separator { parts.append(say("以“\(separator)”分隔", "items by \"\(separator)\"")) }
        if let placeholder = value.placeholder { parts.append(say("或 ", "or ") + placeholder) }
        return parts.joined(separator: say("；", "; "))
    }

    private mutating func rules(_ operation: OperationSheet) {
        guard !operation.rules.isEmpty else { return }
        lines += ["", "  " + say("随其他字段而定：", "Depending on other fields:")]
        for rule in operation.rules {
            if let when = rule.when { lines.append("  - " + say("\(when.zh)：", "if \(when.en):")) }
            for line in RuleText.lines(rule, sheet) { lines.append("      " + line.text(language)) }
        }
    }

    private mutating func conditions(_ operation: OperationSheet) {
        guard !operation.conditions.isEmpty else { return }
        lines += ["", "  " + say("跨字段条件：", "Conditions across fields:")]
        for condition in operation.conditions {
            let when = condition.when.map { say("\($0.zh)时，", "if \($0.en): ") } ?? ""
            lines.append("  - \(condition.code.rawValue) \(condition.id)  \(when)\(condition.check.text(language))")
            lines.append("      " + condition.message.text(language))
            lines.append("      → " + condition.remedy.text(language))
        }
    }

    // MARK: The rest

    private mutating func codeTables() {
        for name in sheet.codeTables {
            guard let code = tables.first(where: { $0.name == name }) else { continue }
            section("代码表 \(name)：\(code.title)", "Code table \(name): \(code.title)")
            var table = TextTable(header: language == .zh ? ["取值", "含义", "英文", "日期"] : ["value", "title", "meaning", "days"])
            for entry in code.entries {
                table.add([entry.value, entry.title ?? "", entry.titleEn ?? "", CodeTableSheet.days(entry).text(language)])
            }
            lines += table.lines()
            if let prefix = code.otherPrefix {
                lines.append("  " + say("也可填 \(prefix)加说明", "or \(prefix) and a text"))
            }
        }
    }

    private mutating func versions() {
        section("版本", "Versions")
        lines.append("  " + sheet.versions.map { "\($0.reference)（\(Words.status($0.info.status).text(language))）" }.joined(separator: say("、", ", ")))
        for upgrade in [sheet.upgradeFromBefore, sheet.upgrade].compactMap({ $0 }) {
            lines.append("  " + say("v\(upgrade.from) 的记录升级为 v\(upgrade.to)（\(upgrade.file)）", "records of v\(upgrade.from) become v\(upgrade.to) (\(upgrade.file))"))
            for (field, reason) in upgrade.waives {
                lines.append("    " + say("不要求 \(sheet.named(field).zh)：\(reason.zh)", "\(field) is waived: \(reason.en)"))
            }
        }
    }

    private mutating func examples() {
        section("样例", "Examples")
        let folder = "\(sheet.reference.name)/examples"
        let valid = sheet.examples.filter(\.isValid)
        let invalid = sheet.examples.filter { !$0.isValid }
        lines.append(
            "  " + say("\(folder)/valid：\(valid.count) 个合格；\(folder)/invalid：\(invalid.count) 个不合格", "\(folder)/valid: \(valid.count) valid; \(folder)/invalid: \(invalid.count) refused"))
        for example in invalid {
            var codes: [String] = []
            for fault in example.faults where !codes.contains(fault.code.rawValue) { codes.append(fault.code.rawValue) }
            lines.append("  - \(example.file.split(separator: "/").last ?? "")  \(codes.joined(separator: " "))  \(example.note)")
        }
    }
}
