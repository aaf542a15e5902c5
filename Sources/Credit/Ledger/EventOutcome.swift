/// What follows from one event, which has exactly one outcome for its sender.
struct EventOutcome {
    let event: LedgerEvent
    var list: EffectList

    init(event: LedgerEvent, state: LedgerState, now: Timestamp, routing: Routing, policy: CasePolicy) {
        self.event = event
        list = EffectList(state: state, now: now, routing: routing, policy: policy)
    }

    var now: Timestamp { list.now }

    mutating func accept() {
        outcome(.accepted)
    }

    mutating func reject(_ fault: Fault) {
        outcome(.rejected, faults: [fault])
        list.append(.deadLetter([fault]))
    }

    mutating func duplicate(of original: Receipt.Original) {
        outcome(.duplicate, faults: [Fault(.duplicate)], original: original)
    }

    mutating func stale(_ held: RecordState) {
        outcome(.stale, faults: [Fault(.stale, expected: "> \(held.revision)")])
    }

    private mutating func outcome(_ status: Receipt.Status, faults: [Fault] = [], original: Receipt.Original? = nil) {
        list.append(
            .receipt(
                party: event.party,
                Receipt(
                    event: event.id, status: status, stage: .ledger, operation: event.operation, recordID: event.recordID,
                    contract: event.contract, faults: faults, origin: event.origin, time: now,
                    sender: event.sender, original: original)))
    }

    consuming func finish() -> [Effect] {
        let event = event
        return list.finish(
            actor: event.party, action: event.operation, event: event.id, subjectKey: event.subjectKey, contract: event.contract)
    }
}

extension LedgerEvent {
    /// Hash of the subject's key.
    var subject: Identifier128 { SHA256.hash(subjectKey).prefix }

    /// Hash of the canonical content.
    var contentHash: Identifier128 {
        content.withUnsafeBytes { SHA256.hash($0).prefix }
    }
}
