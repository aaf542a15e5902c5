/// What becomes of an event about a record or a list entry.
struct RecordDecision {
    private let event: LedgerEvent
    private let state: LedgerState
    private let retention: RetentionPolicy
    private let routing: Routing
    private let hash: Identifier128
    /// What the event says as feedback; nil for other events.
    private let feedback: FeedbackRule?

    init(_ event: LedgerEvent, _ state: LedgerState, _ retention: RetentionPolicy, _ routing: Routing) {
        self.event = event
        self.state = state
        self.retention = retention
        self.routing = routing
        hash = Self.hash(of: event)
        feedback = event.kind == .feedback ? FeedbackRule(event, state) : nil
    }

    /// That of the content; of a suspension or its end together with the operation: they may say the same, and are no repeats of each
    /// other, nor of what takes the entry off the list.
    private static func hash(of event: LedgerEvent) -> Identifier128 {
        guard event.kind == .list, event.operation == "suspended" || event.operation == "resumed" else { return event.contentHash }
        var hasher = SHA256()
        hasher.update(event.operation)
        hasher.update("\n")
        event.content.withUnsafeBytes { hasher.update($0) }
        return hasher.finalize().prefix
    }

    private var isList: Bool { event.kind == .list }

    /// 报送, 列入
    func report(_ outcome: inout EventOutcome) {
        guard let held = state.records[event.recordID] else {
            if let fault = lateness(outcome.now) ?? feedback?.fault { return outcome.reject(fault) }
            return accept(previous: nil, revision: event.revision ?? 1, .add, &outcome)
        }
        guard held.party == event.party else { return outcome.reject(Fault(.notTheSource)) }
        if isRepeat(of: held, &outcome) { return }
        guard held.status != .repaired else { return outcome.reject(Fault(.repaired)) }
        // What a later revision replaced is not set back by a file that is handed in again.
        if event.revision == nil, held.status == .active, held.history.contains(where: { $0.content == hash.high }) {
            return outcome.stale(held)
        }
        if let fault = lateness(outcome.now, held) ?? feedback?.fault { return outcome.reject(fault) }
        guard let revision = nextRevision(after: held) else { return outcome.stale(held) }
        accept(previous: held, revision: revision, held.status == .active ? .correct : .add, &outcome)
    }

    /// 更正: what was said was wrong. 变更: it was right, and a later decision changes it.
    func correct(_ operation: UpstreamChange.Operation, _ outcome: inout EventOutcome) {
        guard let (held, revision) = nextOfActive(&outcome) else { return }
        if let fault = lateness(outcome.now) ?? feedback?.fault { return outcome.reject(fault) }
        accept(previous: held, revision: revision, operation, &outcome)
    }

    /// 撤销, 移出, 信用修复
    func withdraw(_ operation: UpstreamChange.Operation, _ outcome: inout EventOutcome) {
        guard let held = state.records[event.recordID] else {
            return outcome.reject(unknown(isList ? .notOnList : .unknownRecord))
        }
        guard held.party == event.party else { return outcome.reject(Fault(.notTheSource)) }
        if held.status == .withdrawn { return outcome.duplicate(of: Receipt.Original(held)) }
        if isRepeat(of: held, &outcome) { return }
        guard let revision = nextRevision(after: held) else { return outcome.stale(held) }
        outcome.accept()
        takeOut(held, revision: revision, operation, &outcome.list)
        if event.record == CaseKind.withdrawal.contract { outcome.list.watchWithdrawal(event, held) }
        feedback?.forget(&outcome.list)
    }

    /// 中止, 恢复: the entry stays on the list, and its consequences rest.
    func suspend(_ isSuspended: Bool, _ outcome: inout EventOutcome) {
        guard let (held, revision) = nextOfActive(&outcome) else { return }
        guard var entry = state.entry(event.recordID) else { return outcome.reject(Fault(.notOnList)) }
        guard entry.isSuspended != isSuspended else {
            return outcome.reject(
                Fault(.illegalTransition, expected: isSuspended ? "suspended → resumed" : "active → suspended", value: event.operation))
        }
        let record = successor(of: held, revision: revision, .active, at: outcome.now)
        outcome.accept()
        outcome.list.upstream(isSuspended ? .suspend : .resume, record, id: event.recordID, content: event.content)
        outcome.list.set(event.recordID, record: record)
        entry.isSuspended = isSuspended
        entry.revision = revision
        outcome.list.set(event.recordID, entry: entry, reason: event.operation)
    }

    /// An entry of a full list file: taken if it is new or has changed.
    ///
    /// - returns: why it is not taken, if it is neither that nor held already.
    func replace(_ list: inout EffectList) -> Fault? {
        let held = state.records[event.recordID]
        if let held {
            guard held.party == event.party else { return Fault(.notTheSource) }
            guard held.status != .repaired else { return nil }
            // Not by the hash of its last event, which may have been a suspension.
            if held.status == .active, let entry = state.entry(event.recordID), entry.content == event.content,
                entry.list == event.listCode
            {
                return nil
            }
        }
        if let fault = lateness(list.now, held) { return fault }
        take(previous: held, revision: (held?.revision ?? 0) + 1, held?.status == .active ? .correct : .add, &list)
        return nil
    }

    /// An entry that a full list file no longer has.
    func remove(_ held: RecordState, _ list: inout EffectList) {
        takeOut(held, revision: held.revision + 1, .withdraw, &list)
    }

