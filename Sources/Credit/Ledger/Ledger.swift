import JSON

/// The heart of the hub: `(state, event, now) -> effects`, with no I/O and no clock in it.
///
/// It decides; it does not change the state: the caller applies the ``Effect/state(_:)`` effects, as it does when it
/// restores the state from the changelog. It puts a subject on a list only because the designating authority said so,
/// and has no other way to do it.
public struct Ledger: Sendable {
    private let routing: Routing

    public init(routing: Routing) {
        self.routing = routing
    }

    /// What follows from an event.
    ///
    /// Every event has exactly one outcome: an accepted, rejected, duplicate or stale receipt for its sender.
    public func effects(of event: LedgerEvent, on state: LedgerState, now: Timestamp) -> [Effect] {
        var decision = Decision(event: event, state: state, now: now, routing: routing)
        switch (event.kind, event.operation) {
        case (.record, "reported"), (.list, "listed"): decision.report()
        case (.record, "corrected"), (.list, "corrected"): decision.correct()
        case (.record, "withdrawn"), (.list, "delisted"): decision.withdraw()
        case (.dispute, "submitted"): decision.submitDispute()
        case (.dispute, "accepted"): decision.acceptDispute()
        case (.dispute, "verified"): decision.verifyDispute()
        default: decision.reject(Fault(.unknownOperation, expected: event.operation))
        }
        return decision.effects
    }
}

/// The effects of one event in the making.
private struct Decision {
    let event: LedgerEvent
    let state: LedgerState
    let now: Timestamp
    let routing: Routing
    var effects: [Effect] = []

    init(event: LedgerEvent, state: LedgerState, now: Timestamp, routing: Routing) {
        self.event = event
        self.state = state
        self.now = now
        self.routing = routing
    }

    // MARK: Records and list entries

    mutating func report() {
        let hash = contentHash
        guard let held = state.records[event.recordID] else {
            return take(previous: nil, revision: event.revision ?? 1, hash: hash, operation: .add)
        }
        guard held.party == event.party else { return reject(Fault(.notTheSource)) }
        if held.contentHash == hash, held.status == .active { return duplicate(of: held) }
        guard let revision = nextRevision(after: held) else { return stale(held) }
        take(previous: held, revision: revision, hash: hash, operation: held.status == .active ? .correct : .add)
    }

    mutating func correct() {
        guard let held = state.records[event.recordID] else { return reject(Fault(.unknownRecord)) }
        guard held.party == event.party else { return reject(Fault(.notTheSource)) }
        guard held.status == .active else { return reject(Fault(.alreadyWithdrawn)) }
        let hash = contentHash
        if held.contentHash == hash { return duplicate(of: held) }
        guard let revision = nextRevision(after: held) else { return stale(held) }
        take(previous: held, revision: revision, hash: hash, operation: .correct)
    }

    mutating func withdraw() {
        guard let held = state.records[event.recordID] else {
            return reject(Fault(event.kind == .list ? .notOnList : .unknownRecord))
        }
        guard held.party == event.party else { return reject(Fault(.notTheSource)) }
        guard held.status == .active else { return duplicate(of: held) }
        guard let revision = nextRevision(after: held) else { return stale(held) }
        var record = held
        record.status = .withdrawn
        record.revision = revision
        record.contentHash = contentHash
        record.event = event.id
        record.acceptedAt = now
        accept()
        upstream(.withdraw, record, content: event.content)
        let entry = state.entries[event.recordID]
        if let entry {
            effects.append(.state(.entry(event.recordID, nil)))
            for subscriber in routing.subscribers where subscriber.takes(entry) {
                effects.append(.view(party: subscriber.party, entry: event.recordID, nil))
            }
        }
        closeSettledCases(&record, by: .withdrawn)
        effects.append(.state(.record(event.recordID, record)))
    }

    /// Takes a first or a new revision of a record.
    private mutating func take(
        previous: RecordState?, revision: Int, hash: Identifier128, operation: UpstreamChange.Operation
    ) {
        var record = RecordState(
            contract: event.contract, subject: subject, party: event.party, revision: revision, contentHash: hash, status: .active,
            event: event.id, acceptedAt: now, openCases: previous?.openCases ?? [])
        accept()
        upstream(operation, record, content: event.content)
        if previous?.status == .active {
            closeSettledCases(&record, by: .corrected)
        } else if record.isDisputed {
            upstream(.objectionOn, record, content: [])
        }
        effects.append(.state(.record(event.recordID, record)))
        if event.kind == .list {
            let entry = ListEntryState(
                list: event.listCode ?? "", subjectKey: event.subjectKey, subjectKind: event.subjectKind,
                content: event.content)
            effects.append(.state(.entry(event.recordID, entry)))
            show(event.recordID, entry, record)
        }
    }

