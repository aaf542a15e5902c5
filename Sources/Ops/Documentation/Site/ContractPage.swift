import Contracts
import Credit
import Hub
import JSON

/// The page of one version of a contract.
struct ContractPage {
    let sheet: ContractSheet
    let tables: [CodeTableSheet]

    var page: Page {
        var blocks: [Block] = []
        if let description = sheet.description { blocks.append(.paragraph([.english(description)])) }
        blocks.append(.facts(facts))
        for operation in sheet.operations { blocks += self.operation(operation) }
        blocks += codeTables
        blocks += versions
        blocks += examples
        return Page(name: PageNames.contract(sheet.reference), title: "\(sheet.title) \(sheet.reference)", blocks: blocks)
    }

    // MARK: What it is

    private var facts: [(name: String, text: [Inline])] {
        let info = sheet.info
        var facts: [(name: String, text: [Inline])] = []
        func add(_ name: String, _ text: String) {
            if !text.isEmpty { facts.append((name, [.text(text)])) }
        }
        let from = info.effectiveFrom.map { "，\($0) 起" } ?? ""
        let to = info.effectiveTo.map { " 至 \($0)" } ?? ""
        add("状态", Words.status(info.status).zh + from + to)
        facts.append(("法律依据", .lines(info.legalBasis.map { [.text("\($0.law) \($0.article ?? "")")] })))
        add("目录项", info.catalogueItem)
        add("标准", Words.standard(info).zh)
        add("归口", info.owner)
        add("公开范围", info.disclosure.map { Words.disclosure($0).zh } ?? "")
        add("主体", Words.join(sheet.contract.subjectKinds.map(Words.subject)).zh)
        if !sheet.term.isEmpty { facts.append(("期限", .lines(sheet.term.map { [.text($0.zh)] }))) }
        add("报送时限", sheet.deadline?.zh ?? "")
        if !sheet.list.isEmpty { facts.append(("名单", .lines(sheet.list.map { [.text($0.zh)] }))) }
        let operations = sheet.contract.operations.map { operation -> [Inline] in
            [.text(Words.operation(operation.name).zh + "：ce_type 为 "), .code(EventType.text(record: sheet.reference.name, operation: operation.name))]
        }
        facts.append(("操作", .lines(operations + [[.text("不带消息头时为"), .text(Words.operation(sheet.defaultOperation).zh)]])))
        facts.append(("ce_dataschema", [.code(sheet.reference.description)]))
        for line in SubjectText(sheet).lines { add(line.name.zh, line.text.zh) }
        facts.append(("模式文件", [.code("contracts/\(sheet.contract.file)"), .text("（JSON Schema 2020-12）")]))
        return facts
    }

    // MARK: Fields and rules

    private func operation(_ operation: OperationSheet) -> [Block] {
        let names = operation.names.map { Words.operation($0).zh }.joined(separator: "、")
        let title = operation.title.map { "\(names)：\($0)" } ?? names
        var blocks: [Block] = [.heading(2, "字段：\(title)", id: "operation-\(operation.names.first ?? "")")]
        blocks.append(.table(fieldTable(operation)))
        if !operation.isClosed { blocks.append(.paragraph([.text("可以有表中以外的字段。")])) }
        if !operation.rules.isEmpty {
            blocks.append(.heading(3, "随其他字段而定", id: nil))
            blocks.append(.table(Table(columns: ["当", "则"], rows: operation.rules.map { rule in
                Table.Row(cells: [[.text(rule.when?.zh ?? "始终")], .lines(RuleText.lines(rule, sheet).map { [.text($0.zh)] })])
            })))
        }
        if !operation.conditions.isEmpty {
            blocks.append(.heading(3, "跨字段条件", id: nil))
            blocks.append(.table(Table(columns: ["代码", "当", "要求", "不符时的提示", "处理办法"], rows: operation.conditions.map { condition in
                Table.Row(
                    id: "condition-\(operation.names.first ?? "")-\(condition.id)",
                    cells: [
                        [code(condition.code)], [.text(condition.when?.zh ?? "始终")], [.text(condition.check.zh)],
                        [.text(condition.message.zh)], [.text(condition.remedy.zh)],
                    ])
            })))
        }
        return blocks
    }

    private func code(_ code: FaultCode) -> Inline {
        .page(code.rawValue, PageNames.errorCodes, anchor: code.rawValue)
    }

    private func fieldTable(_ operation: OperationSheet) -> Table {
        Table(
            columns: ["字段", "名称", "类型与格式", "必填", "公开范围", "脱敏", "说明"],
            rows: operation.allFields.map { field in
                Table.Row(
                    id: PageNames.field(field.path, operation, sheet),
                    cells: [
                        [.code(field.path)], [.text(field.label)], .lines(value(field.value)), .lines(need(field)),
                        [.text(Words.disclosure(field.disclosure).zh)], [.text(field.masking?.zh ?? "")],
                        field.note.map { [.english($0)] } ?? [],
                    ])
            })
    }