    /// The held record and its next revision, for an event that changes one that is active; nil if the event is answered already.
    private func nextOfActive(_ outcome: inout EventOutcome) -> (held: RecordState, revision: Int)? {
        guard let held = state.records[event.recordID] else {
            outcome.reject(unknown(.unknownRecord))
            return nil
        }
        guard held.party == event.party else {
            outcome.reject(Fault(.notTheSource))
            return nil
        }
        if isRepeat(of: held, &outcome) { return nil }
        switch held.status {
        case .active: break
        case .withdrawn:
            outcome.reject(Fault(.alreadyWithdrawn))
            return nil
        case .expired:
            outcome.reject(Fault(.termOver))
            return nil
        case .repaired:
            outcome.reject(Fault(.repaired))
            return nil
        }
        guard let revision = nextRevision(after: held) else {
            outcome.stale(held)
            return nil
        }
        return (held, revision)
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

    private func accept(
        previous: RecordState?, revision: Int, _ operation: UpstreamChange.Operation, _ outcome: inout EventOutcome
    ) {
        outcome.accept()
        take(previous: previous, revision: revision, operation, &outcome.list)
        feedback?.count(&outcome.list)
    }

    /// Takes a first or a new revision of a record.
    private func take(previous: RecordState?, revision: Int, _ operation: UpstreamChange.Operation, _ list: inout EffectList) {
        var former = previous
        former?.archive()
        var record = RecordState(
            contract: event.contract, subject: event.subject, party: event.party, revision: revision, contentHash: hash,
            status: .active, event: event.id, acceptedAt: list.now, openCases: previous?.openCases ?? [],
            history: former?.history ?? [], termEnd: event.termEnd)
        list.upstream(operation, record, id: event.recordID, content: event.content)
        if previous == nil, let due = PublicationTerm(policy: list.policy).missed(event, on: list.now.day) {
            list.append(
                .notice(
                    party: event.party,
                    Notice(kind: .reportedLate, caseID: event.recordID.description, recordID: event.recordID, due: due)))
        }
        if previous?.status == .active {
            closeSettledCases(&record, by: .corrected, &list)
        } else if record.isDisputed {
            list.upstream(.objectionOn, record, id: event.recordID)
        }
        list.set(event.recordID, record: record)
        guard isList || routing.heldRecords.contains(event.record) else { return }
        let entry = EntryState(
            contract: event.contract, list: isList ? event.listCode ?? "" : nil, party: event.party, subjectKey: event.subjectKey,
            subjectKind: event.subjectKind, sourceRegion: event.region, revision: revision, isDisputed: record.isDisputed,
            isSuspended: previous?.status == .active && state.entry(event.recordID)?.isSuspended == true, content: event.content)
        list.set(event.recordID, entry: entry, reason: event.operation)
        // 两书同达: with the decision, when, where and how it can be repaired; unless its display ends before that by itself.
        if operation == .add, let terms = RepairTerms(list.policy.repairs, record, entry).terms(on: list.now.day),
            terms.earliest <= terms.latest
        {
            list.append(
                .notice(
                    party: event.party,
                    Notice(kind: .repairNotice, caseID: event.recordID.description, recordID: event.recordID, terms: terms)))
        }
    }

    /// Takes a record out of everything.
    private func takeOut(_ held: RecordState, revision: Int, _ operation: UpstreamChange.Operation, _ list: inout EffectList) {
        var record = successor(of: held, revision: revision, .withdrawn, at: list.now)
        // An entry whose term was over has left before.
        record.formerList = state.entry(event.recordID)?.list ?? held.formerList
        list.upstream(operation, record, id: event.recordID, content: event.content)
        list.set(event.recordID, entry: nil, reason: event.operation)
        closeSettledCases(&record, by: .withdrawn, &list)
        list.set(event.recordID, record: record)
    }

    /// The record as this event leaves it.
    private func successor(of held: RecordState, revision: Int, _ status: RecordState.Status, at now: Timestamp) -> RecordState {
        var record = held
        record.archive()
        record.status = status
        record.revision = revision
        record.contentHash = hash
        record.event = event.id
        record.acceptedAt = now
        return record
    }

    /// Closes the cases of a record that its source's own event has now settled, and lifts the mark with the last.
    private func closeSettledCases(_ record: inout RecordState, by finding: CaseState.Finding, _ list: inout EffectList) {
        guard record.isDisputed else { return }
        for id in record.openCases {
            guard let dispute = state.cases[id], dispute.status == .verified else { continue }
            // A withdrawal also settles what was to be corrected: nothing is left that could be wrong.
            guard dispute.finding == finding || finding == .withdrawn else { continue }
            if finding == .corrected, !FieldCorrection.missing(dispute.corrections, in: event.content).isEmpty {
                list.append(.notice(party: record.party, Notice(kind: .correctionMissing, dispute)))
                continue
            }
            list.settle(id, dispute, on: &record)
        }
        if record.openCases.isEmpty, record.status == .active {
            list.upstream(.objectionOff, record, id: event.recordID)
        }
    }
}

extension Receipt.Original {
    /// The receipt of the event whose revision is held.
    init(_ held: RecordState) {
        self.init(event: held.event, contract: held.contract, revision: held.revision, time: held.acceptedAt)
    }
}
