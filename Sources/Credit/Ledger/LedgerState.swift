/// The state of one partition of subjects. A cache of the changelog: rebuilt from it, never written anywhere else.
///
/// Changes are undone together when the transaction that was to write them does not commit.
public final class LedgerState {
    public private(set) var records = IdentifierTable<RecordState>()
    public private(set) var entries: [Identifier128: ListEntryState] = [:]
    public private(set) var cases: [Identifier128: CaseState] = [:]
    /// What was erased, and until when its identity is remembered, in days since 1970.
    private var erasedUntil: [Identifier128: Int32] = [:]
    /// Numbers of the last messages of feeds.
    public private(set) var feeds: [String: Int64] = [:]
    public private(set) var audit = AuditHead.none
    /// What is due, and when.
    public private(set) var timers = TimerQueue()

    /// What the changed keys held before, in order.
    private var undo: [StateChange] = []
    private let retention: RetentionPolicy
    /// One copy of each text that many records share: for whoever reads the changelog, too.
    public let texts = SharedTexts()

    public init(retention: RetentionPolicy = .forever) {
        self.retention = retention
    }

    /// The last day on which the identity of something erased is remembered; nil if nothing of that id was erased.
    public func erased(_ id: Identifier128) -> CivilDate? {
        erasedUntil[id].map { CivilDate(days: Int($0)) }
    }

    /// How many identities of things erased are remembered.
    public var erasedCount: Int { erasedUntil.count }

    /// All that was erased, and until when it is remembered.
    public var erased: [Identifier128: CivilDate] { erasedUntil.mapValues { CivilDate(days: Int($0)) } }

    /// Applies a change; until ``commit()`` it can be undone.
    public func apply(_ change: StateChange) {
        switch change {
        case .record(let id, _): undo.append(.record(id, records[id]))
        case .entry(let id, _): undo.append(.entry(id, entries[id]))
        case .disputeCase(let id, _): undo.append(.disputeCase(id, cases[id]))
        case .erased(let id, _): undo.append(.erased(id, erased(id)))
        case .feed(let name, _): undo.append(.feed(name, feeds[name] ?? 0))
        case .audit: undo.append(.audit(audit))
        }
        restore(change)
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
            records[id] = value
            if let (kind, due) = retention.next(of: value) { timers.add(LedgerTimer(kind: kind, id: id, due: due)) }
        case .entry(let id, let value):
            guard var value else {
                entries[id] = nil
                return
            }
            value.list = texts.shared(value.list)
            entries[id] = value
        case .disputeCase(let id, let value):
            cases[id] = value
            if let due = value.flatMap({ retention.erasure(of: $0) }) {
                timers.add(LedgerTimer(kind: .caseErasure, id: id, due: due))
            }
        case .erased(let id, let until):
            erasedUntil[id] = until.map { Int32(clamping: $0.days) }
            if let until, until < .latest { timers.add(LedgerTimer(kind: .forgetting, id: id, due: (until + 1).start)) }
        case .feed(let name, let number):
            feeds[name] = number == 0 ? nil : number
        case .audit(let head):
            audit = head
        }
    }

    /// Keeps the changes since the last commit.
    public func commit() {
        undo.removeAll(keepingCapacity: true)
        // Every change of a record adds its timer anew.
        if timers.count > 2 * (records.count + cases.count + erasedUntil.count) + 1024 { rebuildTimers() }
    }

    /// Takes back the changes since the last commit.
    public func rollback() {
        for change in undo.reversed() { restore(change) }
        undo.removeAll(keepingCapacity: true)
        timers.rearm()
    }

    // MARK: Timers

    private func rebuildTimers() {
        var due: [LedgerTimer] = []
        for (id, record) in records {
            if let (kind, moment) = retention.next(of: record) { due.append(LedgerTimer(kind: kind, id: id, due: moment)) }
        }
        for (id, dispute) in cases {
            if let moment = retention.erasure(of: dispute) { due.append(LedgerTimer(kind: .caseErasure, id: id, due: moment)) }
        }
        for (id, until) in erased where until < .latest {
            due.append(LedgerTimer(kind: .forgetting, id: id, due: (until + 1).start))
        }
        timers.replace(by: due)
    }

    /// Takes what is due: its commands are about to be sent.
    public func takeTimers(dueAt now: Timestamp, most: Int) -> [LedgerTimer] {
        timers.take(dueAt: now, most: most)
    }

    /// The command of a timer has been handled.
    public func settle(_ timer: LedgerTimer) {
        timers.settle(timer)
    }
}
