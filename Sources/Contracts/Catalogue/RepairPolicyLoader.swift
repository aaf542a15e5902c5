import Credit
import JSON

/// Reads `repair-policy.json`: what regime of repair holds when, how long penalties are displayed, which lists can be left early.
struct RepairPolicyLoader {
    let files: ContractFiles
    let codeTables: [String: CodeTable]
    static let file = "repair-policy.json"
    /// 处罚类别 of the newest penalty contract.
    static let kindsTable = "penalty-kinds"

    private struct RegimeKey: Hashable {
        let party: String?
        let from: CivilDate
    }

    private struct ListKey: Hashable {
        let list: String
        let from: CivilDate
    }

    /// - returns: no regime where the catalogue has no such file.
    func load() throws(ContractLoadError) -> RepairPolicy {
        guard let root = try DataPlace.root(of: Self.file, in: files) else { return .none }
        try root.check(members: ["name", "title", "source", "certainty", "regimes", "lists"])
        var regimes: [RepairPolicy.Regime] = []
        var keys: Set<RegimeKey> = []
        for row in try root.rules("regimes") {
            let regime = try regime(row)
            for party in regime.parties.map({ $0.map(Optional.some) }) ?? [nil] {
                guard keys.insert(RegimeKey(party: party, from: regime.from)).inserted else {
                    throw row.error("", "同一日、同一部门另有制度", "another regime begins on the same day for the same department")
                }
            }
            regimes.append(regime)
        }
        return RepairPolicy(regimes: regimes, lists: try lists(root))
    }

    private func regime(_ row: DataPlace) throws(ContractLoadError) -> RepairPolicy.Regime {
        try row.check(members: ["regime", "from", "parties", "basis", "certainty", "place", "classes", "fields"])
        let place = DataPlace(files: files, file: row.file, pointer: row.pointer + "/place", value: row.value["place"] ?? .null)
        try place.check(members: ["zh", "en"])
        return RepairPolicy.Regime(
            name: try row.text("regime"), from: try row.day("from"), parties: row.has("parties") ? Set(try row.texts("parties")) : nil,
            classes: try classes(row), fields: row.has("fields") ? try fields(row) : [], basis: try row.text("basis"),
            place: Bilingual(zh: try place.text("zh"), en: try place.text("en")))
    }

    private func classes(_ regime: DataPlace) throws(ContractLoadError) -> [RepairPolicy.PenaltyClass] {
        var classes: [RepairPolicy.PenaltyClass] = []
        var named: Set<String> = []
        for row in try regime.rules("classes") {
            try row.check(members: ["severity", "displayed", "kinds", "minMonths", "maxMonths", "basis", "certainty"])
            let kinds = row.has("kinds") ? try row.texts("kinds") : nil
            for (index, kind) in (kinds ?? []).enumerated() {
                if let table = codeTables[Self.kindsTable], !table.entries.contains(where: { $0.value == kind }) {
                    throw row.error("kinds/\(index)", "代码表中没有处罚类别 \(kind)", "the code table has no kind of penalty \(kind)")
                }
                guard named.insert(kind).inserted else {
                    throw row.error("kinds/\(index)", "处罚类别 \(kind) 已属另一类", "the kind \(kind) is of another class already")
                }
            }
            let (least, most) = (try row.number("minMonths", in: 0...1200), try row.number("maxMonths", in: 1...1200))
            guard least <= most else { throw row.error("maxMonths", "小于 minMonths", "is less than minMonths") }
            classes.append(
                RepairPolicy.PenaltyClass(
                    severity: try row.text("severity"), isDisplayed: try row.flag("displayed"), kinds: kinds.map(Set.init),
                    minMonths: least, maxMonths: most))
        }
        guard classes.count(where: { $0.kinds == nil }) == 1 else {
            throw regime.error(
                "classes", "须有且只有一类不写 kinds：其余处罚都属于它", "one class, and one only, has no kinds: all other penalties are of it")
        }
        return classes
    }

    private func fields(_ regime: DataPlace) throws(ContractLoadError) -> [RepairPolicy.SpecialField] {
        var fields: [RepairPolicy.SpecialField] = []
        for row in try regime.rules("fields") {
            try row.check(members: ["name", "severity", "parties", "minMonths", "basis", "certainty"])
            _ = try row.text("name")
            let parties = try row.texts("parties")
            for (index, party) in parties.enumerated() where fields.contains(where: { $0.parties.contains(party) }) {
                throw row.error("parties/\(index)", "部门 \(party) 已属另一领域", "the department \(party) is of another field already")
            }
            fields.append(
                RepairPolicy.SpecialField(
                    severity: try row.text("severity"), parties: Set(parties), minMonths: try row.number("minMonths", in: 1...1200)))
        }
        return fields
    }

    private func lists(_ root: DataPlace) throws(ContractLoadError) -> [RepairPolicy.ListRule] {
        let codes = codeTables.values.flatMap(\.entries).filter { $0.designatedBy != nil && $0.code != nil }
        var rules: [RepairPolicy.ListRule] = []
        var keys: Set<ListKey> = []
        for row in try root.items("lists") {
            try row.check(members: ["list", "from", "party", "severity", "earliestMonths", "basis", "certainty"])
            let rule = RepairPolicy.ListRule(
                list: try row.text("list"), from: try row.day("from"), party: try row.text("party"), severity: try row.text("severity"),
                earliestMonths: try row.number("earliestMonths", in: 1...1200), basis: try row.text("basis"))
            let entries = codes.filter { $0.code == rule.list }
            guard !entries.isEmpty else {
                throw row.error("list", "代码表中没有名单 \(rule.list)", "no code table has the list \(rule.list)")
            }
            guard entries.contains(where: { $0.designatedBy?.contains(rule.party) == true }) else {
                throw row.error("party", "\(rule.party) 不是名单的认定单位", "\(rule.party) does not designate for the list")
            }
            guard keys.insert(ListKey(list: rule.list, from: rule.from)).inserted else {
                throw row.error("", "与另一条规则的 list、from 相同", "another rule has the same list and from")
            }
            rules.append(rule)
        }
        return rules
    }
}