    /// The sender's revision, or the next one; nil if the sender's is not newer than what is held.
    private func nextRevision(after held: RecordState) -> Int? {
        guard let revision = event.revision else { return held.revision + 1 }
        return revision > held.revision ? revision : nil
    }

    private var subject: Identifier128 {
        var hasher = SHA256()
        hasher.update(event.subjectKey)
        return hasher.finalize().prefix
    }

    private var contentHash: Identifier128 {
        event.content.withUnsafeBytes { SHA256.hash($0).prefix }
    }

    // MARK: Disputes

    mutating func submitDispute() {
        let content = CaseContent(event.content)
        // Only the subject of a record may dispute it: for anybody else there is no such record, here as in another partition.
        guard let recordID = content.recordID, let record = state.records[recordID], record.subject == subject else {
            return reject(Fault(.unknownRecord, path: "/recordId"))
        }
        if let held = state.cases[event.recordID] {
            if held.contentHash == contentHash, held.party == event.party {
                return outcome(.duplicate, faults: [Fault(.duplicate)], original: original(of: held))
            }
            return reject(Fault(.caseExists, path: "/caseId"))
        }
        guard record.status == .active else { return reject(Fault(.alreadyWithdrawn, path: "/recordId")) }
        accept()
        effects.append(
            .state(
                .disputeCase(
                    event.recordID,
                    CaseState(
                        caseID: content.caseID, recordID: recordID, status: .submitted, party: event.party,
                        event: event.id, origin: event.origin, contentHash: contentHash, changedAt: now))))
    }

    mutating func acceptDispute() {
        guard var dispute = state.cases[event.recordID] else { return reject(Fault(.unknownCase, path: "/caseId")) }
        guard dispute.party == event.party else { return reject(Fault(.notTheSource)) }
        guard dispute.status == .submitted else {
            return dispute.status == .accepted
                ? outcome(.duplicate, faults: [Fault(.duplicate)], original: original(of: dispute))
                : reject(illegal(dispute))
        }
        guard var record = state.records[dispute.recordID], record.status == .active else {
            return reject(Fault(.alreadyWithdrawn, path: "/recordId"))
        }
        dispute.status = .accepted
        dispute.changedAt = now
        record.openCases.append(event.recordID)
        accept()
        effects.append(.state(.disputeCase(event.recordID, dispute)))
        effects.append(.state(.record(dispute.recordID, record)))
        if record.openCases.count == 1 { mark(dispute.recordID, record, .objectionOn) }
        effects.append(
            .notice(
                party: record.party,
                Notice(kind: .verificationRequested, caseID: dispute.caseID, recordID: dispute.recordID, finding: nil)))
    }

    mutating func verifyDispute() {
        guard var dispute = state.cases[event.recordID] else { return reject(Fault(.unknownCase, path: "/caseId")) }
        guard var record = state.records[dispute.recordID] else {
            return reject(Fault(.unknownRecord, path: "/recordId"))
        }
        guard record.party == event.party else { return reject(Fault(.notTheSource)) }
        guard let finding = CaseContent(event.content).finding else {
            return reject(Fault(.notInCodeTable, path: "/result"))
        }
        guard dispute.status == .accepted else {
            // The same finding read again; 维持 has closed the case at once.
            return (dispute.status == .verified || dispute.status == .closed) && dispute.finding == finding
                ? outcome(.duplicate, faults: [Fault(.duplicate)], original: original(of: dispute))
                : reject(illegal(dispute))
        }
        dispute.finding = finding
        dispute.changedAt = now
        accept()
        // What the source has already withdrawn needs no further event of its own.
        if finding == .upheld || record.status == .withdrawn {
            close(event.recordID, dispute, on: &record)
            effects.append(.state(.record(dispute.recordID, record)))
            if record.openCases.isEmpty, record.status == .active { mark(dispute.recordID, record, .objectionOff) }
        } else {
            dispute.status = .verified
            effects.append(.state(.disputeCase(event.recordID, dispute)))
        }
    }

