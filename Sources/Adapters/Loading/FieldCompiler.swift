import Contracts
import Credit
import JSON

/// Brings the rules of an adapter into the order of the contract's fields.
struct FieldCompiler {
    let contract: Contract
    /// Names of the fields of all operations, those of the default one first.
    let fields: [String]

    init(contract: Contract) {
        self.contract = contract
        var fields: [String] = []
        for operation in contract.operations {
            for name in operation.fields where !fields.contains(name) { fields.append(name) }
        }
        self.fields = fields
    }

    /// What the contract's field holds.
    func kind(of field: String) -> FieldPlan.Kind {
        for definition in contract.fieldDefinitions[field] ?? [] {
            guard let type = definition["type"] else { continue }
            let names = type.stringValue.map { [$0] } ?? type.arrayValue?.compactMap(\.stringValue) ?? []
            if names.contains("string") { return .text }
            if names.contains("number") || names.contains("integer") { return .number }
            if names.contains("boolean") { return .boolean }
            if names.contains("object") || names.contains("array") { return .structure }
        }
        return .text
    }

    func plan(_ field: String, _ rules: [Rule]) -> FieldPlan {
        let label = contract.labels[field]
        return FieldPlan(
            name: field, kind: kind(of: field), title: label?.title ?? field,
            isOpen: label.map { $0.disclosure == .public && $0.mask == nil } ?? false, rules: rules)
    }

    /// Plans of the fields that have rules, in the contract's order.
    func plans(_ rules: [String: [Rule]]) -> [FieldPlan] {
        fields.compactMap { field in rules[field].map { plan(field, $0) } }
    }

    /// A field that the contract asks of every record of its default operation, and that no rule gives.
    func missing(_ rules: [String: [Rule]]) -> String? {
        contract.defaultOperation.fields.first { field in
            rules[field] == nil && contract.fieldDefinitions[field]?.last == .string("required")
        }
    }

    /// For each operation of the contract, which of the plans it has a place for.
    func places(_ plans: [FieldPlan]) -> [[Bool]] {
        contract.operations.map { operation in plans.map { operation.fields.contains($0.name) } }
    }
}
