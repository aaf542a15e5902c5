import Credit

extension LedgerEvent {
    /// A step of a case about a record; ``LedgerEvent/dispute(_:id:number:about:party:finding:grounds:)`` makes those of the first version.
    ///
    /// - parameter content: further members, as `"name":value`.
    static func step(
        _ kind: CaseKind, _ operation: String, id: String, number: UInt64 = 1, about record: UInt64 = 1, party: String = "office",
        finding: CaseState.Finding? = nil, _ content: String...
    ) -> LedgerEvent {
        var members = ["\"caseId\":\"BJ-\(number)\"", "\"recordId\":\"\(identifier(record))\""] + content
        if let finding { members.append("\"\(kind == .dispute ? "result" : "decision")\":\"\(finding.rawValue)\"") }
        return LedgerEvent(
            id: id, party: party, kind: kind == .dispute ? .dispute : .repair, contract: kind == .dispute ? "dispute@2" : "credit-repair@1",
            record: kind.contract, operation: operation, recordID: identifier(2000 + number), subjectKey: "91990100MA1YL00123",
            subjectKind: .organisation, content: Array("{\(members.joined(separator: ","))}".utf8),
            origin: Origin(topic: "dept.\(party).\(kind.contract)", partition: 0, offset: Int64(number)))
    }
}

extension TestLedger {
    func held(_ number: UInt64 = 1) -> CaseState? { state.cases[identifier(2000 + number)] }

    /// The platform has what was sent to it.
    @discardableResult
    func deliver(_ platform: String) -> [Effect] {
        let number = state.feeds["upstream.\(platform)"]?.number ?? 0
        return take(.delivered(DeliveryCommand(event: "delivered", platform: platform, number: number)))
    }

    /// The subscriber confirms all that it was sent.
    @discardableResult
    func confirmAll(_ party: String) -> [Effect] {
        take(
            .confirmation(
                Confirmation(
                    event: "confirmed", party: party, number: state.feeds["subscriber.\(party)"]?.number ?? 0,
                    origin: Origin(topic: "feedback.\(party)", partition: 0, offset: 1))))
    }
}