    /// Closes the cases of a record that its source's own event has now settled, and lifts the mark with the last.
    private mutating func closeSettledCases(_ record: inout RecordState, by finding: CaseState.Finding) {
        guard record.isDisputed else { return }
        for id in record.openCases {
            guard let dispute = state.cases[id], dispute.status == .verified else { continue }
            // A withdrawal also settles what was to be corrected: nothing is left that could be wrong.
            guard dispute.finding == finding || finding == .withdrawn else { continue }
            close(id, dispute, on: &record)
        }
        if record.openCases.isEmpty, record.status == .active { upstream(.objectionOff, record, content: []) }
    }

    private mutating func close(_ id: Identifier128, _ dispute: CaseState, on record: inout RecordState) {
        var dispute = dispute
        dispute.status = .closed
        dispute.changedAt = now
        record.openCases.removeAll { $0 == id }
        effects.append(.state(.disputeCase(id, dispute)))
        effects.append(
            .receipt(
                party: dispute.party,
                Receipt(
                    event: dispute.event, status: .closed, stage: .ledger, operation: "closed", recordID: id,
                    contract: event.kind == .dispute ? event.contract : nil, origin: dispute.origin, time: now)))
        effects.append(
            .notice(
                party: dispute.party,
                Notice(kind: .disputeClosed, caseID: dispute.caseID, recordID: dispute.recordID, finding: dispute.finding)))
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

    // MARK: Where it goes

    private mutating func mark(_ id: Identifier128, _ record: RecordState, _ operation: UpstreamChange.Operation) {
        upstream(operation, record, id: id, content: [])
        if let entry = state.entries[id] { show(id, entry, record) }
    }

    /// Puts the entry into the view of every subscriber whose filter takes it, and out of views that no longer do.
    private mutating func show(_ id: Identifier128, _ entry: ListEntryState, _ record: RecordState) {
        let before = state.entries[id]
        for subscriber in routing.subscribers {
            if subscriber.takes(entry) {
                let visible = ViewEntry(
                    list: entry.list, subjectKey: entry.subjectKey, subjectKind: entry.subjectKind,
                    isDisputed: record.isDisputed, revision: record.revision,
                    content: select(subscriber.fields, of: entry.content))
                effects.append(.view(party: subscriber.party, entry: id, visible))
            } else if let before, subscriber.takes(before) {
                effects.append(.view(party: subscriber.party, entry: id, nil))
            }
        }
    }

    private mutating func upstream(
        _ operation: UpstreamChange.Operation, _ record: RecordState, id: Identifier128? = nil, content: [UInt8]
    ) {
        let name = record.contract.prefix { $0 != "@" }
        for platform in routing.platforms where platform.records.contains(String(name)) {
            effects.append(
                .upstream(
                    UpstreamChange(
                        platform: platform.party, operation: operation, recordID: id ?? event.recordID,
                        contract: record.contract, revision: record.revision, party: record.party, content: content)))
        }
    }

    // MARK: Outcomes

    private mutating func accept() {
        outcome(.accepted)
    }

    mutating func reject(_ fault: Fault) {
        outcome(.rejected, faults: [fault])
        effects.append(.deadLetter([fault]))
    }

    private mutating func duplicate(of held: RecordState) {
        outcome(.duplicate, faults: [Fault(.duplicate)], original: Receipt.Original(
                event: held.event, contract: held.contract, revision: held.revision, time: held.acceptedAt))
    }

    /// A dispute has no revisions of its own.
    private func original(of dispute: CaseState) -> Receipt.Original {
        Receipt.Original(event: dispute.event, contract: event.contract, revision: 1, time: dispute.changedAt)
    }

    private mutating func stale(_ held: RecordState) {
        outcome(.stale, faults: [Fault(.stale, expected: "> \(held.revision)")])
    }

    private mutating func outcome(
        _ status: Receipt.Status, faults: [Fault] = [], original: Receipt.Original? = nil
    ) {
        effects.append(
            .receipt(
                party: event.party,
                Receipt(
                    event: event.id, status: status, stage: .ledger, operation: event.operation, recordID: event.recordID,
                    contract: event.contract, faults: faults, origin: event.origin, time: now,
                    sender: event.sender, original: original)))
    }
}

/// The members of an object that a subscriber may see, in its order.
private func select(_ fields: [String], of content: [UInt8]) -> [UInt8] {
    var writer = JSONWriter(capacity: content.count)
    let parser = JSONParser()
    content.withUnsafeBytes { bytes in
        guard let view = try? parser.parse(bytes) else { return }
        writer.beginObject()
        for field in fields {
            guard let value = view.member(field) else { continue }
            writer.name(field)
            writer.value(value)
        }
        writer.endObject()
    }
    return writer.bytes
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
