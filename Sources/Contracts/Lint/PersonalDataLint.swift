import Credit

/// Fields that tell who a natural person is or how to reach one: 个人信息保护法 art. 6 (as little as serves), art. 51
/// (de-identification); 国办发〔2020〕49号 part 3 (shown only with a basis and masked).
struct PersonalDataLint {
    let context: LintContext
    let contract: LintedContract

    func run() {
        for field in contract.fields where field.isDeclared {
            if isDocumentNumber(field) {
                documentNumber(field)
            } else if isPersonName(field), field.shown == nil {
                context.report(
                    .personName, field.place, "\(field.label) 是自然人姓名，须有 x-mask", "\(field.label) is the name of a person and needs x-mask")
            } else {
                contact(field)
            }
        }
    }

    private func isDocumentNumber(_ field: LintedField) -> Bool {
        guard !field.isChoice else { return false }
        return field.name == contract.subjectField("documentNumber") || context.policy.documentNumbers.found(in: field.title) != nil
            || context.policy.documentNumbers.found(inName: field.name) != nil
            || context.policy.documentNumberEndings.contains { field.name.hasSuffix($0) }
            || field.format.map { context.policy.documentNumberFormats.contains($0) } ?? false
    }

    private func documentNumber(_ field: LintedField) {
        let most = context.policy.shownAtMost
        if field.disclosure == .authorised, let shown = field.shown, shown <= most { return }
        context.report(
            .documentNumber, field.place, "\(field.label) 是证件号码：x-disclosure 须为 authorised，x-mask 最多显示 \(most) 个字符",
            "\(field.label) is the number of an identity document: x-disclosure must be authorised, and x-mask may show at most \(most) characters")
    }

    /// A field of people's names, or that of the subject where subjects are people.
    private func isPersonName(_ field: LintedField) -> Bool {
        guard !field.isChoice else { return false }
        if field.name == contract.subjectField("name"), contract.allSubjects.contains(.person) { return true }
        let title = field.title.prefix { $0 != "(" && $0 != "（" }
        return context.policy.personNameEndings.contains { title.hasSuffix($0) }
    }

    /// A phone number is a person's even where the subject is none; an address is one's home where people are subjects, and
    /// may be where sole traders are.
    private func contact(_ field: LintedField) {
        guard !field.isChoice else { return }
        let isPhone = Self.isNamed(field, context.policy.phones)
        let isAddress = Self.isNamed(field, context.policy.addresses)
        let isHome = isAddress && contract.allSubjects.contains(.person)
        if isPhone || isHome, field.shown != 0 || field.disclosure != .authorised {
            context.report(
                .contact, field.place, "\(field.label) 涉及个人联系方式或住址：不归集；确需归集的须全部脱敏且 x-disclosure 为 authorised",
                "\(field.label) is how to reach a person: leave it out, or mask all of it and make it authorised")
        } else if isAddress, contract.allSubjects.contains(.soleTrader), field.shown == nil {
            context.report(
                .contact, field.place, "\(field.label) 可能是个体工商户经营者的住址，须有 x-mask",
                "\(field.label) may be where a sole trader lives and needs x-mask")
        }
    }

    private static func isNamed(_ field: LintedField, _ words: WordList) -> Bool {
        words.found(in: field.title) != nil || words.found(inName: field.name) != nil
    }
}
