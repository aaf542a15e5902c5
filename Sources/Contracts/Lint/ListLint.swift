import Credit
import JSON

/// Whether a list may exist: 国办发〔2020〕49号 part 4 asks for a basis in law, an authority that decides, conditions of exit and a
/// remedy; each entry of the list's code table says so, or `x-contract.list` for a contract of one list. Nobody under eighteen is put
/// on one: 信用主体 are natural persons of full civil capacity (公共信用信息报告标准(2022年版), 民法典 art. 17).
struct ListLint {
    let context: LintContext
    let contract: LintedContract

    func run() throws(ContractLoadError) {
        guard contract.isList else { return }
        minors()
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

    /// Operations that say when the decision was made must look at the age; those that take a subject off a list never do.
    private func minors() {
        guard contract.allSubjects.contains(.person), let number = contract.subjectField("documentNumber") else { return }
        for operation in contract.contract.operations where operation.place == contract.contract.defaultOperation.place || operation.name == "changed" {
            let isChecked = (contract.conditions[operation.name] ?? []).contains { condition in
                let age = condition["minimumAge"]
                return age?["documentNumber"]?.stringValue == number && (age?["years"]?.intValue ?? 0) >= 18
            }
            guard !isChecked else { continue }
            context.report(
                .minors, operation.place.appending("x-conditions"), "操作 \(operation.name) 没有排除未成年人的条件(minimumAge)",
                "the operation \(operation.name) has no condition that keeps minors off the list (minimumAge)")
        }
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
