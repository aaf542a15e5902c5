import Contracts
import Credit
import JSON

/// Term and deadline of a contract (`x-contract/term`, `deadline`) as sentences.
struct TermText {
    let labels: [String: FieldLabel]

    private func named(_ value: JSONValue?) -> Bilingual? {
        value?.stringValue.map { Words.named($0, labels) }
    }

    func term(_ json: JSONValue?) -> [Bilingual] {
        guard let json, let start = named(json["start"]) else { return [] }
        var lines: [Bilingual] = []
        if let end = named(json["end"]) {
            lines.append(Bilingual(zh: "自\(start.zh)起，至\(end.zh)止", en: "from \(start.en) to \(end.en)"))
        } else if let months = json["months"]?.intValue {
            lines.append(Bilingual(zh: "自\(start.zh)起 \(months) 个月", en: "\(months) months from \(start.en)"))
        } else if json["untilWithdrawn"]?.boolValue == true {
            lines.append(Bilingual(zh: "自\(start.zh)起，至撤销或移出为止", en: "from \(start.en) until withdrawn or taken off"))
        } else {
            lines.append(Bilingual(zh: "自\(start.zh)起", en: "from \(start.en)"))
        }
        if let day = json["unlimited"]?.stringValue {
            lines.append(Bilingual(zh: "长期有效写作 \(day)", en: "without limit is written \(day)"))
        }
        if let table = json["codeTable"]?.stringValue, let list = named(json["list"]) {
            lines.append(Bilingual(zh: "各名单的期限见代码表 \(table)，按\(list.zh)查", en: "each list has its own term in the code table \(table), by \(list.en)"))
        }
        for rule in json["rules"]?.arrayValue ?? [] { lines.append(contentsOf: self.rule(rule)) }
        if let days = json["withdrawalDays"]?.intValue {
            lines.append(Bilingual(zh: "依据的决定被撤销的，\(days) 日内撤下", en: "taken down within \(days) days after the decision is revoked"))
        }
        for name in ["basis", "reason", "note"] {
            guard let text = json[name]?.stringValue else { continue }
            let mark = Self.mark(json)
            lines.append(Bilingual(zh: "\(text)\(mark)", en: "\(text)\(mark)"))
        }
        return lines
    }

    private static func mark(_ json: JSONValue) -> String {
        json["certainty"]?.stringValue.map { " [\($0)]" } ?? ""
    }

    private func rule(_ rule: JSONValue) -> [Bilingual] {
        let from = rule["from"]?.stringValue ?? ""
        let to = rule["to"]?.stringValue
        let basis = (rule["basis"]?.stringValue ?? "") + Self.mark(rule)
        let zhDays = to.map { "\(from) 至 \($0)" } ?? "\(from) 起"
        let enDays = to.map { "\(from) to \($0)" } ?? "from \(from)"
        func limits(_ json: JSONValue) -> Bilingual {
            var zh: [String] = []
            var en: [String] = []
            if json["displayed"]?.boolValue == false {
                zh.append("不公示")
                en.append("not displayed")
            }
            if let months = json["minMonths"]?.intValue {
                zh.append("最短 \(months) 个月")
                en.append("at least \(months) months")
            }
            if let months = json["maxMonths"]?.intValue {
                zh.append("最长 \(months) 个月")
                en.append("at most \(months) months")
            }
            if let longer = json["longerMinMonths"], let months = longer["months"]?.intValue {
                let fields = (longer["fields"]?.arrayValue ?? []).compactMap(\.stringValue).joined(separator: "、")
                zh.append("\(fields)领域最短 \(months) 个月")
                en.append("at least \(months) months for \(fields)")
            }
            return Bilingual(zh: zh.joined(separator: "，"), en: en.joined(separator: ", "))
        }
        guard let classes = rule["classes"]?.arrayValue else {
            let text = limits(rule)
            return [Bilingual(zh: "\(zhDays)（\(basis)）：\(text.zh)", en: "\(enDays) (\(basis)): \(text.en)")]
        }
        return classes.map { entry in
            let text = limits(entry)
            let name = entry["class"]?.stringValue ?? ""
            return Bilingual(zh: "\(zhDays)（\(basis)）“\(name)”：\(text.zh)", en: "\(enDays) (\(basis)), \(name): \(text.en)")
        }
    }

    func deadline(_ json: JSONValue?) -> Bilingual? {
        guard let json, let field = named(json["field"]), let days = json["workingDays"]?.intValue else { return nil }
        let basis = json["basis"]?.stringValue
        return Bilingual(
            zh: "自\(field.zh)起 \(days) 个工作日内报送" + (basis.map { "（\($0)）" } ?? ""),
            en: "within \(days) working days from \(field.en)" + (basis.map { " (\($0))" } ?? ""))
    }

    /// `x-contract/list`: who designates, how one leaves, what one can do.
    func list(_ json: JSONValue?) -> [Bilingual] {
        guard let json else { return [] }
        var lines: [Bilingual] = []
        let parties = (json["designatedBy"]?.arrayValue ?? []).compactMap(\.stringValue)
        if !parties.isEmpty {
            lines.append(Bilingual(zh: "认定部门：\(parties.joined(separator: "、"))", en: "designated by: \(parties.joined(separator: ", "))"))
        }
        if let text = json["exit"]?.stringValue { lines.append(Bilingual(zh: "移出：\(text)", en: "exit: \(text)")) }
        if let text = json["remedy"]?.stringValue { lines.append(Bilingual(zh: "救济：\(text)", en: "remedy: \(text)")) }
        return lines
    }
}
