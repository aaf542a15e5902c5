import Credit
import JSON

/// What a contract must say of itself (`x-contract`): by what law, under which item, for whom, whose, since when.
///
/// 国办发〔2020〕49号, part 2: public credit information is collected under a catalogue, each item with its basis; part 3: who may
/// see it is decided item by item.
struct GovernanceLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        basis()
        item()
        subjects()
        dates()
        texts()
        identity()
    }

    private func report(_ rule: LintRule, _ pointer: String, _ zh: String, _ en: String) {
        context.report(rule, contract, pointer, zh, en)
    }

    private func text(_ member: String) -> String? {
        contract.head[member]?.stringValue.flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    private func basis() {
        // None at all is an error of loading; here each is looked at.
        for (index, basis) in (contract.head["legalBasis"]?.arrayValue ?? []).enumerated() {
            for member in ["law", "article"] where basis[member]?.stringValue?.isEmpty ?? true {
                report(
                    .legalBasis, "/x-contract/legalBasis/\(index)", "法律依据缺少 \(member)；条款不确定时写“全文”并注明 certainty",
                    "the legal basis lacks \(member); where the article is not certain write 全文 and its certainty")
            }
        }
    }

    private func item() {
        let item = text("catalogueItem") ?? ""
        if !["全国公共信用信息基础目录", "地方补充目录"].contains(where: { item.hasPrefix($0) && item.contains(": ") }) {
            report(
                .catalogueItem, "/x-contract/catalogueItem", "目录项应为“全国公共信用信息基础目录(…年版): …”或“地方补充目录: …”",
                "must be 全国公共信用信息基础目录(… 年版): … or 地方补充目录: …")
        }
        if contract.contract.info.disclosure == nil {
            report(
                .disclosure, "/x-contract/disclosure", "公开范围应为 public、government 或 authorised",
                "must be public, government or authorised")
        }
        if text("standard") == nil {
            report(.standard, "/x-contract/standard", "缺少所依标准；没有国家标准的写 local", "the standard is missing; without a national one write local")
        }
        if text("owner") == nil { report(.owner, "/x-contract/owner", "缺少维护单位", "the owner is missing") }
        if contract.head["status"]?.stringValue.flatMap(ContractInfo.Status.init) == nil {
            report(
                .status, "/x-contract/status", "状态应为 draft、active、deprecated 或 retired",
                "must be draft, active, deprecated or retired")
        }
    }

    private func subjects() {
        let named = (contract.head["subjects"]?.arrayValue ?? []).map { $0.stringValue ?? $0.jsonText }
        guard !named.isEmpty else {
            return report(.subjects, "/x-contract/subjects", "缺少主体类别 subjects", "subjects are missing")
        }
        if let unknown = named.first(where: { SubjectKind(rawValue: $0) == nil }) {
            return report(.subjects, "/x-contract/subjects", "没有主体类别 \(unknown)", "there is no kind of subject \(unknown)")
        }
        let taken = contract.subjectKinds
        if Set(named) != taken {
            let list = taken.sorted().joined(separator: ", ")
            report(
                .subjects, "/x-contract/subjects", "subjects 与 x-subject 所收的类别不符（后者为 \(list)）",
                "subjects are not those that x-subject takes (\(list))")
        }
    }

    private func dates() {
        let info = contract.contract.info
        guard let from = info.effectiveFrom else {
            return report(.effectiveDates, "/x-contract/effectiveFrom", "缺少启用日期或不是日期", "the first day is missing or no date")
        }
        guard contract.head["effectiveTo"] != nil else { return }
        guard let to = info.effectiveTo else {
            return report(.effectiveDates, "/x-contract/effectiveTo", "停用日期不是日期", "the last day is no date")
        }
        if to < from {
            report(.effectiveDates, "/x-contract/effectiveTo", "停用日期早于启用日期", "the last day is before the first")
        }
    }

    private func texts() {
        let json = contract.json
        if !(json["title"]?.stringValue ?? "").unicodeScalars.contains(where: { (0x4e00...0x9fff).contains($0.value) }) {
            report(.title, "/title", "合同缺少中文名称", "the contract has no Chinese title")
        }
        if !(json["description"]?.stringValue ?? "").utf8.contains(where: { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7a }) {
            report(.description, "/description", "合同缺少英文说明", "the contract has no English description")
        }
        let id = ContractFiles.base + contract.contract.file
        if json["$id"]?.stringValue != id { report(.schemaID, "/$id", "$id 应为 \(id)", "$id must be \(id)") }
    }

    /// A record without the number that it is known by can neither be corrected nor withdrawn.
    private func identity() {
        let numbers = (contract.json["x-identity"]?["number"]?.arrayValue ?? []).compactMap(\.stringValue)
        for operation in contract.contract.operations {
            for number in numbers where !(contract.required[operation.name]?.contains(number) ?? false) {
                context.report(
                    .identity, operation.place.appending("required"), "操作 \(operation.name) 未将标识字段 \(number) 列为必填",
                    "the operation \(operation.name) does not require \(number), by which a record is known")
            }
        }
    }
}
