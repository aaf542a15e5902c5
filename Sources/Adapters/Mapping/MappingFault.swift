import Contracts
import Credit

/// Faults of values that could not be mapped: at the contract's field and at the sender's column.
enum MappingFault {
    /// Longest value shown, in characters.
    private static let shown = 40

    /// A value that a rule's code table does not have.
    static func unknownValue(_ value: UnsafeRawBufferPointer, _ field: FieldPlan, _ rule: Rule) -> Fault {
        let allowed = rule.steps.table?.allowed
        return fault(
            .notInCodeTable, field, rule, expected: allowed, value: field.isOpen ? show(value) : nil,
            zh: allowed.map { "，允许：\($0)" }, en: allowed.map { ", allowed: \($0)" })
    }

    /// A structure where a text is needed.
    static func wrongType(_ field: FieldPlan, _ rule: Rule) -> Fault {
        fault(.wrongType, field, rule, expected: nil, value: nil, zh: nil, en: nil)
    }

    private static func fault(
        _ code: FaultCode, _ field: FieldPlan, _ rule: Rule, expected: String?, value: String?, zh: String?, en: String?
    ) -> Fault {
        let column = rule.column
        return Fault(
            code, path: "/\(field.name)", column: column, keyword: "adapter", expected: expected, value: value,
            message: Bilingual(
                zh: "\(field.title)（\(field.name)）：\(code.title.zh)\(column.map { "（来自列 \($0)\(zh ?? "")）" } ?? "")",
                en: "\(field.name): \(code.title.en)\(column.map { " (from column \($0)\(en ?? ""))" } ?? "")"))
    }

    /// A column that says something of the record as a whole.
    static func header(_ code: FaultCode, column: String, expected: String) -> Fault {
        Fault(
            code, column: column, keyword: "adapter", expected: expected,
            message: Bilingual(
                zh: "列 \(column)：\(code.title.zh)（应为：\(expected)）", en: "column \(column): \(code.title.en) (expected: \(expected))"))
    }

    /// A value as it may be told: short, and without digits enough for a number of a person, a telephone or a card.
    private static func show(_ value: UnsafeRawBufferPointer) -> String? {
        let text = String(decoding: value.prefix(400), as: UTF8.self)
        var digits = 0
        for character in text {
            digits = character.isWholeNumber ? digits + 1 : 0
            if digits >= 11 { return nil }
        }
        return text.count > shown ? text.prefix(shown) + "…" : text
    }
}
