import JSON

/// Tells in words what a document breaks.
enum BrokenConstraint {
    static func text(_ failure: WitnessPlace.Failure, writer: String, reader: String) -> CompatibilityText {
        let place = failure.instance.tokens.isEmpty ? nil : failure.instance.description
        let what = what(failure)
        let uncertain =
            failure.isCertain
            ? CompatibilityText(zh: "", en: "")
            : CompatibilityText(zh: "可能因为:", en: "probably because ")
        return CompatibilityText(
            zh: "\(writer) 允许的文档被 \(reader) 拒绝：\(uncertain.zh)\(place.map { "“\($0)”" } ?? "文档")\(what.zh)",
            en: "\(reader) refuses a document that \(writer) takes: \(uncertain.en)\(place ?? "the document") \(what.en)")
    }

    private static func what(_ failure: WitnessPlace.Failure) -> CompatibilityText {
        func text(_ zh: String, _ en: String) -> CompatibilityText { CompatibilityText(zh: zh, en: en) }
        switch failure.assertion {
        case .never: return text("不允许出现", "is not allowed at all")
        case .types: return text("的类型不被接受", "is of a type that is not taken")
        case .values(let set):
            let values = set.values.prefix(10).map(\.jsonText).joined(separator: ", ")
            return text("不在允许的取值之内：\(values)", "is none of the values \(values)")
        case .minimum(let bound, let isExclusive):
            return text(
                isExclusive ? "应大于 \(bound)" : "应不小于 \(bound)", "should be \(isExclusive ? "more than" : "at least") \(bound)")
        case .maximum(let bound, let isExclusive):
            return text(
                isExclusive ? "应小于 \(bound)" : "应不大于 \(bound)", "should be \(isExclusive ? "less than" : "at most") \(bound)")
        case .multipleOf(let divisor):
            return failure.keyword == "type"
                ? text("应为整数", "should be an integer") : text("应为 \(divisor) 的倍数", "should be a multiple of \(divisor)")
        case .minLength(let length): return text("长度应不少于 \(length)", "should have at least \(length) characters")
        case .maxLength(let length): return text("长度应不超过 \(length)", "should have at most \(length) characters")
        case .pattern(let pattern): return text("不符合正则表达式 \(pattern.text)", "does not match \(pattern.text)")
        case .minItems(let count): return text("元素应不少于 \(count) 个", "should have at least \(count) elements")
        case .maxItems(let count): return text("元素应不超过 \(count) 个", "should have at most \(count) elements")
        case .uniqueItems: return text("有重复的元素", "has equal elements")
        case .items: return text("有不允许的元素", "has an element that is not allowed")
        case .contains: return text("所含符合要求的元素数量不对", "has too few or too many elements of a kind")
        case .minProperties(let count): return text("成员应不少于 \(count) 个", "should have at least \(count) members")
        case .maxProperties(let count): return text("成员应不超过 \(count) 个", "should have at most \(count) members")
        case .required(let name): return text("缺少必填成员“\(name.text)”", "lacks the required member \(name.text)")
        case .members(let rule):
            return text("有不允许的成员\(unwanted(failure, rule))", "has a member that is not allowed:\(unwanted(failure, rule))")
        case .propertyNames: return text("有不允许的成员名", "has a member whose name is not allowed")
        case .dependentRequired(let name, let other):
            return text("有“\(name.text)”而缺少“\(other.text)”", "has \(name.text) without \(other.text)")
        case .anyOf: return text("不符合 anyOf 的任何一项", "fits none of the alternatives")
        case .oneOf: return text("并非恰好符合 oneOf 的一项", "does not fit exactly one of the alternatives")
        case .not: return text("符合了不允许的形式", "is of a form that is ruled out")
        case .atom(.format(let name)): return text("不符合格式 \(name)", "is not of the format \(name)")
        case .atom(.codeTable(let table, _)):
            let name = table.stringValue ?? table.jsonText
            return text("不在代码表 \(name) 之内", "is not in the code table \(name)")
        case .reference, .dependentSchema, .conditional, .atom:
            return text("不符合 \(failure.keyword)", "does not satisfy \(failure.keyword)")
        }
    }

    private static func unwanted(_ failure: WitnessPlace.Failure, _ rule: MemberRule) -> String {
        let names = (failure.value.objectValue?.names ?? []).filter { rule.properties[Name($0)] == nil }
        return names.isEmpty ? "" : " " + names.prefix(5).joined(separator: ", ")
    }
}
