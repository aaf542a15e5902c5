import Credit
import JSON

/// 办件: what must hold of disputes and repairs, by what stands in the changelog and what was sent.
extension Observer {
    // MARK: As they are seen

    /// A case in the changelog.
    func seeCase(_ id: Identifier128, _ value: CaseState?, _ partition: ObservedPartition) {
        let former = partition.restored.cases[id]
        if let former, former.status.isEnd, value != former, let value, !Self.takesUpAgain(former, value) {
            fail(.closedCase, "case \(former.caseID) was \(former.status.rawValue) and is now \(value.status.rawValue)")
        }
        if let value {
            if value.status != former?.status {
                world.counts.cases["\(value.kind.rawValue) \(value.status.rawValue)", default: 0] += 1
                if value.status.isEnd { closings.expect("\(value.event) of case \(id)") }
            } else if let alarm = former?.due?.alarm, value.due?.alarm != alarm, value.version == former?.version {
                world.counts.cases["\(alarm.rawValue)", default: 0] += 1
            }
        }
        partition.cases.waiting.append(ObservedCases.Step(id: id, former: former, value: value))
    }

    /// What may still happen to a case at its end: it is taken up again, once, a repair is revoked, or a penalty withdrawn again.
    private static func takesUpAgain(_ former: CaseState, _ value: CaseState) -> Bool {
        guard former.status == .closed else { return false }
        // The record was reported anew, and withdrawn once more.
        if former.kind == .withdrawal { return value.status == .effecting || value.status == .closed }
        return former.kind == .dispute ? value.status == .accepted && value.isReopened && !former.isReopened : value.status == .revoked
    }

    // MARK: As they follow from the events

    /// The case that the event being replayed has changed; nil if the changelog says nothing of it.
    func nextCase(_ id: Identifier128, _ partition: ObservedPartition) -> ObservedCases.Step? {
        guard partition.cases.waiting.first?.id == id else { return nil }
        return partition.cases.waiting.removeFirst()
    }

    /// What an event, replayed by now, has done to cases.
    func check(_ steps: [ObservedCases.Step], _ number: Int, _ partition: ObservedPartition) {
        for step in steps where violation == nil {
            guard let value = step.value else {
                if step.former?.status.isEnd != true { fail(.caseStep, "case \(step.id) is erased before its end") }
                partition.cases.needs[step.id] = nil
                continue
            }
            checkStep(step, value)
            checkDue(value)
            if Self.takesEffect(step.former, value) { partition.cases.needs[step.id] = need(of: value, partition) }
            guard value.status != .effecting, let need = partition.cases.needs.removeValue(forKey: step.id) else { continue }
            // What was revoked is not to be everywhere any more.
            if value.status != .revoked { checkEffect(value, need, number, partition) }
        }
        partition.cases.told.removeAll(keepingCapacity: true)
    }

    /// How many steps of the lifecycle an event may take at once: where nobody is to be waited for, 落实 is passed through.
    private static func takesEffect(_ former: CaseState?, _ value: CaseState) -> Bool {
        guard let former else { return value.status == .effecting }
        guard former.status != .effecting else { return false }
        return value.status == .effecting || value.version == former.version + 2
    }

    // MARK: Steps

    /// Each step counts the version up by one, and is one of the lifecycle's.
    private func checkStep(_ step: ObservedCases.Step, _ value: CaseState) {
        guard let former = step.former else {
            if value.version != 1 || value.status != (value.kind == .withdrawal ? .effecting : .submitted) {
                fail(.caseStep, "case \(value.caseID) begins as version \(value.version), \(value.status.rawValue)")
            }
            return
        }
        let lifecycle = value.kind.lifecycle
        func leads(_ from: CaseState.Status, to: CaseState.Status) -> Bool {
            if lifecycle.transitions.contains(where: { $0.from.contains(from) && ($0.to ?? from) == to }) { return true }
            // The first version of the contract of disputes has no event for an answer: they end when every place has it.
            return value.contract == CaseState.firstVersion && from == .effecting && to == .closed
        }
        let isRight =
            switch value.version - former.version {
            // A reminder, or one place less to wait for.
            case 0: value.status == former.status
            case 1: leads(former.status, to: value.status)
            case 2: leads(former.status, to: .effecting) && leads(.effecting, to: value.status)
            default: false
            }
        if !isRight {
            let (before, after) = ("\(former.status.rawValue)/\(former.version)", "\(value.status.rawValue)/\(value.version)")
            fail(.caseStep, "case \(value.caseID) goes from \(before) to \(after)")
        }
    }

