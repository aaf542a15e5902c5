import JSON

/// What the core reads of the content of a case's event.
struct CaseContent {
    var caseID = ""
    /// 统一社会信用代码 of the authority that decided on a repair, or revoked it.
    var authority: String?
    var recordID: Identifier128?
    var finding: CaseState.Finding?
    var expectedVersion: Int?
    var submittedOn: CivilDate?
    var extendedTo: CivilDate?
    var effectiveFrom: CivilDate?
    var displayUntil: CivilDate?
    /// The id that people use for the other case.
    var mergedInto: String?
    /// The fields that are to be mended, and what each was where that is said.
    var corrections: [(new: FieldCorrection, old: UInt64?)] = []

    init(_ content: [UInt8]) {
        let parser = JSONParser()
        withExtendedLifetime(parser) {
            content.withUnsafeBytes { bytes in
                guard let view = try? parser.parse(bytes) else { return }
                caseID = view.member("caseId")?.string ?? ""
                recordID = view.member("recordId").flatMap { Identifier128($0.string) }
                authority = (view.member("decidedByCode") ?? view.member("revokedByCode"))?.string
                finding = (view.member("result") ?? view.member("decision")).flatMap { CaseState.Finding(rawValue: $0.string) }
                expectedVersion = view.member("expectedVersion")?.intValue
                submittedOn = view.member("submittedDate").flatMap { CivilDate($0.string) }
                extendedTo = view.member("extendedTo").flatMap { CivilDate($0.string) }
                effectiveFrom = view.member("effectiveDate").flatMap { CivilDate($0.string) }
                displayUntil = view.member("displayUntil").flatMap { CivilDate($0.string) }
                for correction in view.member("corrections").map({ Array($0.elements) }) ?? [] {
                    guard let field = correction.member("field")?.string, let value = correction.member("newValue") else { continue }
                    let old = correction.member("oldValue").map { FieldCorrection.hash($0) }
                    corrections.append((FieldCorrection(field: field, value: FieldCorrection.hash(value)), old))
                }
                mergedInto = view.member("mergedInto")?.string
            }
        }
    }
}
