import Credit
import JSON

/// How long records are kept and shown (`x-contract.term`): 个人信息保护法 art. 19 asks for the shortest time that serves the purpose,
/// so no contract goes without one.
struct TermLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        guard let term = contract.head["term"], term.objectValue != nil else {
            return report("", "缺少期限", "the term is missing")
        }
        guard let start = term["start"]?.stringValue, isDate(start) else {
            return report("/start", "期限的起算字段不是合同的日期字段", "the term does not start with a date of the contract")
        }
        if let end = term["end"], !(end.stringValue.map(isDate) ?? false) {
            return report("/end", "期限的截止字段不是合同的日期字段", "the term does not end with a date of the contract")
        }
        func has(_ member: String) -> Bool { !(term[member]?.stringValue ?? "").isEmpty }
        let isMonths = (term["months"]?.intValue ?? 0) > 0 && has("basis")
        let isUntilWithdrawn = term["untilWithdrawn"]?.boolValue == true && has("reason")
        let isTable = has("codeTable") && has("list") && context.catalogue.codeTables[term["codeTable"]?.stringValue ?? ""] != nil
        let isRules = !(term["rules"]?.arrayValue ?? []).isEmpty
        if !has("end") && !isMonths && !isUntilWithdrawn && !isTable && !isRules {
            report(
                "", "期限应有 end、months 加 basis、untilWithdrawn 加 reason、codeTable 加 list，或 rules 之一",
                "a term has end, months with basis, untilWithdrawn with reason, codeTable with list, or rules")
        }
    }

    private func isDate(_ name: String) -> Bool {
        let operation = contract.contract.defaultOperation
        guard operation.fields.contains(name) else { return false }
        return contract.field(name, of: operation)?.format == ContractFormat.standardDate.rawValue
    }

    private func report(_ pointer: String, _ zh: String, _ en: String) {
        context.report(.term, contract, "/x-contract/term" + pointer, zh, en)
    }
}
