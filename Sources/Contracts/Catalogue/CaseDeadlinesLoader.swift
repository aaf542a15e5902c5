import Credit
import JSON

/// Reads `case-deadlines.json`: how long each step of a case may take.
struct CaseDeadlinesLoader {
    let files: ContractFiles
    static let file = "case-deadlines.json"

    private struct Key: Hashable {
        let kind: String
        let step: String
        let region: String
        let from: CivilDate
    }

    /// - returns: no rules where the catalogue has no such file.
    func load() throws(ContractLoadError) -> CaseDeadlines {
        guard let root = try DataPlace.root(of: Self.file, in: files) else { return .none }
        try root.check(members: ["name", "title", "source", "certainty", "rules"])
        var rules: [CaseDeadlines.Rule] = []
        var keys: Set<Key> = []
        for row in try root.rules("rules") {
            let rule = try rule(row)
            guard keys.insert(Key(kind: rule.kind, step: rule.step, region: rule.region, from: rule.from)).inserted else {
                throw row.error(
                    "", "与另一条规则的 kind、step、region、from 相同", "another rule has the same kind, step, region and from")
            }
            rules.append(rule)
        }
        return CaseDeadlines(rules: rules)
    }

    private func rule(_ row: DataPlace) throws(ContractLoadError) -> CaseDeadlines.Rule {
        try row.check(members: [
            "kind", "step", "region", "from", "count", "unit", "remindBefore", "escalateAfter", "mostExtension", "basis", "certainty",
        ])
        guard let unit = CaseDeadlines.Unit(rawValue: try row.text("unit")) else {
            let names = CaseDeadlines.Unit.allCases.map(\.rawValue).joined(separator: " | ")
            throw row.error("unit", "应为 \(names)", "must be \(names)")
        }
        return CaseDeadlines.Rule(
            kind: try row.text("kind"), step: try row.text("step"), region: try row.region("region"), from: try row.day("from"),
            count: try row.number("count", in: 1...1200), unit: unit, remindBefore: try row.number("remindBefore", in: 0...250),
            escalateAfter: try row.number("escalateAfter", in: 0...250),
            mostExtension: row.has("mostExtension") ? try row.number("mostExtension", in: 1...1200) : nil, basis: try row.text("basis"))
    }
}
