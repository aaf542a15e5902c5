import Contracts
import Credit
import JSON

/// The tests of `when` and `if` as words.
struct PredicateText {
    let labels: [String: FieldLabel]

    private func named(_ value: JSONValue?) -> Bilingual {
        Words.named(value?.stringValue ?? "?", labels)
    }

    private static func quoted(_ values: [JSONValue]) -> Bilingual {
        let texts = values.map { $0.stringValue ?? $0.jsonText }
        return Bilingual(zh: texts.map { "“\($0)”" }.joined(separator: "或"), en: texts.map { "\"\($0)\"" }.joined(separator: " or "))
    }

    /// A predicate of `x-conditions`.
    func condition(_ json: JSONValue, isInner: Bool = false) -> Bilingual {
        if let inner = json["not"] {
            if let text = denied(inner) { return text }
            let text = condition(inner, isInner: true)
            return Bilingual(zh: "并非“\(text.zh)”", en: "not (\(text.en))")
        }
        for (member, zh, en) in [("all", "且", " and "), ("any", "或", " or ")] {
            guard let inner = json[member]?.arrayValue else { continue }
            let text = Words.join(inner.map { condition($0, isInner: true) }, zh: "，\(zh)", en: en)
            return isInner && inner.count > 1 ? Bilingual(zh: "（\(text.zh)）", en: "(\(text.en))") : text
        }
        let field = named(json["field"])
        if let values = json["is"]?.arrayValue {
            let quoted = Self.quoted(values)
            return Bilingual(zh: "\(field.zh)为\(quoted.zh)", en: "\(field.en) is \(quoted.en)")
        }
        if let items = json["has"]?.arrayValue {
            let quoted = Self.quoted(items)
            return Bilingual(zh: "\(field.zh)含\(quoted.zh)", en: "\(field.en) has \(quoted.en)")
        }
        if let prefixes = json["startsWith"]?.arrayValue {
            let quoted = Self.quoted(prefixes)
            return Bilingual(zh: "\(field.zh)以\(quoted.zh)开头", en: "\(field.en) begins with \(quoted.en)")
        }
        if let isPresent = json["present"]?.boolValue {
            return isPresent ? Bilingual(zh: "填写了\(field.zh)", en: "\(field.en) is given")
                : Bilingual(zh: "未填\(field.zh)", en: "\(field.en) is not given")
        }
        return Bilingual(zh: json.jsonText, en: json.jsonText)
    }

    /// A simple test denied, without “not”.
    private func denied(_ json: JSONValue) -> Bilingual? {
        let field = named(json["field"])
        if let values = json["is"]?.arrayValue {
            let quoted = Self.quoted(values)
            return Bilingual(zh: "\(field.zh)不为\(quoted.zh)", en: "\(field.en) is not \(quoted.en)")
        }
        if let items = json["has"]?.arrayValue {
            let quoted = Self.quoted(items)
            return Bilingual(zh: "\(field.zh)不含\(quoted.zh)", en: "\(field.en) does not have \(quoted.en)")
        }
        if let prefixes = json["startsWith"]?.arrayValue {
            let quoted = Self.quoted(prefixes)
            return Bilingual(zh: "\(field.zh)不以\(quoted.zh)开头", en: "\(field.en) does not begin with \(quoted.en)")
        }
        return nil
    }

    /// The schema of an `if`: fields that have given values, are given, or are not.
    func schema(_ json: JSONValue) -> Bilingual {
        guard let members = json.objectValue, members.names.allSatisfy({ ["properties", "required"].contains($0) }) else {
            return Bilingual(zh: "记录符合 \(json.jsonText)", en: "the record fits \(json.jsonText)")
        }
        var texts: [Bilingual] = []
        var told: Set<String> = []
        for (name, schema) in members["properties"]?.objectValue ?? JSONObject([]) {
            let field = Words.named(name, labels)
            told.insert(name)
            if schema.boolValue == false {
                texts.append(Bilingual(zh: "未填\(field.zh)", en: "\(field.en) is not given"))
            } else if let values = schema["const"].map({ [$0] }) ?? schema["enum"]?.arrayValue, schema.objectValue?.count == 1 {
                let quoted = Self.quoted(values)
                texts.append(Bilingual(zh: "\(field.zh)为\(quoted.zh)", en: "\(field.en) is \(quoted.en)"))
            } else {
                texts.append(Bilingual(zh: "\(field.zh)符合 \(schema.jsonText)", en: "\(field.en) fits \(schema.jsonText)"))
            }
        }
        for name in (members["required"]?.arrayValue ?? []).compactMap(\.stringValue) where !told.contains(name) {
            let field = Words.named(name, labels)
            texts.insert(Bilingual(zh: "填写了\(field.zh)", en: "\(field.en) is given"), at: 0)
        }
        return Words.join(texts, zh: "，且", en: " and ")
    }
}
