import Credit
import JSON

/// What a rule of the schema asks for, a line each.
enum RuleText {
    static func lines(_ rule: RuleSheet, _ sheet: ContractSheet) -> [Bilingual] {
        var lines: [Bilingual] = []
        if !rule.requires.isEmpty {
            let names = Words.join(rule.requires.map(sheet.named))
            lines.append(Bilingual(zh: "必须填写\(names.zh)", en: "\(names.en) must be given"))
        }
        if !rule.forbids.isEmpty {
            let names = Words.join(rule.forbids.map(sheet.named))
            lines.append(Bilingual(zh: "不得填写\(names.zh)", en: "\(names.en) must not be given"))
        }
        for (field, text) in rule.limits {
            let named = sheet.named(field)
            lines.append(Bilingual(zh: "\(named.zh)：\(text.zh)", en: "\(named.en): \(text.en)"))
        }
        if let rest = rule.rest { lines.append(Bilingual(zh: "符合 \(rest)", en: "fits \(rest)")) }
        return lines
    }
}

/// Who a record is about and by what it is known (`x-subject`, `x-identity`), a line each.
struct SubjectText {
    let lines: [(name: Bilingual, text: Bilingual)]

    init(_ sheet: ContractSheet) {
        var lines: [(name: Bilingual, text: Bilingual)] = []
        let kind = Bilingual(zh: "主体类别", en: "kind of subject")
        func title(_ value: JSONValue) -> Bilingual {
            value.stringValue.flatMap(SubjectKind.init).map(Words.subject) ?? Bilingual(zh: value.jsonText, en: value.jsonText)
        }
        if let field = sheet.subject["category"]?.stringValue {
            let values = (sheet.subject["categories"]?.objectValue ?? JSONObject([])).map { member in
                let title = title(member.value)
                return Bilingual(zh: member.name == title.zh ? member.name : "\(member.name)＝\(title.zh)", en: "\(member.name) = \(title.en)")
            }
            let named = sheet.named(field)
            let joined = Words.join(values)
            lines.append((kind, Bilingual(zh: "由\(named.zh)决定：\(joined.zh)", en: "by \(named.en): \(joined.en)")))
        }
        for entry in sheet.subject["categoryFrom"]?.arrayValue ?? [] {
            guard let field = entry["present"]?.stringValue, let value = entry["kind"] else { continue }
            let prefixes = (entry["startsWith"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: "、")
            let named = sheet.named(field)
            let title = title(value)
            lines.append((kind, Bilingual(
                zh: "填写了\(named.zh)" + (prefixes.isEmpty ? "" : "且以 \(prefixes) 开头") + "：\(title.zh)",
                en: "\(named.en) is given" + (prefixes.isEmpty ? "" : " and begins with \(prefixes)") + ": \(title.en)")))
        }
        func field(_ member: String, _ zh: String, _ en: String) {
            guard let name = sheet.subject[member]?.stringValue else { return }
            lines.append((Bilingual(zh: zh, en: en), member == "placeholder" ? Bilingual(zh: name, en: name) : sheet.named(name)))
        }
        field("name", "主体名称", "subject's name")
        field("code", "主体代码", "subject's code")
        field("placeholder", "占位码", "placeholder")
        let substitutes = (sheet.subject["substitutes"]?.arrayValue ?? []).compactMap(\.stringValue)
        if !substitutes.isEmpty {
            lines.append((Bilingual(zh: "无代码时依次用", en: "without a code"), Words.join(substitutes.map(sheet.named))))
        }
        field("documentNumber", "自然人证件号码", "person's number")
        let numbers = (sheet.identity["number"]?.arrayValue ?? []).compactMap(\.stringValue).map(sheet.named)
        var identity = numbers
        switch sheet.identity["authority"]?.stringValue {
        case "binding"?: identity.append(Bilingual(zh: "报送部门（由绑定确定）", en: "the department (from its binding)"))
        case let name?: identity.append(sheet.named(name))
        case nil: break
        }
        identity.append(Bilingual(zh: "主体", en: "the subject"))
        let joined = Words.join(identity, zh: "＋", en: " + ")
        lines.append((Bilingual(zh: "记录标识", en: "identity"), joined))
        self.lines = lines
    }
}
