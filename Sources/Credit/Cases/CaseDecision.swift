/// What becomes of an event about a case (异议, 信用修复): what its ``CaseLifecycle`` says.
struct CaseDecision {
    private let event: LedgerEvent
    private let state: LedgerState
    private let policy: CasePolicy
    private let routing: Routing
    private let kind: CaseKind
    private let content: CaseContent

    init(_ event: LedgerEvent, _ kind: CaseKind, _ state: LedgerState, _ policy: CasePolicy, _ routing: Routing) {
        self.event = event
        self.kind = kind
        self.state = state
        self.policy = policy
        self.routing = routing
        content = CaseContent(event.content)
    }

    func take(_ outcome: inout EventOutcome) {
        event.operation == "submitted" ? submit(&outcome) : step(&outcome)
    }

    // MARK: Submission

    private func submit(_ outcome: inout EventOutcome) {
        guard state.erased(event.recordID) == nil else { return outcome.reject(Fault(.caseExists, path: "/caseId")) }
        // Only the subject of a record may dispute it, or have it repaired: for anybody else there is no such record, here as in
        // another partition.
        guard let recordID = content.recordID, let record = state.records[recordID], record.subject == event.subject else {
            return outcome.reject(Fault(.unknownRecord, path: "/recordId"))
        }
        let hash = event.contentHash
        if let held = state.cases[event.recordID] {
            if held.contentHash == hash, held.party == event.party { return outcome.duplicate(of: original(of: held)) }
            return outcome.reject(Fault(.caseExists, path: "/caseId"))
        }
        if let fault = gone(record) ?? (kind == .repair ? hindrance(recordID, record, outcome.now) : nil) {
            return outcome.reject(fault)
        }
        outcome.accept()
        var held = CaseState(
            kind: kind, caseID: content.caseID, recordID: recordID, status: .submitted, party: event.party, event: event.id,
            origin: event.origin, contract: event.contract, contentHash: hash, changedAt: outcome.now)
        held.remember(event.operation, event.id)
        held.due = policy.due(held, source: record.party, from: outcome.now.day, now: outcome.now)
        outcome.list.set(event.recordID, case: held)
    }

    /// Why a repair cannot be applied for yet; nil if it can.
    private func hindrance(_ recordID: Identifier128, _ record: RecordState, _ now: Timestamp) -> Fault? {
        for id in state.cases(of: recordID) {
            guard let other = state.cases[id], other.kind == .repair, !other.status.isEnd else { continue }
            return Fault(.caseOpen, path: "/recordId", value: other.caseID)
        }
        let day = content.submittedOn ?? now.day
        let terms = RepairTerms(policy.repairs, record, state.entry(recordID)).terms(on: day)
        guard let terms, terms.earliest > day else { return nil }
        return Fault(.repairTooEarly, path: "/submittedDate", expected: "≥ \(terms.earliest)", value: day.description)
    }

    // MARK: Steps

    private func step(_ outcome: inout EventOutcome) {
        let lifecycle = kind.lifecycle
        guard let who = lifecycle.transitions.first(where: { $0.command == event.operation })?.who, who != [.ledger] else {
            return outcome.reject(Fault(.unknownOperation, expected: event.operation))
        }
        guard var held = state.cases[event.recordID], held.kind == kind else {
            return outcome.reject(Fault(.unknownCase, path: "/caseId"))
        }
        guard let record = state.records[held.recordID] else { return finish(held, who, &outcome) }
        guard who.contains(where: { isPlayed($0, held, record) }) else { return outcome.reject(Fault(.notTheSource)) }
        if (event.operation == "verified" || event.operation == "decided"), content.finding == nil {
            return outcome.reject(Fault(.notInCodeTable, path: event.operation == "verified" ? "/result" : "/decision"))
        }
        if isRepeat(of: held) { return outcome.duplicate(of: original(of: held)) }
        if let expected = content.expectedVersion, expected != held.version {
            return outcome.reject(Fault(.caseMovedOn, path: "/expectedVersion", expected: "\(held.version)", value: "\(expected)"))
        }
        guard let transition = lifecycle.transition(event.operation, from: held.status, conditions(held, record, outcome.now)) else {
            let legal = lifecycle.legal(in: held.status)
            return outcome.reject(
                Fault(
                    .illegalTransition, expected: "\(held.status.rawValue) → \(legal.isEmpty ? "-" : legal.joined(separator: " | "))",
                    value: event.operation))
        }
        if transition.consequences.contains(.mark), let fault = gone(record) { return outcome.reject(fault) }
        switch event.operation {
        case "reopened":
            guard !held.isReopened else { return outcome.reject(Fault(.illegalTransition, expected: "closed → -", value: event.operation)) }
            held.isReopened = true
            held.finding = nil
            held.corrections = []
        case "merged":
            guard let other = state.cases(of: held.recordID).first(where: { id in
                guard id != event.recordID, let other = state.cases[id] else { return false }
                return other.caseID == content.mergedInto && other.kind == kind && !other.status.isEnd
            }) else { return outcome.reject(Fault(.unknownCase, path: "/mergedInto")) }
            held.mergedInto = other
        case "extended":
            guard let to = content.extendedTo, let due = policy.extended(held, source: record.party, to: to, now: outcome.now) else {
                return outcome.reject(Fault(.extensionRefused, path: "/extendedTo", value: content.extendedTo?.description))
            }
            held.due = due
        case "verified":
            if let fault = otherwise(held.recordID) { return outcome.reject(fault) }
            held.corrections = content.corrections.map(\.new)
        case "decided":
            held.effectiveFrom = content.effectiveFrom ?? outcome.now.day
        default: break
        }
        if let finding = content.finding { held.finding = finding }
        held.remember(event.operation, event.id)
        outcome.accept()
        outcome.list.advance(event.recordID, held, by: transition, displayUntil: content.displayUntil, reason: event.operation)
        // The first version of the contract has no event for it: who accepts also asks.
        if event.operation == "accepted", held.isOfFirstVersion { outcome.list.askSource(event.recordID, held, record) }
    }

