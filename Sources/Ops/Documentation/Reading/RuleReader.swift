import Contracts
import Credit
import JSON

/// Reads what a schema says across fields: its `if` … `then` and its `x-conditions`.
struct RuleReader {
    let folder: ContractFolder
    let labels: [String: FieldLabel]

    private var predicates: PredicateText { PredicateText(labels: labels) }

    /// The rules that depend on other fields, those of `allOf` too.
    func rules(at place: ContractFolder.Place) -> [RuleSheet] {
        var rules: [RuleSheet] = []
        for (place, members) in folder.chain(from: place) {
            if let condition = members["if"] {
                let when = predicates.schema(condition)
                if let then = members["then"] { rules.append(rule(when, then)) }
                if let other = members["else"] { rules.append(rule(Bilingual(zh: "并非“\(when.zh)”", en: "not (\(when.en))"), other)) }
            }
            for (name, value) in members["dependentRequired"]?.objectValue ?? JSONObject([]) {
                let field = Words.named(name, labels)
                rules.append(
                    RuleSheet(
                        when: Bilingual(zh: "填写了\(field.zh)", en: "\(field.en) is given"),
                        requires: (value.arrayValue ?? []).compactMap(\.stringValue), forbids: [], limits: [], rest: nil))
            }
            for index in (members["allOf"]?.arrayValue ?? []).indices {
                rules += self.rules(at: place.appending("allOf").appending(String(index)))
            }
        }
        return rules
    }

    private func rule(_ when: Bilingual, _ then: JSONValue) -> RuleSheet {
        var forbids: [String] = []
        var limits: [(field: String, text: Bilingual)] = []
        for (name, schema) in then["properties"]?.objectValue ?? JSONObject([]) {
            guard let members = schema.objectValue else {
                if schema.boolValue == false { forbids.append(name) }
                continue
            }
            var shape = ValueShape()
            shape.take(members)
            var parts = shape.rules
            if !shape.types.isEmpty || shape.minLength != nil || shape.maxLength != nil || shape.minimum != nil || shape.maximum != nil
                || shape.minItems != nil || shape.maxItems != nil
            {
                parts.insert(shape.type, at: 0)
            }
            if parts.isEmpty { parts = [Bilingual(zh: schema.jsonText, en: schema.jsonText)] }
            limits.append((name, Words.join(parts, zh: "；", en: "; ")))
        }
        let rest = (then.objectValue ?? JSONObject([])).filter { !["properties", "required"].contains($0.name) }
        return RuleSheet(
            when: when, requires: (then["required"]?.arrayValue ?? []).compactMap(\.stringValue), forbids: forbids, limits: limits,
            rest: rest.isEmpty ? nil : JSONValue.object(JSONObject(rest.map { ($0.name, $0.value) })).jsonText)
    }

    // MARK: Conditions

    func conditions(at place: ContractFolder.Place) -> [ConditionSheet] {
        guard let entries = folder.value(at: place)?["x-conditions"]?.arrayValue else { return [] }
        return entries.compactMap { entry in
            guard let reference = entry["$ref"]?.stringValue else { return condition(entry) }
            return folder.place(of: reference, from: place.file).flatMap { folder.value(at: $0) }.flatMap(condition)
        }
    }

    private func condition(_ json: JSONValue) -> ConditionSheet? {
        guard let id = json["id"]?.stringValue, let code = json["code"]?.stringValue.flatMap(FaultCode.init) else { return nil }
        func bilingual(_ value: JSONValue?) -> Bilingual? {
            guard let zh = value?["zh"]?.stringValue, let en = value?["en"]?.stringValue else { return nil }
            return Bilingual(zh: zh, en: en)
        }
        return ConditionSheet(
            id: id, code: code, when: json["when"].map { predicates.condition($0) }, check: check(json),
            message: bilingual(json["message"]) ?? code.title, remedy: bilingual(json["remedy"]) ?? code.remedy,
            requires: texts(json["require"]), forbids: texts(json["forbid"]))
    }

    private func texts(_ value: JSONValue?) -> [String] {
        (value?.arrayValue ?? []).compactMap(\.stringValue)
    }

    private func check(_ json: JSONValue) -> Bilingual {
        func named(_ value: JSONValue?) -> Bilingual { Words.named(value?.stringValue ?? "?", labels) }
        if let fields = json["require"]?.arrayValue {
            let names = Words.join(fields.map { named($0) })
            return Bilingual(zh: "必须填写\(names.zh)", en: "\(names.en) must be given")
        }
        if let fields = json["forbid"]?.arrayValue {
            let names = Words.join(fields.map { named($0) })
            return Bilingual(zh: "不得填写\(names.zh)", en: "\(names.en) must not be given")
        }
        if let predicate = json["then"] {
            let text = predicates.condition(predicate)
            return Bilingual(zh: "须满足：\(text.zh)", en: "must hold: \(text.en)")
        }
        if let pair = json["notAfter"]?.arrayValue, pair.count == 2 {
            let (first, second) = (named(pair[0]), named(pair[1]))
            return Bilingual(zh: "\(first.zh)不得晚于\(second.zh)", en: "\(first.en) is not after \(second.en)")
        }
        if let field = json["notInFuture"] {
            let field = named(field)
            return Bilingual(zh: "\(field.zh)不得晚于当天", en: "\(field.en) is not in the future")
        }
        if let pair = json["notYuan"] {
            let (amount, text) = (named(pair["amount"]), named(pair["text"]))
            return Bilingual(
                zh: "\(amount.zh)以万元计，不得照抄\(text.zh)中的元数", en: "\(amount.en) is in 10,000 yuan, not the number of yuan in \(text.en)")
        }
        if let pair = json["countEquals"] {
            let (count, items) = (named(pair["count"]), named(pair["items"]))
            return Bilingual(zh: "\(count.zh)须等于\(items.zh)的项数", en: "\(count.en) is the number of items of \(items.en)")
        }
        if let age = json["minimumAge"] {
            let (number, date, years) = (named(age["documentNumber"]), named(age["date"]), age["years"]?.intValue ?? 0)
            return Bilingual(
                zh: "按\(number.zh)中的出生日期，至\(date.zh)须年满 \(years) 周岁",
                en: "by the birth date in \(number.en), at least \(years) years old on \(date.en)")
        }
        return Bilingual(zh: json.jsonText, en: json.jsonText)
    }
}
