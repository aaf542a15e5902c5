import Credit
import JSON
import JSONSchema

/// What may not be collected, whatever the basis: 征信业管理条例 art. 14 (religion, genes, fingerprints, blood type, disease and medical
/// history), and the biometric data of 个人信息保护法 art. 28.
///
/// Looks at every name, title and description, at the choices of each field, and at the code tables that fields use.
struct ForbiddenCollectionLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        for schema in contract.schemas {
            for keyword in ["title", "description"] {
                if let text = schema.members[keyword]?.stringValue { check(text, schema.place.appending(keyword)) }
            }
            if let value = schema.members["const"]?.stringValue { check(value, schema.place.appending("const")) }
            for (index, value) in (schema.members["enum"]?.arrayValue ?? []).enumerated() {
                if let text = value.stringValue { check(text, schema.place.appending("enum").appending(index)) }
            }
            for (name, _) in schema.members["patternProperties"]?.objectValue ?? JSONObject([]) {
                check(name, schema.place.appending("patternProperties").appending(name))
            }
        }
        for keyword in ["title", "description"] {
            if let text = contract.json[keyword]?.stringValue { check(text, ContractFiles.place(contract.contract.file, "/" + keyword)) }
        }
        for field in contract.fields {
            for group in context.policy.forbidden {
                if let word = group.words.found(inName: field.name) { report(group, word, field.place) }
            }
        }
    }

    private func check(_ text: String, _ place: SchemaPlace) {
        for group in context.policy.forbidden {
            if let word = group.words.found(in: text) { report(group, word, place) }
        }
    }

    private func report(_ group: LintPolicy.Forbidden, _ word: String, _ place: SchemaPlace) {
        context.report(
            .forbiddenCollection, place, "不得归集（\(group.id)，“\(word)”）：\(group.basis)；并非此意的，在 lint-rules.json 的 except 中写明",
            "may not be collected (\(group.id), \(word)): \(group.basis); if it means something else, say so under except in lint-rules.json")
    }
}