    private func value(_ value: ValueShape) -> [[Inline]] {
        var lines: [[Inline]] = [[.text(value.type.zh)]]
        if let format = value.format {
            lines.append([.page(format, PageNames.vocabulary, anchor: "format-\(format)"), .text("：\(Words.format(format).zh)")])
        }
        if let pattern = value.pattern { lines.append([.text("正则 "), .code(pattern)]) }
        if value.values.count == 1 {
            lines.append([.text("固定为“\(value.values[0])”")])
        } else if !value.values.isEmpty {
            lines.append([.text("取值：\(value.values.joined(separator: "、"))")])
        }
        if let table = value.codeTable { lines.append([.text("代码表 "), .page(table, PageNames.codeTable(table), anchor: nil)]) }
        if let separator = value.separator { lines.append([.text("多项以 "), .code(separator), .text(" 分隔")]) }
        if let placeholder = value.placeholder { lines.append([.text("可用占位码 "), .code(placeholder)]) }
        return lines
    }

    private func need(_ field: FieldSheet) -> [[Inline]] {
        [[.strong(field.need.zh)]] + field.requiredWhen.map { [.text("必填：\($0.zh)")] } + field.forbiddenWhen.map { [.text("不填：\($0.zh)")] }
    }

    // MARK: Code tables and versions

    private var codeTables: [Block] {
        guard !sheet.codeTables.isEmpty else { return [] }
        var blocks: [Block] = [.heading(2, "所用代码表", id: "code-tables")]
        for name in sheet.codeTables {
            guard let table = tables.first(where: { $0.name == name }) else { continue }
            let values = table.entries.map { entry in entry.title.map { "\(entry.value)（\($0)）" } ?? entry.value }
            let more = table.otherPrefix.map { "、\($0)…" } ?? ""
            blocks.append(.paragraph([
                .page("\(table.title)（\(name)）", PageNames.codeTable(name), anchor: nil), .text("：\(values.joined(separator: "、"))\(more)"),
            ]))
        }
        return blocks
    }

    private var versions: [Block] {
        var blocks: [Block] = [.heading(2, "版本与升级", id: "versions")]
        blocks.append(.list(sheet.versions.map { version in
            let status: Inline = .text("：\(Words.status(version.info.status).zh)，标准：\(Words.standard(version.info).zh)")
            if version.reference == sheet.reference { return [.strong("\(version.reference)（本页）"), status] }
            return [.page(version.reference.description, PageNames.contract(version.reference), anchor: nil), status]
        }))
        if sheet.contract.kind.isCase, sheet.versions.count > 1 {
            blocks.append(.paragraph([.text("办件的各步骤不升级：按哪一版报送，台账就按哪一版记载。")]))
        }
        for upgrade in [sheet.upgradeFromBefore, sheet.upgrade].compactMap({ $0 }) {
            blocks.append(.heading(3, "v\(upgrade.from) 的记录升级为 v\(upgrade.to)", id: nil))
            blocks.append(.paragraph([
                .text("旧版记录照常接收，通过检查后按 "), .code("contracts/\(upgrade.file)"), .text(" 升级，不丢失字段，也不编造旧版没有的内容。"),
            ]))
            if let basis = upgrade.basis { blocks.append(.paragraph([.text(basis)])) }
            if !upgrade.waives.isEmpty {
                blocks.append(.table(Table(columns: ["不再要求的字段", "原因"], rows: upgrade.waives.map {
                    Table.Row(cells: [[.text(sheet.named($0.field).zh)], [.text($0.reason.zh)]])
                })))
            }
            var rows = upgrade.sources.map { Table.Row(cells: [[.code($0.to)], [.text($0.from.zh)]]) }
            if let kept = upgrade.kept {
                rows.append(Table.Row(cells: [[.code(kept.to)], [.text("原样保留：\(kept.fields.joined(separator: "、"))")]]))
            }
            blocks.append(.details("字段对应（\(rows.count) 项）", [.table(Table(columns: ["v\(upgrade.to) 字段", "来自 v\(upgrade.from)"], rows: rows))]))
        }
        return blocks
    }

    // MARK: Examples

    private var examples: [Block] {
        let valid = sheet.examples.filter(\.isValid)
        let invalid = sheet.examples.filter { !$0.isValid }
        guard !sheet.examples.isEmpty else { return [] }
        var blocks: [Block] = [.heading(2, "样例", id: "examples")]
        blocks.append(.paragraph([
            .text("样例中的单位和人员均为虚构。自行检查："), .code("credithub check --contract \(sheet.reference) 文件"),
        ]))
        if let first = valid.first(where: { $0.operation == sheet.defaultOperation }) ?? valid.first {
            blocks.append(.heading(3, "合格：\(first.note)", id: "example"))
            blocks.append(.code(PrettyJSON.text(first.document)))
            for example in valid where example.file != first.file {
                blocks.append(.details(
                    "合格：\(example.note)（\(Words.operation(example.operation).zh)）", [.code(PrettyJSON.text(example.document))]))
            }
        }
        guard !invalid.isEmpty else { return blocks }
        blocks.append(.heading(3, "不合格的样例及回执中的错误", id: "refused"))
        blocks.append(.table(Table(columns: ["样例", "错误"], rows: invalid.map { example in
            Table.Row(cells: [
                [.text(example.note), .lineBreak, .text(Words.operation(example.operation).zh), .lineBreak, .code(file(example))],
                .lines(example.faults.map { fault in
                    [code(fault.code), .text(" "), .code(fault.path.isEmpty ? "（整条记录）" : fault.path), .text(" \(fault.message.zh)")]
                }),
            ])
        })))
        for example in invalid {
            blocks.append(.details("不合格：\(example.note)（\(file(example))）", [.code(PrettyJSON.text(example.document))]))
        }
        return blocks
    }

    private func file(_ example: ExampleSheet) -> String {
        example.file.split(separator: "/").last.map(String.init) ?? example.file
    }
}
