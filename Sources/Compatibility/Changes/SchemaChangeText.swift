import JSON

/// The words for changes.
enum SchemaChangeText {
    private static func zh(_ field: String) -> String { field.isEmpty ? "整个文档" : "字段“\(field)”" }

    private static func en(_ field: String) -> String { field.isEmpty ? "the document" : "field \(field)" }

    private static func text(_ value: JSONValue?, none: String) -> String {
        guard let value else { return none }
        let text = value.stringValue ?? value.jsonText
        return text.count > 80 ? text.prefix(80) + "…" : text
    }

    static func field(_ name: String, _ title: String?, isAdded: Bool) -> CompatibilityText {
        let label = title.map { "\(name)(\($0))" } ?? name
        return CompatibilityText(
            zh: isAdded ? "新增字段“\(label)”" : "删除字段“\(label)”",
            en: isAdded ? "field \(label) was added" : "field \(label) was removed")
    }

    static func required(_ name: String, isRequired: Bool, isNewField: Bool) -> CompatibilityText {
        guard isRequired else {
            return CompatibilityText(zh: "字段“\(name)”不再必填", en: "field \(name) is no longer required")
        }
        return isNewField
            ? CompatibilityText(zh: "新增的字段“\(name)”必填", en: "the new field \(name) is required")
            : CompatibilityText(zh: "字段“\(name)”改为必填", en: "field \(name) is now required")
    }

    static func limit(
        _ field: String, _ keyword: String, _ old: ExactDecimal?, _ new: ExactDecimal?, isNarrower: Bool
    ) -> CompatibilityText {
        let from = old?.description
        let to = new?.description
        return CompatibilityText(
            zh: "\(zh(field))的限制 \(keyword) \(isNarrower ? "收紧" : "放宽")：\(from ?? "无") → \(to ?? "无")",
            en: "\(keyword) of \(en(field)) was \(isNarrower ? "narrowed" : "widened"): \(from ?? "none") → \(to ?? "none")")
    }

    static func unique(_ field: String, _ isUnique: Bool) -> CompatibilityText {
        CompatibilityText(
            zh: "\(zh(field))的元素\(isUnique ? "不得重复" : "可以重复")",
            en: "elements of \(en(field)) \(isUnique ? "must be unique now" : "may be equal now")")
    }

    static func enumeration(_ field: String, _ values: [JSONValue], isNew: Bool) -> CompatibilityText {
        let list = self.list(values)
        return CompatibilityText(
            zh: isNew ? "\(zh(field))限定取值：\(list)" : "\(zh(field))不再限定取值：\(list)",
            en: isNew ? "\(en(field)) is limited to values: \(list)" : "\(en(field)) is no longer limited to values: \(list)")
    }

    static func values(_ field: String, _ values: [JSONValue], areAdded: Bool) -> CompatibilityText {
        let list = self.list(values)
        return CompatibilityText(
            zh: "\(zh(field))\(areAdded ? "新增" : "删除")取值：\(list)",
            en: "values of \(en(field)) were \(areAdded ? "added" : "removed"): \(list)")
    }

    private static func list(_ values: [JSONValue]) -> String {
        let shown = values.prefix(20).map { text($0, none: "") }.joined(separator: "、")
        return values.count > 20 ? shown + "…" : shown
    }

    static func changed(_ field: String, _ keyword: String, _ old: JSONValue?, _ new: JSONValue?) -> CompatibilityText {
        let names = ["type": "类型", "pattern": "正则表达式", "format": "格式", "x-mask": "脱敏方式", "x-disclosure": "公开范围"]
        let isBare = old == nil && new == nil
        let zhChange = isBare ? "" : "：\(text(old, none: "无")) → \(text(new, none: "无"))"
        let enChange = isBare ? "" : ": \(text(old, none: "none")) → \(text(new, none: "none"))"
        return CompatibilityText(
            zh: "\(zh(field))的\(names[keyword] ?? " \(keyword) ")改变\(zhChange)",
            en: "\(keyword) of \(en(field)) changed\(enChange)")
    }

    static func rule(_ field: String, _ keyword: String, isAdded: Bool) -> CompatibilityText {
        CompatibilityText(
            zh: "\(zh(field))\(isAdded ? "新增" : "删除")规则 \(keyword)",
            en: "a rule of \(en(field)) was \(isAdded ? "added" : "removed"): \(keyword)")
    }

    static func replaced(_ field: String) -> CompatibilityText {
        CompatibilityText(zh: "\(zh(field))的模式被整体替换", en: "the schema of \(en(field)) was replaced as a whole")
    }
}