    /// A step of a case whose record is erased meanwhile: there is nothing to be done but to end it.
    private func finish(_ held: CaseState, _ who: [CaseLifecycle.Role], _ outcome: inout EventOutcome) {
        guard who.contains(where: { $0 == .office || $0 == .intake }), [held.party, routing.caseOffice].contains(event.party),
            let transition = kind.lifecycle.transition(event.operation, from: held.status), transition.to?.isEnd == true
        else { return outcome.reject(Fault(who == [.source] ? .unknownRecord : .alreadyWithdrawn, path: "/recordId")) }
        var held = held
        held.remember(event.operation, event.id)
        outcome.accept()
        outcome.list.advance(event.recordID, held, by: transition, reason: event.operation)
    }

    /// Whether the event's party plays a role in a case.
    private func isPlayed(_ role: CaseLifecycle.Role, _ held: CaseState, _ record: RecordState) -> Bool {
        switch role {
        case .intake: event.party == held.party
        case .office: event.party == held.party || event.party == routing.caseOffice
        case .source: event.party == record.party || isPassedDown(record)
        case .ledger: false
        }
    }

    /// Whether an upper platform passes on what the record's own authority decided about a repair.
    private func isPassedDown(_ record: RecordState) -> Bool {
        guard kind == .repair, routing.repairRelays.contains(event.party), let authority = content.authority else { return false }
        return routing.authorities[record.party]?.contains(authority) ?? false
    }

    /// What of the corrections does not fit the record as it is held: a field that says something else than the source says it does.
    private func otherwise(_ recordID: Identifier128) -> Fault? {
        guard !content.corrections.isEmpty, let entry = state.entry(recordID) else { return nil }
        return FieldCorrection.values(of: content.corrections.map(\.new.field), in: entry.content) { values in
            for (index, (correction, value)) in zip(content.corrections, values).enumerated() {
                guard let old = correction.old, value.map({ FieldCorrection.hash($0) }) != old else { continue }
                return Fault(.oldValueDiffers, path: "/corrections/\(index)/oldValue", value: correction.new.field)
            }
            return nil
        }
    }

    /// The same command, or what it asks for was done already.
    private func isRepeat(of held: CaseState) -> Bool {
        if held.knows(event.operation, event.id) { return true }
        return switch event.operation {
        case "accepted": held.status == .accepted
        // 维持 may have closed the case at once.
        case "verified": held.finding == content.finding && held.finding != nil && held.status != .merged
        default: false
        }
    }

    private func conditions(_ held: CaseState, _ record: RecordState, _ now: Timestamp) -> Set<CaseLifecycle.Condition> {
        switch event.operation {
        case "verified":
            // What the source has already withdrawn, or what nobody sees any more, needs no further event of its own.
            return [content.finding == .upheld || record.status != .active ? .settled : .unsettled]
        case "decided":
            guard content.finding == .granted else { return content.finding == .refused ? [.refused] : [] }
            return [content.effectiveFrom.map { $0 > now.day } ?? false ? .grantedLater : .granted]
        default: return held.finding == .granted ? [.granted] : []
        }
    }

    /// Why nothing can be done about a record any more; nil if it can.
    private func gone(_ record: RecordState) -> Fault? {
        switch record.status {
        case .active: nil
        case .withdrawn: Fault(.alreadyWithdrawn, path: "/recordId")
        case .expired: Fault(.termOver, path: "/recordId")
        case .repaired: Fault(.repaired, path: "/recordId")
        }
    }

    /// A case has no revisions of its own.
    private func original(of held: CaseState) -> Receipt.Original {
        Receipt.Original(event: held.event, contract: event.contract, revision: 1, time: held.changedAt)
    }
}
