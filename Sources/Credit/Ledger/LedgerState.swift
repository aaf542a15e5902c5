/// The state of one partition of subjects. A cache of the changelog: rebuilt from it, never written anywhere else.
///
/// Changes are undone together when the transaction that was to write them does not commit.
public final class LedgerState {
    public private(set) var records = IdentifierTable<RecordState>()
    /// What is shared with subscribers, as the changelog holds it.
    public let entries: EntryTable
    public private(set) var cases: [Identifier128: CaseState] = [:]
    /// The cases of each record, and those that wait until every place has what they led to: indexes of ``cases``.
    private var casesByRecord: [Identifier128: [Identifier128]] = [:]
    public private(set) var effecting: Set<Identifier128> = []
    /// What was erased, and until when its identity is remembered, in days since 1970.
    private var erasedUntil: [Identifier128: Int32] = [:]
    /// Where the feeds to subscribers and platforms stand.
    public private(set) var feeds: [String: FeedState] = [:]
    /// By what the views of subscribers are made.
    public private(set) var subscriptions = SubscriptionTable()
    /// Removals that subscribers have not confirmed, by the number of their message.
    public private(set) var removals: [String: [Int64: UnconfirmedRemoval]] = [:]
    public private(set) var feedback = IdentifierTable<FeedbackState>()
    public private(set) var tallies: [Tally.Key: Tally] = [:]
    /// Full list files that are coming in, by ``ListFileKey/id``, and this partition's entries of their parts.
    public private(set) var listFiles: [Identifier128: ListFileState] = [:]
    public private(set) var listFileParts: [Identifier128: [Int: [UInt8]]] = [:]
    public private(set) var audit = AuditHead.none
    /// What is due, and when.
    public private(set) var timers = TimerQueue()

    /// What the changed keys held before, in order.
    private var undo: [Undo] = []
    /// Where entries stood that were replaced, while there is something to undo, without being undone themselves.
    private var retired: [ShelfPlace] = []
    private let retention: RetentionPolicy
    /// One copy of each text that many records share: for whoever reads the changelog, too.
    public let texts = SharedTexts()

    /// - parameter shelf: where the bytes of entries are kept; this state's alone.
    public init(retention: RetentionPolicy = .forever, shelf: any EntryShelf = MemoryShelf()) {
        self.retention = retention
        entries = EntryTable(shelf: shelf)
    }

    /// Whether an entry could not be read: what was decided since then may be wrong, and the state is to be restored anew.
    public var hasLostEntries: Bool { entries.hasLost }

    /// The last day on which the identity of something erased is remembered; nil if nothing of that id was erased.
    public func erased(_ id: Identifier128) -> CivilDate? {
        erasedUntil[id].map { CivilDate(days: Int($0)) }
    }

    /// What is kept of a list entry or another shared record.
    public func entry(_ id: Identifier128) -> EntryState? {
        entries[id].flatMap { whole($0, id) }
    }

    /// An entry; what an older format of the changelog left out is that of its record.
    func whole(_ stored: StoredEntry, _ id: Identifier128) -> EntryState? {
        guard var entry = stored.state else { return nil }
        entry.complete(from: records[id])
        return entry
    }

    /// The cases of a record that are kept.
    public func cases(of record: Identifier128) -> [Identifier128] { (casesByRecord[record] ?? []).sorted() }

    private func keep(_ id: Identifier128, _ value: CaseState?) {
        if cases[id] == nil, let value { casesByRecord[value.recordID, default: []].append(id) }
        if let former = cases[id], value == nil {
            casesByRecord[former.recordID]?.removeAll { $0 == id }
            if casesByRecord[former.recordID]?.isEmpty == true { casesByRecord[former.recordID] = nil }
        }
        cases[id] = value
        if value?.status == .effecting { effecting.insert(id) } else { effecting.remove(id) }
    }

    /// How many identities of things erased are remembered.
    public var erasedCount: Int { erasedUntil.count }

    /// All that was erased, and until when it is remembered.
    public var erased: [Identifier128: CivilDate] { erasedUntil.mapValues { CivilDate(days: Int($0)) } }

    /// Applies a change; until ``commit()`` it can be undone.
    public func apply(_ change: StateChange) {
        if case .entry(let id, let value) = change {
            undo.append(.entry(id, entries.place(of: id)))
            entries.set(id, value)
        } else {
            undo.append(.change(former(of: change)))
            restore(change)
        }
    }

    /// What a change replaces. Entries have their places for that.
    private func former(of change: StateChange) -> StateChange {
        switch change {
        case .record(let id, _): .record(id, records[id])
        case .entry: change
        case .disputeCase(let id, _): .disputeCase(id, cases[id])
        case .erased(let id, _): .erased(id, erased(id))
        case .feed(let name, _): .feed(name, feeds[name] ?? .none)
        case .audit: .audit(audit)
        case .subscription(let party, _): .subscription(party, subscriptions[party])
        case .removal(let party, let number, _): .removal(party, number, removals[party]?[number])
        case .feedback(let id, _): .feedback(id, feedback[id])
        case .tally(let key, _): .tally(key, tallies[key] ?? Tally())
        case .listFile(let id, _): .listFile(id, listFiles[id])
        case .listFilePart(let id, let number, _): .listFilePart(id, number, listFileParts[id]?[number])
        }
    }