    // MARK: Deadlines

    /// The project's rules set a term for every step of both kinds, those of `dispute@1` among them; a repair that is granted from a
    /// later day on is due on that day. So no open case is without one, and none beyond its end has one.
    private func checkDue(_ value: CaseState) {
        guard (value.due == nil) == value.status.isEnd else {
            return fail(.caseDue, "case \(value.caseID) is \(value.status.rawValue) \(value.due == nil ? "without" : "with") a due date")
        }
        if let due = value.due, (due.alarm == .effective) != (value.status == .granted) {
            fail(.caseDue, "case \(value.caseID) is \(value.status.rawValue), and its next alarm is \(due.alarm?.rawValue ?? "none")")
        }
    }

    // MARK: Effects

    /// Who has to have what a case has just led to: platforms what they were last told of the record, subscribers that confirm what they
    /// were told just now, or that the record is off their list.
    ///
    /// Disputes by the first version of their contract wait for nobody: it knows no such state.
    private func need(of value: CaseState, _ partition: ObservedPartition) -> ObservedCases.Need {
        let state = partition.mirror
        let record = state.records[value.recordID]
        var feeds: [String: Int64] = [:]
        if value.contract != CaseState.firstVersion, let record {
            let contract = String(record.contractName)
            for platform in routing.platforms where platform.party != record.party && platform.records.contains(contract) {
                feeds[ObservedCases.feed(toPlatform: platform.party)] = partition.cases.shown[platform.party]?[value.recordID]?.number
            }
            for (party, subscription) in state.subscriptions.byParty where subscription.confirmationHours != nil {
                let feed = ObservedCases.feed(toSubscriber: party)
                let told = partition.cases.told.last { $0.feed == feed && $0.record == value.recordID }?.number
                feeds[feed] = told ?? (state.removals[party] ?? [:]).filter { $0.value.entry == value.recordID }.keys.max()
            }
        }
        return ObservedCases.Need(feeds: feeds, revision: record?.revision ?? 0, isGone: record?.status != .active)
    }

    /// A subscriber confirms nothing any more: nobody waits for it.
    func noteSubscription(_ party: String, _ subscription: Subscription?, _ partition: ObservedPartition) {
        guard subscription?.confirmationHours == nil else { return }
        for id in partition.cases.needs.keys { partition.cases.needs[id]?.feeds[ObservedCases.feed(toSubscriber: party)] = nil }
    }

    /// Every place has what the case led to, and none shows what was before.
    private func checkEffect(_ value: CaseState, _ need: ObservedCases.Need, _ number: Int, _ partition: ObservedPartition) {
        let place = "partition \(number): case \(value.caseID) is \(value.status.rawValue), and"
        for (feed, message) in need.feeds.sorted(by: { $0.key < $1.key }) {
            let reached = partition.cases.reached[feed] ?? 0
            if reached < message { return fail(.caseEffect, "\(place) \(feed) has only come to message \(reached), not \(message)") }
        }
        for (party, held) in partition.held.sorted(by: { $0.key < $1.key }) {
            guard let shown = held[value.recordID.description] else { continue }
            // All of the transaction has been seen: so has what it did to the record later on.
            if let what = wrong(Self.revision(shown, parser), need, partition.restored.records[value.recordID]) {
                fail(.caseEffect, "\(place) \(party) shows \(what)")
            }
        }
        for (party, records) in partition.cases.shown.sorted(by: { $0.key < $1.key }) {
            guard let shown = records[value.recordID], shown.isShown else { continue }
            if let what = wrong(shown.revision, need, partition.mirror.records[value.recordID]) {
                fail(.caseEffect, "\(place) \(party) shows \(what)")
            }
        }
    }

