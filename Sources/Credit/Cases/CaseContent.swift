import JSON

/// What the core reads of the content of a case's event.
struct CaseContent {
    var caseID = ""
    var recordID: Identifier128?
    var finding: CaseState.Finding?
    var expectedVersion: Int?
    var submittedOn: CivilDate?
    var extendedTo: CivilDate?
    var effectiveFrom: CivilDate?
    var displayUntil: CivilDate?
    /// The id that people use for the other case.
    var mergedInto: String?

    init(_ content: [UInt8]) {
        let parser = JSONParser()
        withExtendedLifetime(parser) {
            content.withUnsafeBytes { bytes in
                guard let view = try? parser.parse(bytes) else { return }
                caseID = view.member("caseId")?.string ?? ""
                recordID = view.member("recordId").flatMap { Identifier128($0.string) }
                finding = (view.member("result") ?? view.member("decision")).flatMap { CaseState.Finding(rawValue: $0.string) }
                expectedVersion = view.member("expectedVersion")?.intValue
                submittedOn = view.member("submittedDate").flatMap { CivilDate($0.string) }
                extendedTo = view.member("extendedTo").flatMap { CivilDate($0.string) }
                effectiveFrom = view.member("effectiveDate").flatMap { CivilDate($0.string) }
                displayUntil = view.member("displayUntil").flatMap { CivilDate($0.string) }
                mergedInto = view.member("mergedInto")?.string
            }
        }
    }
}
