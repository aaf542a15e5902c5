import Credit
import JSON

/// Whether a list may exist: 国办发〔2020〕49号 part 4 asks for a basis in law, an authority that decides, conditions of exit and a
/// remedy; each entry of the list's code table says so, or `x-contract.list` for a contract of one list.
struct ListLint {
    let context: LintContext
    let contract: LintedContract

    func run() throws(ContractLoadError) {
        guard contract.isList else { return }
        guard let table = contract.contract.defaultOperation.list?.table else { return single() }
        for name in context.files.names(in: "code-tables") {
            let file = "code-tables/\(name)"
            let json = try context.files.file(file)
            guard json["name"]?.stringValue == table.name else { continue }
            for (index, entry) in (json["entries"]?.arrayValue ?? []).enumerated() {
                let missing = Self.missing(entry, isTable: true)
                guard !missing.isEmpty else { continue }
                report(file, "/entries/\(index)", entry["value"]?.stringValue ?? "", missing)
            }
        }
    }

    /// A list that its own contract describes: kinds, basis and term are the contract's.
    private func single() {
        let missing = Self.missing(contract.head["list"] ?? .null, isTable: false)
        if !missing.isEmpty { report(contract.contract.file, "/x-contract/list", contract.contract.title, missing) }
    }

    private func report(_ file: String, _ pointer: String, _ list: String, _ missing: [String]) {
        let names = missing.joined(separator: ", ")
        context.report(.listGovernance, file, pointer, "名单“\(list)”缺少 \(names)", "the list \(list) lacks \(names)")
    }

    private static func missing(_ json: JSONValue, isTable: Bool) -> [String] {
        var missing: [String] = []
        if !(json["designatedBy"]?.arrayValue ?? []).contains(where: { !($0.stringValue ?? "").isEmpty }) { missing.append("designatedBy") }
        for member in ["exit", "remedy"] + (isTable ? ["legalBasis"] : []) where (json[member]?.stringValue ?? "").isEmpty {
            missing.append(member)
        }
        guard isTable else { return missing }
        let kinds = json["subjectKinds"]?.arrayValue ?? []
        if kinds.isEmpty || kinds.contains(where: { $0.stringValue.flatMap(SubjectKind.init) == nil }) { missing.append("subjectKinds") }
        if (json["termMonths"]?.intValue ?? 0) <= 0 && json["noTerm"]?.boolValue != true { missing.append("termMonths | noTerm") }
        return missing
    }
}
