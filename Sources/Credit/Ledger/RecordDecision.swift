/// What becomes of an event about a record or a list entry.
struct RecordDecision {
    private let event: LedgerEvent
    private let state: LedgerState
    private let retention: RetentionPolicy
    private let hash: Identifier128

    init(_ event: LedgerEvent, _ state: LedgerState, _ retention: RetentionPolicy) {
        self.event = event
        self.state = state
        self.retention = retention
        hash = event.contentHash
    }

    private var isList: Bool { event.kind == .list }

    /// 报送, 列入
    func report(_ outcome: inout EventOutcome) {
        guard let held = state.records[event.recordID] else {
            if let fault = lateness(outcome.now) { return outcome.reject(fault) }
            return take(previous: nil, revision: event.revision ?? 1, .add, &outcome)
        }
        guard held.party == event.party else { return outcome.reject(Fault(.notTheSource)) }
        if isRepeat(of: held, &outcome) { return }
        // What a later revision replaced is not set back by a file that is handed in again.
        if event.revision == nil, held.status == .active, held.history.contains(where: { $0.content == hash.high }) {
            return outcome.stale(held)
        }
        if let fault = lateness(outcome.now, held) { return outcome.reject(fault) }
        guard let revision = nextRevision(after: held) else { return outcome.stale(held) }
        take(previous: held, revision: revision, held.status == .active ? .correct : .add, &outcome)
    }

    /// 更正
    func correct(_ outcome: inout EventOutcome) {
        guard let held = state.records[event.recordID] else { return outcome.reject(unknown(.unknownRecord)) }
        guard held.party == event.party else { return outcome.reject(Fault(.notTheSource)) }
        if isRepeat(of: held, &outcome) { return }
        switch held.status {
        case .active: break
        case .withdrawn: return outcome.reject(Fault(.alreadyWithdrawn))
        case .expired: return outcome.reject(Fault(.termOver))
        }
        if let fault = lateness(outcome.now) { return outcome.reject(fault) }
        guard let revision = nextRevision(after: held) else { return outcome.stale(held) }
        take(previous: held, revision: revision, .correct, &outcome)
    }

    /// 撤销, 移出
    func withdraw(_ outcome: inout EventOutcome) {
        guard let held = state.records[event.recordID] else {
            return outcome.reject(unknown(isList ? .notOnList : .unknownRecord))
        }
        guard held.party == event.party else { return outcome.reject(Fault(.notTheSource)) }
        if held.status == .withdrawn { return outcome.duplicate(of: Receipt.Original(held)) }
        if isRepeat(of: held, &outcome) { return }
        guard let revision = nextRevision(after: held) else { return outcome.stale(held) }
        var record = held
        record.archive()
        record.status = .withdrawn
        record.revision = revision
        record.contentHash = hash
        record.event = event.id
        record.acceptedAt = outcome.now
        outcome.accept()
        outcome.list.upstream(.withdraw, record, id: event.recordID, content: event.content)
        outcome.list.hide(event.recordID)
        closeSettledCases(&record, by: .withdrawn, &outcome)
        outcome.list.set(event.recordID, record: record)
    }

    // MARK: What is known already

    /// Answers an event that was taken before, now or as a former revision, whatever came after it.
    private func isRepeat(of held: RecordState, _ outcome: inout EventOutcome) -> Bool {
        if held.contentHash == hash, held.status == .active || held.event == event.id {
            outcome.duplicate(of: Receipt.Original(held))
            return true
        }
        guard !held.history.isEmpty else { return false }
        let id = FormerRevision.hash(of: event.id)
        guard let former = held.history.last(where: { $0.event == id && $0.content == hash.high }) else { return false }
        outcome.duplicate(
            of: Receipt.Original(
                event: event.id, contract: held.contract, revision: former.revision, time: former.acceptedAt))
        return true
    }

    /// Why a record is not taken any more, by its own dates; nil if it is.
    private func lateness(_ now: Timestamp, _ held: RecordState? = nil) -> Fault? {
        if state.erased(event.recordID) != nil { return Fault(.termOver) }
        guard let end = event.termEnd else { return nil }
        let contract = Substring(event.record)
        // An entry past its term must not be on a list for a moment, and what has expired does not come back. A record is reported
        // however late; unless it would have been erased by now.
        let isOver = isList || held?.status == .expired ? retention.hasExpired(end, of: contract, on: now.day) : retention.isPast(end, of: contract, on: now.day)
        return isOver ? Fault(.termOver, value: end.description) : nil
    }

    private func unknown(_ code: FaultCode) -> Fault {
        Fault(state.erased(event.recordID) == nil ? code : .termOver)
    }

    /// The sender's revision, or the next one; nil if the sender's is not newer than what is held.
    private func nextRevision(after held: RecordState) -> Int? {
        guard let revision = event.revision else { return held.revision + 1 }
        return revision > held.revision ? revision : nil
    }

    // MARK: Taking it

    /// Takes a first or a new revision of a record.
    private func take(
        previous: RecordState?, revision: Int, _ operation: UpstreamChange.Operation, _ outcome: inout EventOutcome
    ) {
        var former = previous
        former?.archive()
        var record = RecordState(
            contract: event.contract, subject: event.subject, party: event.party, revision: revision, contentHash: hash,
            status: .active, event: event.id, acceptedAt: outcome.now, openCases: previous?.openCases ?? [],
            history: former?.history ?? [], termEnd: event.termEnd)
        outcome.accept()
        outcome.list.upstream(operation, record, id: event.recordID, content: event.content)
        if previous?.status == .active {
            closeSettledCases(&record, by: .corrected, &outcome)
        } else if record.isDisputed {
            outcome.list.upstream(.objectionOn, record, id: event.recordID)
        }
        outcome.list.set(event.recordID, record: record)
        if isList {
            let entry = ListEntryState(
                list: event.listCode ?? "", subjectKey: event.subjectKey, subjectKind: event.subjectKind,
                content: event.content)
            outcome.list.set(event.recordID, entry: entry)
            outcome.list.show(event.recordID, entry, record)
        }
    }

    /// Closes the cases of a record that its source's own event has now settled, and lifts the mark with the last.
    private func closeSettledCases(
        _ record: inout RecordState, by finding: CaseState.Finding, _ outcome: inout EventOutcome
    ) {
        guard record.isDisputed else { return }
        for id in record.openCases {
            guard let dispute = state.cases[id], dispute.status == .verified else { continue }
            // A withdrawal also settles what was to be corrected: nothing is left that could be wrong.
            guard dispute.finding == finding || finding == .withdrawn else { continue }
            outcome.close(id, dispute, on: &record)
        }
        if record.openCases.isEmpty, record.status == .active {
            outcome.list.upstream(.objectionOff, record, id: event.recordID)
        }
    }
}

extension Receipt.Original {
    /// The receipt of the event whose revision is held.
    init(_ held: RecordState) {
        self.init(event: held.event, contract: held.contract, revision: held.revision, time: held.acceptedAt)
    }
}
