/// What becomes of a timer's command. It is carried out only if the state still says that just this is due at just that moment: so
/// a command that comes twice, or after the record has changed, does nothing.
struct TimerDecision {
    let timer: LedgerTimer
    /// Where the command stood.
    let origin: Origin
    let state: LedgerState
    let retention: RetentionPolicy
    let policy: CasePolicy

    /// The contract of the record, for the audit.
    var contract: String? { state.records[timer.id]?.contract }

    func fire(_ list: inout EffectList) {
        switch timer.kind {
        case .termEnd:
            guard let record = dueRecord else { return }
            expire(record, &list)
        case .erasure:
            guard let record = dueRecord else { return }
            // A repair that was granted for a later day could not be told any more on that day.
            if record.status == .active, state.cases(of: timer.id).contains(where: { state.cases[$0]?.status == .granted }) {
                list.upstream(.repair, record, id: timer.id)
            }
            list.set(timer.id, entry: nil, reason: timer.kind.rawValue)
            list.set(timer.id, record: nil)
            if state.feedback[timer.id] != nil { list.append(.state(.feedback(timer.id, nil))) }
            list.set(timer.id, erasedUntil: retention.remembered(record.contractName, erasedOn: timer.due.day))
        case .caseErasure:
            guard let dispute = state.cases[timer.id], retention.erasure(of: dispute) == timer.due else { return }
            list.set(timer.id, case: nil)
            // A case's id is never free again.
            list.set(timer.id, erasedUntil: .latest)
        case .caseAlarm:
            sound(&list)
        case .forgetting:
            guard let until = state.erased(timer.id), (until + 1).start == timer.due else { return }
            list.set(timer.id, erasedUntil: nil)
        case .confirmation:
            remind(&list)
        case .listFileLapse:
            guard let file = state.listFiles[timer.id], file.lapse == timer.due else { return }
            ListFileDecision(state).drop(file, &list)
        }
    }

    /// 临期提醒, 逾期, 逾期督办: tells who has to do the next step, and at last the office; or the day has come from which a repair holds.
    private func sound(_ list: inout EffectList) {
        guard var held = state.cases[timer.id], let due = held.due, due.alarmAt == timer.due, let alarm = due.alarm else { return }
        if alarm == .effective {
            guard let transition = held.kind.lifecycle.transition("effective", from: held.status) else { return }
            return list.advance(timer.id, held, by: transition, reason: "repaired")
        }
        let source = state.records[held.recordID]?.party ?? ""
        var parties = Set([list.responsible(for: held) ?? held.party])
        if alarm == .escalation { parties.insert(list.routing.caseOffice ?? held.party) }
        for party in parties.sorted() { list.append(.notice(party: party, Notice(kind: Notice.Kind(alarm), held))) }
        held.due = policy.next(after: due, held, source: source)
        list.set(timer.id, case: held)
    }

    /// 移出未确认: tells the subscriber, and the department whose entry it was, once.
    private func remind(_ list: inout EffectList) {
        let number = Int64(bitPattern: timer.id.low)
        for (party, removals) in state.removals {
            guard UnconfirmedRemoval.timerID(party, number) == timer.id, var removal = removals[number], removal.due == timer.due
            else { continue }
            removal.due = nil
            list.append(.state(.removal(party, number, removal)))
            for addressee in Set([party, removal.source]).sorted() where !addressee.isEmpty {
                list.append(
                    .notice(
                        party: addressee,
                        Notice(
                            kind: .removalUnconfirmed, caseID: removal.entry.description, recordID: removal.entry, subscriber: party,
                            number: number)))
            }
            list.note(.confirmation, removal.entry, before: nil, after: "\(party)/\(number)/overdue")
        }
    }

    private var dueRecord: RecordState? {
        guard let record = state.records[timer.id], let next = retention.next(of: record), next.kind == timer.kind,
            next.due == timer.due
        else { return nil }
        return record
    }

    /// 公示期满, 名单到期: the record disappears everywhere. A case that only waits for the source to correct or withdraw it is at its
    /// end with it; others stay open until somebody answers them.
    private func expire(_ record: RecordState, _ list: inout EffectList) {
        var record = record
        record.status = .expired
        record.formerList = state.entry(timer.id)?.list
        list.append(
            .receipt(
                party: record.party,
                Receipt(
                    event: record.event, status: .expired, stage: .ledger, operation: timer.kind.rawValue, recordID: timer.id,
                    contract: record.contract, origin: origin, time: list.now)))
        list.upstream(.expire, record, id: timer.id)
        list.set(timer.id, entry: nil, reason: timer.kind.rawValue)
        for id in record.openCases {
            guard let dispute = state.cases[id], dispute.status == .verified else { continue }
            list.settle(id, dispute, on: &record)
        }
        list.set(timer.id, record: record)
    }
}
