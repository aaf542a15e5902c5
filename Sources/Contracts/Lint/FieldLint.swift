import Credit
import JSON

/// What every field has: a title for people, a type, a bound, and who may see it (国办发〔2020〕49号 part 3).
struct FieldLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        for operation in contract.contract.operations { closed(operation) }
        for schema in contract.schemas where !schema.isConditional && schema.members["properties"] != nil {
            // Rules that narrow the fields of the schema around them declare none: those have a type.
            if schema.members["type"]?.stringValue == "object", !isClosed(schema.members) { open(schema) }
        }
        for field in contract.fields where field.isDeclared { check(field) }
    }

    private func closed(_ operation: Operation) {
        guard let members = context.library.value(at: operation.place)?.objectValue, !isClosed(members) else { return }
        context.report(
            .closedObject, operation.place, "操作 \(operation.name) 允许合同以外的字段：additionalProperties 须为 false",
            "the operation \(operation.name) takes fields that the contract does not have: additionalProperties must be false")
    }

    private func isClosed(_ members: JSONObject) -> Bool {
        members["additionalProperties"]?.boolValue == false || members["unevaluatedProperties"]?.boolValue == false
    }

    private func open(_ schema: LintedSchema) {
        context.report(
            .closedObject, schema.place, "对象允许合同以外的字段：additionalProperties 须为 false",
            "the object takes fields that the contract does not have: additionalProperties must be false")
    }

    private func check(_ field: LintedField) {
        if field.title.allSatisfy(\.isWhitespace) {
            context.report(.fieldTitle, field.place, "字段 \(field.name) 缺少名称 title", "the field \(field.name) has no title")
        }
        if !hasType(field) {
            context.report(
                .fieldType, field.place, "字段 \(field.label) 缺少 type、enum 或 const", "\(field.label) has no type, enum or const")
        } else if !isBounded(field) {
            context.report(
                .fieldBound, field.place, "字段 \(field.label) 没有长度、格式、代码表或取值范围",
                "\(field.label) is bounded by no length, format, code table or range")
        }
        guard let disclosure = field.disclosure else {
            return context.report(
                .fieldDisclosure, field.place, "字段 \(field.label) 缺少 x-disclosure", "\(field.label) has no x-disclosure")
        }
        let mayBeWider = context.policy.widerFields.contains(contract.contract.reference.name)
        if let own = contract.contract.info.disclosure, disclosure < own, !mayBeWider {
            context.report(
                .widerField, field.place, "字段 \(field.label) 的公开范围 \(disclosure.rawValue) 宽于合同 \(contract.contract.reference) 的 \(own.rawValue)",
                "\(field.label) is \(disclosure.rawValue), wider than its contract \(contract.contract.reference), which is \(own.rawValue)")
        }
    }

    private func hasType(_ field: LintedField) -> Bool {
        ["type", "enum", "const"].contains { field[$0] != nil }
    }

    private func isBounded(_ field: LintedField) -> Bool {
        let types = field["type"]?.stringValue.map { [$0] } ?? (field["type"]?.arrayValue ?? []).compactMap(\.stringValue)
        func has(_ keywords: String...) -> Bool { keywords.contains { field[$0] != nil } }
        if has("enum", "const") { return true }
        return types.allSatisfy { type in
            switch type {
            // A name-text may be of any length.
            case "string":
                has("maxLength", "x-codeTable", "pattern") || (field.format != nil && field.format != ContractFormat.nameText.rawValue)
            // Next to texts (a claimed value) a number is only quoted.
            case "number", "integer": has("maximum", "exclusiveMaximum", "multipleOf", "x-decimals") || types.contains("string")
            case "array": has("maxItems")
            case "object": has("properties")
            default: true
            }
        }
    }
}
