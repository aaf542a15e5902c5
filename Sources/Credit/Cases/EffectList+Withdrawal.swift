extension EffectList {
    /// 撤回公示: watches that a penalty which its source has withdrawn leaves every place in time. Nothing is watched where the policy
    /// sets no term, or everybody has it.
    ///
    /// - parameter event: the withdrawal.
    mutating func watchWithdrawal(_ event: LedgerEvent, _ record: RecordState) {
        let id = Self.withdrawalCase(of: event.recordID)
        guard state.erased(id) == nil else { return }
        var held = CaseState(
            kind: .withdrawal, caseID: "CH-\(event.recordID.description.prefix(12))", recordID: event.recordID, status: .effecting,
            party: event.party, event: event.id, origin: event.origin, contract: event.contract, contentHash: event.contentHash,
            changedAt: now)
        if let former = state.cases[id] {
            held.openedAt = former.openedAt
            held.version = former.version + 1
        }
        let day = ContentDate.first("CXRQ", in: event.content) ?? now.day
        held.due = policy.due(held, source: record.party, from: min(day, now.day), now: now)
        if held.due != nil { effecting.append((id, held)) }
    }

    /// The case of a record's withdrawal.
    static func withdrawalCase(of id: Identifier128) -> Identifier128 { SHA256.hash("withdrawal\n\(id)").prefix }
}
