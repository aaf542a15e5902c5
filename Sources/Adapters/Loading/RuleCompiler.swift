import JSON

/// Reads the rules of `fields`.
struct RuleCompiler {
    let columns: ColumnCollector
    let steps: StepCompiler

    private static let sources = ["from", "firstOf", "join", "text", "value", "binding"]
    private static let members = StepCompiler.members.union(sources).union(["to", "when"])

    func compile(_ place: Place, into kind: FieldPlan.Kind) throws(AdapterLoadError) -> Rule {
        try place.only(Self.members)
        let named = Self.sources.filter { place.optional($0) != nil }
        guard named.count == 1, let source = place.optional(named[0]) else {
            let all = Self.sources.joined(separator: ", ")
            throw place.error("须恰有一个来源：\(all)", "there must be exactly one source: \(all)")
        }
        var condition: RuleCondition?
        if let when = place.optional("when") { condition = try self.condition(when) }
        let (compiled, used) = try self.source(named[0], source)
        let isConstant = named[0] == "value"
        if isConstant, let step = StepCompiler.members.sorted().compactMap({ place.optional($0) }).first {
            throw step.error("固定的值不需要这一步", "a fixed value needs no such step")
        }
        if case .literal = compiled { try checkLiteral(source, kind) }
        if case .text = compiled, kind != .text { throw source.error("合同中的字段不是文本", "the contract's field is no text") }
        return Rule(
            source: compiled, steps: isConstant ? Steps() : try steps.compile(place, into: kind), condition: condition,
            column: used.isEmpty ? nil : used.map { columns.names[$0] }.joined(separator: "、"))
    }

    private func checkLiteral(_ source: Place, _ kind: FieldPlan.Kind) throws(AdapterLoadError) {
        let isNumber = source.value.numberValue != nil
        guard kind == (isNumber ? .number : .boolean) else {
            throw source.error("与合同中字段的类型不符", "not of the type of the contract's field")
        }
    }

    private func source(_ name: String, _ place: Place) throws(AdapterLoadError) -> (Rule.Source, [Int]) {
        switch name {
        case "from":
            let column = try columns.use(place)
            return (.column(column), [column])
        case "firstOf":
            let list = try list(place)
            return (.firstOf(list), list)
        case "join":
            try place.only(["of", "with"])
            let list = try list(try place.required("of"))
            return (.join(list, with: StableText(try place.required("with").string())), list)
        case "text": return try template(place)
        case "binding": return (.fact(try place.choice(Rule.Fact.self)), [])
        default:
            switch place.value {
            case .string: return (.text(StableText(try place.text())), [])
            case .number(let number): return (.literal(StableText(number.description)), [])
            case .bool(let bool): return (.literal(StableText(bool ? "true" : "false")), [])
            default: throw place.error("应为文本、数字或 true、false", "must be a text, a number, true or false")
            }
        }
    }

    private func list(_ place: Place) throws(AdapterLoadError) -> [Int] {
        var list: [Int] = []
        for element in try place.someElements() {
            let column = try columns.use(element)
            guard !list.contains(column) else { throw element.error("列重复", "the column occurs twice") }
            list.append(column)
        }
        return list
    }

    private func template(_ place: Place) throws(AdapterLoadError) -> (Rule.Source, [Int]) {
        func bad() -> AdapterLoadError {
            place.error("花括号不成对，或其中没有列", "braces do not come in pairs, or hold no column")
        }
        var pieces: [Rule.Piece] = []
        var used: [Int] = []
        var rest = try place.text()[...]
        while !rest.isEmpty {
            let text = rest.prefix { $0 != "{" && $0 != "}" }
            if !text.isEmpty { pieces.append(.text(StableText(String(text)))) }
            rest = rest.dropFirst(text.count)
            guard let brace = rest.popFirst() else { break }
            guard brace == "{", let end = rest.firstIndex(of: "}"), end != rest.startIndex else { throw bad() }
            let column = try columns.use(String(rest[..<end]), place)
            pieces.append(.column(column))
            if !used.contains(column) { used.append(column) }
            rest = rest[rest.index(after: end)...]
        }
        guard !used.isEmpty else { throw place.error("没有引用任何列；固定文本请用 value", "no column is named; use value for a fixed text") }
        return (.template(pieces), used)
    }

    private func condition(_ place: Place) throws(AdapterLoadError) -> RuleCondition {
        try place.only(["column", "is", "present", "startsWith", "not"])
        let column = try columns.use(try place.required("column"))
        let tests = ["is", "present", "startsWith"].compactMap { place.optional($0) }
        guard tests.count == 1 else {
            throw place.error("须恰有 is、present、startsWith 之一", "there must be exactly one of is, present, startsWith")
        }
        let test: RuleCondition.Test
        if let list = place.optional("is") {
            test = .isOneOf(try list.strings())
        } else if let list = place.optional("startsWith") {
            test = .startsWith(try list.strings())
        } else {
            guard try tests[0].flag() else { throw tests[0].error("只能是 true；相反的意思用 not", "must be true; use not for the opposite") }
            test = .isPresent
        }
        return RuleCondition(column: column, test: test, isNegated: try place.optional("not")?.flag() ?? false)
    }
}
