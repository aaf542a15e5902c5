import Credit

/// 缴费, 社会保险, 不动产, 纳税: 征信业管理条例 art. 14 lets a natural person's be collected only with written consent after the
/// person was told of the consequences. The hub takes those of organisations.
///
/// What a contract is about is known by its words too, so that leaving `matter` out does not help.
struct MatterLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        let declared = contract.head["matter"]
        let named = declared?.stringValue.flatMap { name in context.policy.matters.first { $0.name == name } }
        if let declared, named == nil {
            context.report(
                .matter, contract, "/x-contract/matter", "lint-rules.json 中没有事项 \(declared.jsonText)",
                "lint-rules.json has no matter \(declared.jsonText)")
        }
        let words = found()
        if let words, named == nil {
            context.report(
                .matter, contract, words.pointer ?? "/x-contract", "“\(words.word)”属于 \(words.matter.name)：x-contract.matter 须写明（\(words.matter.basis)）",
                "\(words.word) is of the matter \(words.matter.name): x-contract.matter must say so (\(words.matter.basis))")
        }
        if let matter = named ?? words?.matter { subjects(matter) }
    }

    private func found() -> (matter: LintPolicy.Matter, word: String, pointer: String?)? {
        for matter in context.policy.matters {
            if let word = matter.words.found(in: contract.json["title"]?.stringValue ?? "") { return (matter, word, "/title") }
            for field in contract.fields {
                if let word = matter.words.found(in: field.title) ?? matter.words.found(inName: field.name) {
                    let isOwn = field.place.document == ContractFiles.base + contract.contract.file
                    return (matter, word, isOwn ? field.place.pointer : nil)
                }
            }
        }
        return nil
    }

    private func subjects(_ matter: LintPolicy.Matter) {
        if contract.allSubjects.contains(.soleTrader), !matter.soleTraders.contains(contract.contract.reference.name) {
            context.report(
                .matterSubjects, contract, "/x-contract/subjects",
                "\(matter.name) 信息只归集组织的；收个体工商户的，须在 lint-rules.json 的 soleTraders 中说明理由",
                "\(matter.name) is collected of organisations only; for sole traders lint-rules.json must say why under soleTraders")
        }
        guard contract.allSubjects.contains(.person) else { return }
        guard let field = contract.head["consent"]?["field"]?.stringValue else {
            return context.report(
                .matterSubjects, contract, "/x-contract/subjects",
                "\(matter.name) 信息不得归集自然人的，除非 x-contract.consent 写明记载本人书面同意的字段（\(matter.basis)）",
                "\(matter.name) of natural persons may not be collected, unless x-contract.consent names the field of their written consent (\(matter.basis))")
        }
        if !(contract.required[contract.contract.defaultOperation.name]?.contains(field) ?? false) {
            context.report(
                .consent, contract, "/x-contract/consent", "书面同意的字段 \(field) 不是必填字段", "\(field), the field of the written consent, is not required")
        }
        if contract.contract.info.disclosure != .authorised {
            context.report(
                .consent, contract, "/x-contract/disclosure", "凭书面同意归集的，公开范围须为 authorised",
                "what is collected by consent must be authorised only")
        }
    }
}
