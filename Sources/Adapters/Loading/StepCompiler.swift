/// Reads the steps of a rule.
struct StepCompiler {
    let tables: [String: TextTable]

    static let members: Set<String> = ["clean", "split", "items", "values", "otherwise", "dates", "number", "unit"]

    func compile(_ rule: Place, into kind: FieldPlan.Kind) throws(AdapterLoadError) -> Steps {
        var steps = Steps()
        if let clean = rule.optional("clean") {
            for step in try clean.someElements() { steps.clean.append(try step.choice(Steps.Clean.self)) }
        }
        if let split = rule.optional("split") {
            try split.only(["at", "item"])
            let item = try split.required("item")
            guard let number = item.value.intValue, (0...1000).contains(number) else {
                throw item.error("应为从 0 起的整数", "must be a whole number from 0")
            }
            steps.split = (StableText(try split.required("at").text()), number)
        }
        if let items = rule.optional("items") {
            try items.only(["at", "with"])
            steps.items = (StableText(try items.required("at").text()), StableText(try items.required("with").string()))
        }
        if let values = rule.optional("values") { steps.table = try table(values) }
        if let otherwise = rule.optional("otherwise") {
            guard steps.table != nil else { throw otherwise.error("otherwise 需要 values", "otherwise needs values") }
            steps.otherwise = try self.otherwise(otherwise)
        }
        if let dates = rule.optional("dates") {
            for place in try dates.someElements() {
                guard let form = DateForm(try place.string()) else {
                    throw place.error(
                        "不是日期格式：须含 yyyy、MM 或 M、dd 或 d，时间为 HH、mm、ss", "not a form of dates: it needs yyyy, MM or M, dd or d; times are HH, mm, ss")
                }
                steps.dates.append(form)
            }
        }
        try number(rule, kind, &steps)
        return steps
    }

    private func number(_ rule: Place, _ kind: FieldPlan.Kind, _ steps: inout Steps) throws(AdapterLoadError) {
        steps.isNumber = kind == .number
        if let number = rule.optional("number") {
            guard try number.flag() else { throw number.error("只能是 true", "must be true") }
            steps.isNumber = true
        }
        if let unit = rule.optional("unit") {
            steps.shift = try unit.choice(AmountUnit.self).shift
            steps.isNumber = true
        }
        guard steps.isNumber else { return }
        if let dates = rule.optional("dates") {
            throw dates.error("日期不能是数字：dates 不能与 number、unit 或数字字段同用", "a date is no number: dates cannot go with number, unit or a number field")
        }
        if let items = rule.optional("items") {
            throw items.error("多项不能是数字：items 不能与 number、unit 或数字字段同用", "several items are no number: items cannot go with number, unit or a number field")
        }
        if kind == .text || kind == .boolean {
            throw (rule.optional("unit") ?? rule.optional("number") ?? rule).error("合同中的字段不是数字", "the contract's field is no number")
        }
    }

    private func table(_ place: Place) throws(AdapterLoadError) -> TextTable {
        if let name = place.value.stringValue {
            guard let table = tables[name] else { throw place.error("tables 中没有 \(name)", "tables has no \(name)") }
            return table
        }
        return try Self.readTable(place)
    }

    /// Reads a code table: from text to text, or to null.
    static func readTable(_ place: Place) throws(AdapterLoadError) -> TextTable {
        var rows: [(String, String?)] = []
        for (name, value) in try place.members() {
            let key = StableText(name)
            guard !Blanks.isBlank(key.bytes), Blanks.trim(key.bytes).count == key.bytes.count else {
                throw value.error("取值为空或首尾有空白，不会出现", "the value is empty or has blanks at its ends: it cannot occur")
            }
            rows.append((name, value.value.isNull ? nil : try value.text()))
        }
        guard !rows.isEmpty else { throw place.error("不得为空", "must not be empty") }
        return TextTable(rows)
    }

    private func otherwise(_ place: Place) throws(AdapterLoadError) -> Steps.Otherwise {
        switch place.value {
        case .string("refuse"): return .refuse
        case .string("keep"): return .keep
        case .object:
            try place.only(["value"])
            let text = try place.required("value").text()
            return .text(Self.pieces(text))
        default:
            throw place.error("应为 refuse、keep 或 {\"value\": …}", "must be refuse, keep or {\"value\": …}")
        }
    }

    /// The text between occurrences of `{}`.
    private static func pieces(_ text: String) -> [StableText] {
        var pieces: [String] = [""]
        var rest = Substring(text)
        while let first = rest.popFirst() {
            if first == "{", rest.first == "}" {
                rest.removeFirst()
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(first)
            }
        }
        return pieces.map(StableText.init)
    }
}