    /// Applies a change that the changelog already holds.
    public func restore(_ change: StateChange) {
        switch change {
        case .record(let id, let value):
            guard var value else {
                records[id] = nil
                return
            }
            value.contract = texts.shared(value.contract)
            value.party = texts.shared(value.party)
            value.formerList = value.formerList.map(texts.shared)
            records[id] = value
            if let timer = timer(of: value, id) { timers.add(timer) }
        case .entry(let id, let value):
            let former = entries.place(of: id)
            entries.set(id, value)
            if undo.isEmpty {
                entries.release(former)
                entries.compact()
            } else if let former {
                retired.append(former)
            }
        case .disputeCase(let id, let value):
            keep(id, value)
            if let timer = value.flatMap({ timer(of: $0, id) }) { timers.add(timer) }
        case .erased(let id, let until):
            erasedUntil[id] = until.map { Int32(clamping: $0.days) }
            if let timer = until.flatMap({ timer(ofErased: id, until: $0) }) { timers.add(timer) }
        case .feed(let name, let value):
            feeds[name] = value == .none ? nil : value
        case .audit(let head):
            audit = head
        case .subscription(let party, let value):
            subscriptions[party] = value
        case .removal(let party, let number, let value):
            removals[party, default: [:]][number] = value
            if removals[party]?.isEmpty == true { removals[party] = nil }
            if let timer = value.flatMap({ timer(of: $0, party, number) }) { timers.add(timer) }
        case .feedback(let id, let value):
            feedback[id] = value
        case .tally(let key, let value):
            tallies[key] = value == Tally() ? nil : value
        case .listFile(let id, let value):
            listFiles[id] = value
            if let timer = value.flatMap({ timer(of: $0, id) }) { timers.add(timer) }
        case .listFilePart(let id, let number, let value):
            listFileParts[id, default: [:]][number] = value
            if listFileParts[id]?.isEmpty == true { listFileParts[id] = nil }
        }
    }

    /// Keeps the changes since the last commit.
    public func commit() {
        for case .entry(_, let former) in undo { entries.release(former) }
        forgetUndo()
        // Every change of a record adds its timer anew.
        if timers.count > 2 * (records.count + cases.count + erasedUntil.count + removals.values.reduce(0) { $0 + $1.count }) + 1024 {
            rebuildTimers()
        }
    }

    /// Takes back the changes since the last commit.
    public func rollback() {
        for step in undo.reversed() {
            switch step {
            case .change(let change): restore(change)
            case .entry(let id, let former):
                entries.release(entries.place(of: id))
                entries.set(id, at: former)
            }
        }
        forgetUndo()
        timers.rearm()
    }

    private func forgetUndo() {
        undo.removeAll(keepingCapacity: true)
        for place in retired { entries.release(place) }
        retired.removeAll()
        entries.compact()
    }

    /// How a change is taken back. The bytes of an entry stay where they are until then.
    private enum Undo {
        case change(StateChange)
        case entry(Identifier128, ShelfPlace?)
    }

    // MARK: Timers

    /// What is due next for a record.
    private func timer(of record: RecordState, _ id: Identifier128) -> LedgerTimer? {
        retention.next(of: record).map { LedgerTimer(kind: $0.kind, id: id, due: $0.due) }
    }

    /// What is due next for a case.
    private func timer(of held: CaseState, _ id: Identifier128) -> LedgerTimer? {
        if let moment = retention.erasure(of: held) { return LedgerTimer(kind: .caseErasure, id: id, due: moment) }
        return held.due?.alarmAt.map { LedgerTimer(kind: .caseAlarm, id: id, due: $0) }
    }

    private func timer(ofErased id: Identifier128, until: CivilDate) -> LedgerTimer? {
        until < .latest ? LedgerTimer(kind: .forgetting, id: id, due: (until + 1).start) : nil
    }

    private func timer(of removal: UnconfirmedRemoval, _ party: String, _ number: Int64) -> LedgerTimer? {
        removal.due.map { LedgerTimer(kind: .confirmation, id: UnconfirmedRemoval.timerID(party, number), due: $0) }
    }

    private func timer(of file: ListFileState, _ id: Identifier128) -> LedgerTimer? {
        file.lapse.map { LedgerTimer(kind: .listFileLapse, id: id, due: $0) }
    }

    /// Whether just this is still due at just that moment.
    private func stands(_ timer: LedgerTimer) -> Bool {
        let id = timer.id
        switch timer.kind {
        case .termEnd, .erasure: return records[id].flatMap { self.timer(of: $0, id) } == timer
        case .caseErasure, .caseAlarm: return cases[id].flatMap { self.timer(of: $0, id) } == timer
        case .forgetting: return erased(id).flatMap { self.timer(ofErased: id, until: $0) } == timer
        case .confirmation:
            let number = Int64(bitPattern: id.low)
            return removals.contains { party, byNumber in byNumber[number].flatMap { self.timer(of: $0, party, number) } == timer }
        case .listFileLapse: return listFiles[id].flatMap { self.timer(of: $0, id) } == timer
        }
    }

    private func rebuildTimers() {
        var due = records.compactMap { id, record in timer(of: record, id) }
        due += cases.compactMap { id, held in timer(of: held, id) }
        due += erased.compactMap { id, until in timer(ofErased: id, until: until) }
        for (party, byNumber) in removals { due += byNumber.compactMap { number, removal in timer(of: removal, party, number) } }
        due += listFiles.compactMap { id, file in timer(of: file, id) }
        timers.replace(by: due)
    }

    /// Takes what is due: its commands are about to be sent. What is due no more, since something has changed after it was set, needs none.
    public func takeTimers(dueAt now: Timestamp, most: Int) -> [LedgerTimer] {
        timers.take(dueAt: now, most: most, where: stands)
    }

    /// The command of a timer has been handled.
    public func settle(_ timer: LedgerTimer) {
        timers.settle(timer)
    }
}
