import Credit

/// How fields are named: by the national standard's codes where there is one, else lowerCamelCase; what else there is stands in
/// `lint-rules.json` with its reason.
struct FieldNameLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        let rules = context.policy.naming.filter { $0.contracts.contains(contract.contract.reference.name) }
        // A contract of a national standard has its codes only; a local one may have some besides names of its own.
        let isNational = rules.contains { !$0.prefixes.isEmpty }
        for field in contract.fields where field.isDeclared {
            let isListed = rules.contains { rule in
                rule.names.contains(field.name) || rule.prefixes.contains { field.name.hasPrefix($0) }
            }
            if isListed || (!isNational && Self.isLowerCamelCase(field.name)) { continue }
            context.report(
                .fieldName, field.place,
                isNational ? "字段名 \(field.name) 不是所依标准的代码" : "字段名 \(field.name) 应为 lowerCamelCase；沿用现有代码的，在 lint-rules.json 的 fieldNames 中写明",
                isNational
                    ? "\(field.name) is no code of the contract's standard"
                    : "\(field.name) should be lowerCamelCase; codes in use are named under fieldNames in lint-rules.json")
        }
    }

    private static func isLowerCamelCase(_ name: String) -> Bool {
        guard let first = name.utf8.first, first >= 0x61, first <= 0x7a else { return false }
        return name.utf8.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a) || ($0 >= 0x30 && $0 <= 0x39) }
    }
}
