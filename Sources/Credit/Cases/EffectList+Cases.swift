extension EffectList {
    /// Brings a case one step on, with what follows for its record, and tells those concerned.
    ///
    /// - parameters:
    ///   - held: The case as it was, but for what the command itself says.
    ///   - displayUntil: 恢复公示至, of a repair that is revoked.
    mutating func advance(
        _ id: Identifier128, _ held: CaseState, by transition: CaseLifecycle.Transition, displayUntil: CivilDate? = nil, reason: String
    ) {
        let held = moved(held, to: transition.to)
        // The step itself stands before what follows from it, as it is read; where it may lead further at once, its end does.
        if held.status != .effecting { set(id, case: held) }
        for consequence in transition.consequences { carryOut(consequence, id, held, displayUntil: displayUntil, reason: reason) }
        if held.status == .effecting {
            effecting.append((id, held))
        } else if held.status.isEnd {
            end(id, held)
        } else {
            tell(held)
        }
    }

    /// The record of a case is settled by its source's own event, or shown no more: a case that waits for just that goes on.
    mutating func settle(_ id: Identifier128, _ held: CaseState, on record: inout RecordState) {
        guard let transition = held.kind.lifecycle.transition("settled", from: held.status) else { return }
        record.openCases.removeAll { $0 == id }
        effecting.append((id, moved(held, to: transition.to)))
    }

    /// A case one version on, and in its next state if it comes to one, whose term begins today.
    private func moved(_ held: CaseState, to status: CaseState.Status?) -> CaseState {
        var held = held
        held.version += 1
        held.changedAt = now
        if let status {
            held.status = status
            held.due = policy.due(held, source: state.records[held.recordID]?.party ?? "", from: now.day, now: now)
        }
        return held
    }

    /// Cases whose record is settled: they go on at once if nobody is to be waited for.
    mutating func finishEffecting() {
        for (id, held) in effecting {
            var held = held
            held.awaited = held.isOfFirstVersion ? [] : awaited(held.recordID)
            guard held.awaited.isEmpty else {
                set(id, case: held)
                if held.kind != .withdrawal { tell(held) }
                continue
            }
            // Nobody had it: there is nothing to watch.
            if held.kind == .withdrawal, state.cases[id] == nil { continue }
            arrive(id, held)
        }
        effecting = []
    }

    /// A feed is confirmed up to a number: cases that waited for just that go on.
    mutating func confirmed(_ feed: String, upTo number: Int64) {
        for id in state.effecting.sorted() {
            guard var held = state.cases[id], held.awaited.contains(where: { $0.feed == feed && $0.number <= number }) else { continue }
            held.awaited.removeAll { $0.feed == feed && $0.number <= number }
            if held.awaited.isEmpty { arrive(id, held) } else { set(id, case: held) }
        }
    }

    /// 各方均已落实
    private mutating func arrive(_ id: Identifier128, _ held: CaseState) {
        var held = moved(held, to: held.closesItself ? .closed : .effected)
        held.awaited = []
        set(id, case: held)
        if held.status.isEnd { end(id, held) } else { tell(held) }
    }

    /// Tells who submitted a case that it is at its end; whose withdrawal it was, that it is carried out.
    private mutating func end(_ id: Identifier128, _ held: CaseState) {
        append(
            .receipt(
                party: held.party,
                Receipt(
                    event: held.event, status: .closed, stage: .ledger, operation: held.status == .closed ? "closed" : held.status.rawValue,
                    recordID: id, contract: held.contract, origin: held.origin, time: now)))
        append(.notice(party: held.party, Notice(kind: Notice.Kind(end: held.kind), held)))
    }

    /// Tells who has to do the next step, and who submitted the case.
    private mutating func tell(_ held: CaseState) {
        guard !held.isOfFirstVersion else { return }
        for party in Set([held.party, responsible(for: held)].compactMap { $0 }).sorted() {
            append(.notice(party: party, Notice(kind: .caseMoved, held)))
        }
    }

    /// The party that has to do the next step of a case; nil where nobody has.
    func responsible(for held: CaseState) -> String? {
        held.responsible(source: state.records[held.recordID]?.party, office: routing.caseOffice)
    }

    mutating func askSource(_ id: Identifier128, _ held: CaseState, _ record: RecordState) {
        append(.notice(party: record.party, Notice(kind: .verificationRequested, held)))
    }

    // MARK: What follows for the record

    private mutating func carryOut(
        _ consequence: CaseLifecycle.Consequence, _ id: Identifier128, _ held: CaseState, displayUntil: CivilDate?, reason: String
    ) {
        guard var record = state.records[held.recordID] else { return }
        switch consequence {
        case .mark:
            record.openCases.append(id)
            set(held.recordID, record: record)
            if record.openCases.count == 1 { show(held.recordID, record, .objectionOn, reason: reason) { $0.isDisputed = true } }
        case .unmark:
            guard record.openCases.contains(id) else { return }
            record.openCases.removeAll { $0 == id }
            set(held.recordID, record: record)
            guard record.openCases.isEmpty else { return }
            // What was repaired is in no view, and comes back without the mark.
            show(held.recordID, record, record.status == .active ? .objectionOff : nil, reason: reason) { $0.isDisputed = false }
        case .askSource:
            askSource(id, held, record)
        case .takeDown:
            guard record.status == .active else { return }
            record.status = .repaired
            show(held.recordID, record, .repair, reason: "repaired") { $0.isRepaired = true }
            set(held.recordID, record: record)
        case .restore:
            guard record.status == .repaired else { return }
            record.status = .active
            if let displayUntil { record.termEnd = displayUntil }
            if let end = record.termEnd, end < now.day { record.status = .expired }
            if record.status == .active {
                let content = state.entry(held.recordID)?.content ?? []
                show(held.recordID, record, .restore, content: content, reason: "repair-revoked") { $0.isRepaired = false }
                if record.isDisputed { upstream(.objectionOn, record, id: held.recordID) }
            } else {
                set(held.recordID, entry: nil, reason: "term-end")
            }
            set(held.recordID, record: record)
        }
    }

    private mutating func show(
        _ id: Identifier128, _ record: RecordState, _ operation: UpstreamChange.Operation?, content: [UInt8] = [], reason: String,
        _ change: (inout EntryState) -> Void
    ) {
        if let operation { upstream(operation, record, id: id, content: content) }
        guard var entry = state.entry(id) else { return }
        change(&entry)
        set(id, entry: entry, reason: reason)
    }

    // MARK: Who has to have it

    /// The feeds that have not confirmed yet what was last sent about a record: platforms that take its contract, and subscribers that
    /// confirm and were just told, or have yet to confirm that it is off their list.
    private func awaited(_ id: Identifier128) -> [CaseState.Awaited] {
        guard let record = state.records[id] else { return [] }
        var awaited: [CaseState.Awaited] = []
        let name = String(record.contractName)
        for platform in routing.platforms where platform.party != record.party && platform.records.contains(name) {
            let feed = feed(platform.feed)
            if feed.number > feed.confirmed { awaited.append(CaseState.Awaited(feed: platform.feed, number: feed.number)) }
        }
        for view in state.subscriptions.views where view.confirmationHours != nil {
            let pending = (state.removals[view.party] ?? [:]).filter { $0.value.entry == id }.keys.max()
            guard let number = told[view.party]?[id] ?? pending, number > feed(view.feed).confirmed else { continue }
            awaited.append(CaseState.Awaited(feed: view.feed, number: number))
        }
        return awaited
    }
}