    /// What is wrong about a record's being shown in a revision; nil if nothing is.
    private func wrong(_ revision: Int, _ need: ObservedCases.Need, _ record: RecordState?) -> String? {
        // Its department has reported it again, or revoked the repair of it.
        if need.isGone { return record?.status == .active ? nil : "its record" }
        return revision < need.revision ? "revision \(revision) of its record, not \(need.revision)" : nil
    }

    private static func revision(_ value: [UInt8], _ parser: JSONParser) -> Int {
        value.withUnsafeBytes { (try? parser.parse($0))?.number("revision") ?? -1 }
    }

    // MARK: Marks

    /// Every dispute mark has a dispute that is open and accepted, and such a dispute has its mark wherever the record is shown; what
    /// was repaired is shown nowhere.
    func checkMarks(_ number: Int, _ partition: ObservedPartition) {
        var touched: Set<Identifier128> = []
        for change in partition.changes {
            switch change {
            case .record(let id, _), .entry(let id, _): touched.insert(id)
            case .disputeCase(_, let value?): touched.insert(value.recordID)
            default: break
            }
        }
        for id in touched.sorted() where violation == nil { checkMark(id, number, partition) }
    }

    private func checkMark(_ id: Identifier128, _ number: Int, _ partition: ObservedPartition) {
        let state = partition.restored
        let record = state.records[id]
        let cases = state.cases(of: id)
        guard !cases.isEmpty || record?.openCases.isEmpty == false else { return }
        let marked = cases.filter { state.cases[$0].map(Self.carriesMark) ?? false }
        let isMarked = !marked.isEmpty
        func fault(_ what: String) {
            fail(.caseMark, "partition \(number): \(what) record \(id), which has \(marked.count) disputes to mark")
        }
        if (record?.openCases ?? []).sorted() != marked { fault("\(record?.openCases.count ?? 0) disputes are noted on") }
        let entry = state.entry(id)
        if let entry, entry.isDisputed != isMarked { fault("\(entry.isDisputed ? "a" : "no") mark is on the entry of") }
        for (party, held) in partition.held.sorted(by: { $0.key < $1.key }) {
            guard let value = held[id.description] else { continue }
            let isSeen = value.withUnsafeBytes { (try? parser.parse($0))?.member("disputed")?.boolValue ?? false }
            if isSeen != isMarked { fault("\(party) sees \(isSeen ? "a" : "no") mark on") }
            let status = record?.status.rawValue ?? "erased"
            if record?.status != .active { fail(.caseEffect, "\(party) shows record \(id), which is \(status)") }
        }
        guard let record else { return }
        for (party, records) in partition.cases.shown.sorted(by: { $0.key < $1.key }) {
            guard let shown = records[id], shown.isShown else { continue }
            if shown.isMarked != isMarked { fault("\(party) sees \(shown.isMarked ? "a" : "no") mark on") }
            if record.status == .repaired { fail(.caseEffect, "\(party) shows record \(id), which is repaired") }
        }
    }

    private static func carriesMark(_ held: CaseState) -> Bool {
        switch (held.kind, held.status) {
        case (.dispute, .accepted), (.dispute, .forwarded), (.dispute, .verified): true
        default: false
        }
    }

    // MARK: A transaction, and the end

    /// What the changelog says of cases without an event from which it follows, and whether every end was told once.
    func settleCases() {
        for (number, partition) in partitions.enumerated() where violation == nil && !partition.cases.waiting.isEmpty {
            check(partition.cases.waiting, number, partition)
            partition.cases.waiting.removeAll()
        }
        for (number, partition) in partitions.enumerated() where violation == nil && partition.isDirty { checkMarks(number, partition) }
        if let difference = closings.difference { fail(.caseClosing, "the end of \(difference)") }
    }

    /// When every platform and every subscriber that confirms has all that it was sent, no case waits for any.
    func checkCasesEnd() {
        for partition in partitions {
            for id in partition.mirror.effecting.sorted() {
                guard let held = partition.mirror.cases[id] else { continue }
                let places = held.awaited.map { "\($0.feed)/\($0.number)" }.joined(separator: ", ")
                fail(.drained, "case \(held.caseID) still waits for \(places)")
            }
        }
    }
}
