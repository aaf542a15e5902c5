import Contracts
import Credit
import JSON

/// `contracts list`: every contract and version, a line each.
public struct ContractListing {
    private let contracts: [Contract]

    /// - parameter catalogue: in the order of its `catalogue.json`.
    public init(_ catalogue: Catalogue) {
        contracts = catalogue.contracts
    }

    public func lines(_ language: Language) -> [String] {
        var table = TextTable(
            header: language == .zh
                ? ["合同", "名称", "状态", "启用", "停用", "公开范围", "主体", "标准", "归口"]
                : ["contract", "title", "status", "from", "to", "disclosure", "subjects", "standard", "owner"])
        for contract in contracts {
            let info = contract.info
            table.add([
                contract.reference.description, contract.title, Words.status(info.status).text(language),
                info.effectiveFrom?.description ?? "", info.effectiveTo?.description ?? "",
                info.disclosure.map { Words.disclosure($0).text(language) } ?? "", subjects(contract, language),
                standard(info, language), info.owner,
            ])
        }
        let names = Set(contracts.map(\.reference.name)).count
        let total = language == .zh
            ? "共 \(names) 个合同、\(contracts.count) 个版本" : "\(names) contracts, \(contracts.count) versions"
        return table.lines(indent: "") + ["", total]
    }

    private func subjects(_ contract: Contract, _ language: Language) -> String {
        let kinds = contract.subjectKinds
        if language == .zh { return kinds.map { ["organisation": "法人", "soleTrader": "个体户", "person": "自然人"][$0.rawValue] ?? $0.rawValue }.joined(separator: " ") }
        return kinds.map { Words.subject($0).en }.joined(separator: ", ")
    }

    private func standard(_ info: ContractInfo, _ language: Language) -> String {
        guard info.standard == "local" else { return info.standard }
        return language == .zh ? "地方" : "local"
    }

    /// One line of JSON for each contract and version.
    public var json: [String] {
        contracts.map { contract in
            let info = contract.info
            return JSONValue.members([
                ("contract", .string(contract.reference.description)), ("name", .string(contract.reference.name)),
                ("version", .int(contract.reference.version)), ("title", .string(contract.title)),
                ("kind", .string(contract.kind.rawValue)), ("status", .string(info.status.rawValue)),
                ("effectiveFrom", .optional(info.effectiveFrom?.description)),
                ("effectiveTo", .optional(info.effectiveTo?.description)), ("disclosure", .optional(info.disclosure?.rawValue)),
                ("subjects", .strings(contract.subjectKinds.map(\.rawValue))), ("standard", .string(info.standard)),
                ("owner", .string(info.owner)), ("catalogueItem", .string(info.catalogueItem)),
            ]).jsonText
        }
    }
}

extension Contract {
    /// Kinds of subject that it takes: those of its file, or all where it names none.
    var subjectKinds: [SubjectKind] {
        info.subjects.isEmpty ? SubjectKind.allCases : info.subjects
    }
}
