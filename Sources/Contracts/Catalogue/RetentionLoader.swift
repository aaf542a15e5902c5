import Credit
import JSON

/// Reads `retention.json`: what happens at the end of a term, and how long is remembered what.
struct RetentionLoader {
    let files: ContractFiles
    let contracts: Set<String>
    static let file = "retention.json"

    /// - returns: nil where the catalogue has no such file.
    func load() throws(ContractLoadError) -> RetentionPolicy? {
        guard files.exists(Self.file) else { return nil }
        let json = try files.file(Self.file)
        guard let rows = json["rules"]?.arrayValue, !rows.isEmpty else {
            throw files.error(Self.file, "/rules", "缺少保存期限规则", "there are no rules")
        }
        var rules: [RetentionPolicy.Rule] = []
        for (index, row) in rows.enumerated() { rules.append(try rule(row, "/rules/\(index)")) }
        return RetentionPolicy(rules: rules)
    }

    private func rule(_ row: JSONValue, _ place: String) throws(ContractLoadError) -> RetentionPolicy.Rule {
        guard let from = row["from"]?.stringValue.flatMap({ CivilDate($0) }) else {
            throw files.error(Self.file, place + "/from", "应为日期 YYYY-MM-DD", "must be a day as YYYY-MM-DD")
        }
        guard let basis = row["basis"]?.stringValue, !basis.isEmpty else {
            throw files.error(Self.file, place + "/basis", "缺少依据", "the basis is missing")
        }
        guard let expires = row["expires"]?.boolValue else {
            throw files.error(Self.file, place + "/expires", "应为 true 或 false", "must be true or false")
        }
        func months(_ member: String) throws(ContractLoadError) -> Int {
            guard let months = row[member]?.intValue, (0...1200).contains(months) else {
                throw files.error(Self.file, "\(place)/\(member)", "应为 0 到 1200 的月数", "must be months from 0 to 1200")
            }
            return months
        }
        var names: Set<String>?
        if let listed = row["contracts"] {
            guard let values = listed.arrayValue?.compactMap(\.stringValue), !values.isEmpty else {
                throw files.error(Self.file, place + "/contracts", "应为合同名称数组", "must be names of contracts")
            }
            for name in values where !contracts.contains(name) {
                throw files.error(Self.file, place + "/contracts", "目录中没有合同 \(name)", "the catalogue has no contract \(name)")
            }
            names = Set(values)
        }
        return RetentionPolicy.Rule(
            from: from, contracts: names, expires: expires, retentionMonths: try months("retentionMonths"),
            identityMonths: try months("identityMonths"))
    }
}
