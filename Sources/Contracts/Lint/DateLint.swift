import Credit
import JSON

/// Dates that are ones, and dates of what was done that do not lie ahead: the deadlines of 发改办财金〔2018〕424号 (7 working days) and
/// the terms of display count from them.
struct DateLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        for field in contract.fields where field.isDeclared && isDate(field) && field.format != ContractFormat.standardDate.rawValue {
            context.report(
                .dateFormat, field.place, "日期字段 \(field.label) 须使用 standard-date", "the date \(field.label) must have the format standard-date")
        }
        for operation in contract.contract.operations { pastDates(operation) }
    }

    private func isDate(_ field: LintedField) -> Bool {
        let title = field.title.prefix { $0 != "(" && $0 != "（" }
        return context.policy.dateEndings.contains { title.hasSuffix($0) } || context.policy.dateNameEndings.contains { field.name.hasSuffix($0) }
    }

    private func pastDates(_ operation: Operation) {
        let past = past(operation)
        let starts = Set([contract.head["deadline"]?["field"], contract.head["term"]?["start"]].compactMap { $0?.stringValue })
        for name in operation.fields {
            guard let field = contract.field(name, of: operation) else { continue }
            let isNamed = context.policy.pastTitles.contains { field.title.hasSuffix($0) }
            let isStart = starts.contains(name) && !context.policy.aheadTitles.contains(field.title)
            guard isNamed || isStart, !past.contains(name), field.format == ContractFormat.standardDate.rawValue else { continue }
            context.report(
                .pastDate, field.place, "操作 \(operation.name) 的 \(field.label) 缺少不晚于今天的条件(notInFuture)",
                "\(field.label) in the operation \(operation.name) has no condition that it is not in the future (notInFuture)")
        }
    }

    /// Fields that cannot lie in the future: by a condition of their own, or since they are not after one that cannot.
    private func past(_ operation: Operation) -> Set<String> {
        let conditions = (contract.conditions[operation.name] ?? []).filter { $0["when"] == nil }
        var past = Set(conditions.compactMap { $0["notInFuture"]?.stringValue })
        let pairs = conditions.compactMap { condition -> (String, String)? in
            let names = (condition["notAfter"]?.arrayValue ?? []).compactMap(\.stringValue)
            return names.count == 2 ? (names[0], names[1]) : nil
        }
        let required = contract.required[operation.name] ?? []
        var count = -1
        while count != past.count {
            count = past.count
            for (first, second) in pairs where past.contains(second) && required.contains(second) { past.insert(first) }
        }
        return past
    }
}
