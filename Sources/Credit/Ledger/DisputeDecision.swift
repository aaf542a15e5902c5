import JSON

/// 异议: what becomes of an event about a dispute.
struct DisputeDecision {
    private let event: LedgerEvent
    private let state: LedgerState
    private let content: CaseContent

    init(_ event: LedgerEvent, _ state: LedgerState) {
        self.event = event
        self.state = state
        content = CaseContent(event.content)
    }

    func submit(_ outcome: inout EventOutcome) {
        guard state.erased(event.recordID) == nil else { return outcome.reject(Fault(.caseExists, path: "/caseId")) }
        // Only the subject of a record may dispute it: for anybody else there is no such record, here as in another partition.
        guard let recordID = content.recordID, let record = state.records[recordID], record.subject == event.subject else {
            return outcome.reject(Fault(.unknownRecord, path: "/recordId"))
        }
        let hash = event.contentHash
        if let held = state.cases[event.recordID] {
            if held.contentHash == hash, held.party == event.party { return outcome.duplicate(of: original(of: held)) }
            return outcome.reject(Fault(.caseExists, path: "/caseId"))
        }
        if let fault = gone(record) { return outcome.reject(fault) }
        outcome.accept()
        outcome.list.set(
            event.recordID,
            case: CaseState(
                caseID: content.caseID, recordID: recordID, status: .submitted, party: event.party,
                event: event.id, origin: event.origin, contentHash: hash, changedAt: outcome.now))
    }

    func accept(_ outcome: inout EventOutcome) {
        guard var dispute = state.cases[event.recordID] else { return outcome.reject(Fault(.unknownCase, path: "/caseId")) }
        guard dispute.party == event.party else { return outcome.reject(Fault(.notTheSource)) }
        guard dispute.status == .submitted else {
            return dispute.status == .accepted
                ? outcome.duplicate(of: original(of: dispute)) : outcome.reject(illegal(dispute))
        }
        guard var record = state.records[dispute.recordID] else {
            return outcome.reject(Fault(.alreadyWithdrawn, path: "/recordId"))
        }
        if let fault = gone(record) { return outcome.reject(fault) }
        dispute.status = .accepted
        dispute.changedAt = outcome.now
        record.openCases.append(event.recordID)
        outcome.accept()
        outcome.list.set(event.recordID, case: dispute)
        outcome.list.set(dispute.recordID, record: record)
        if record.openCases.count == 1 { mark(dispute.recordID, record, .objectionOn, &outcome) }
        outcome.list.append(
            .notice(
                party: record.party,
                Notice(kind: .verificationRequested, caseID: dispute.caseID, recordID: dispute.recordID, finding: nil)))
    }

    func verify(_ outcome: inout EventOutcome) {
        guard var dispute = state.cases[event.recordID] else { return outcome.reject(Fault(.unknownCase, path: "/caseId")) }
        guard var record = state.records[dispute.recordID] else {
            return outcome.reject(Fault(.unknownRecord, path: "/recordId"))
        }
        guard record.party == event.party else { return outcome.reject(Fault(.notTheSource)) }
        guard let finding = content.finding else { return outcome.reject(Fault(.notInCodeTable, path: "/result")) }
        guard dispute.status == .accepted else {
            // The same finding read again; 维持 has closed the case at once.
            return (dispute.status == .verified || dispute.status == .closed) && dispute.finding == finding
                ? outcome.duplicate(of: original(of: dispute)) : outcome.reject(illegal(dispute))
        }
        dispute.finding = finding
        dispute.changedAt = outcome.now
        outcome.accept()
        // What the source has already withdrawn, or what nobody sees any more, needs no further event of its own.
        if finding == .upheld || record.status != .active {
            outcome.close(event.recordID, dispute, on: &record)
            outcome.list.set(dispute.recordID, record: record)
            if record.openCases.isEmpty, record.status == .active { mark(dispute.recordID, record, .objectionOff, &outcome) }
        } else {
            dispute.status = .verified
            outcome.list.set(event.recordID, case: dispute)
        }
    }

    /// Why a record can be disputed no more; nil if it can.
    private func gone(_ record: RecordState) -> Fault? {
        switch record.status {
        case .active: nil
        case .withdrawn: Fault(.alreadyWithdrawn, path: "/recordId")
        case .expired: Fault(.termOver, path: "/recordId")
        }
    }

    private func mark(
        _ id: Identifier128, _ record: RecordState, _ operation: UpstreamChange.Operation, _ outcome: inout EventOutcome
    ) {
        outcome.list.upstream(operation, record, id: id)
        guard var entry = state.entry(id) else { return }
        entry.isDisputed = record.isDisputed
        outcome.list.set(id, entry: entry, reason: event.operation)
    }

    private func illegal(_ dispute: CaseState) -> Fault {
        let legal: String
        switch dispute.status {
        case .submitted: legal = "accepted"
        case .accepted: legal = "verified"
        case .verified: legal = "the source's own corrected or withdrawn event"
        case .closed: legal = "-"
        }
        return Fault(.illegalTransition, expected: "\(dispute.status.rawValue) → \(legal)", value: event.operation)
    }

    /// A dispute has no revisions of its own.
    private func original(of dispute: CaseState) -> Receipt.Original {
        Receipt.Original(event: dispute.event, contract: event.contract, revision: 1, time: dispute.changedAt)
    }
}

/// What the core reads of a dispute's content.
private struct CaseContent {
    var caseID = ""
    var recordID: Identifier128?
    var finding: CaseState.Finding?

    init(_ content: [UInt8]) {
        let parser = JSONParser()
        content.withUnsafeBytes { bytes in
            guard let view = try? parser.parse(bytes) else { return }
            caseID = view.member("caseId")?.string ?? ""
            recordID = view.member("recordId").flatMap { Identifier128($0.string) }
            finding = view.member("result").flatMap { CaseState.Finding(rawValue: $0.string) }
        }
    }
}
