import Credit
import JSON

/// A ledger with its state and what its subscribers hold: applies what follows from each event, as the hub does.
final class TestLedger {
    let routing: Routing
    let state: LedgerState
    /// The numbers that each feed's messages got, in order.
    private(set) var numbers: [String: [Int64]] = [:]
    /// The audit, as its topic holds it.
    private(set) var audit: [[UInt8]] = []
    /// Every `.state` effect so far, as the changelog holds them.
    private(set) var changelog: [StateChange] = []
    /// What each subscriber's compacted topic holds.
    private(set) var views: [String: [Identifier128: ViewEntry]] = [:]
    /// The last dispute mark that each platform was told of each record.
    private(set) var marks: [String: [Identifier128: Bool]] = [:]
    private let ledger: Ledger
    /// 2026-11-21 09:30 in China.
    private var clock: Int64 = 1_795_224_600_000

    init(routing: Routing = .sample, retention: RetentionPolicy = .forever) {
        self.routing = routing
        ledger = Ledger(routing: routing, retention: retention)
        state = ledger.emptyState()
    }

    var now: Timestamp { Timestamp(milliseconds: clock) }

    /// What would follow, without applying it.
    func preview(_ event: LedgerEvent) -> [Effect] {
        ledger.effects(of: event, on: state, now: now)
    }

    @discardableResult
    func send(_ event: LedgerEvent) -> [Effect] {
        clock += 1000
        return apply(preview(event))
    }

    /// Sets the clock to the beginning of a day.
    func setClock(_ day: String) {
        clock = CivilDate(day)!.start.milliseconds
    }

    /// Takes the timers that are due, without carrying them out.
    func dueTimers(most: Int = .max) -> [LedgerTimer] {
        state.takeTimers(dueAt: now, most: most)
    }

    /// Carries out a timer's command.
    @discardableResult
    func fire(_ timer: LedgerTimer) -> [Effect] {
        let effects = apply(
            ledger.effects(of: .timer(timer, Origin(topic: "ledger.in", partition: 0, offset: 7)), on: state, now: now))
        state.settle(timer)
        return effects
    }

    /// Sets the clock to the beginning of a day, and carries out what is due.
    @discardableResult
    func pass(to day: String) -> [Effect] {
        setClock(day)
        var effects: [Effect] = []
        while case let due = dueTimers(), !due.isEmpty { for timer in due { effects += fire(timer) } }
        return effects
    }

    @discardableResult
    func note(_ note: OperatorNote) -> [Effect] {
        apply(ledger.effects(of: .note(note), on: state, now: now))
    }

    private func apply(_ effects: [Effect]) -> [Effect] {
        for effect in effects {
            switch effect {
            case .state(let change):
                state.apply(change)
                changelog.append(change)
            case .view(let party, let entry, let value, let number):
                views[party, default: [:]][entry] = value
                numbers["subscriber.\(party)", default: []].append(number)
            case .upstream(let change):
                numbers["upstream.\(change.platform)", default: []].append(change.sequence)
                switch change.operation {
                case .objectionOn: marks[change.platform, default: [:]][change.recordID] = true
                case .objectionOff, .withdraw, .expire: marks[change.platform, default: [:]][change.recordID] = nil
                case .add, .correct: break
                }
            case .audit(let entry):
                var writer = JSONWriter()
                state.apply(.audit(entry.write(after: state.audit, to: &writer)))
                audit.append(writer.bytes)
            case .receipt, .deadLetter, .notice:
                break
            }
        }
        state.commit()
        return effects
    }
}

extension Routing {
    /// Two platforms and four subscribers whose filters differ.
    static let sample = Routing(
        subscribers: [
            Subscriber(party: "approval", lists: nil, subjectKinds: [.organisation, .soleTrader, .person], fields: ["RDRQ", "HMDMC"]),
            Subscriber(party: "procurement", lists: ["tax-serious"], subjectKinds: [.organisation], fields: ["HMDMC"]),
            Subscriber(party: "market-entry", lists: ["work-safety", "tax-serious"], subjectKinds: [.organisation, .soleTrader], fields: []),
            Subscriber(party: "nobody", lists: [], subjectKinds: [], fields: ["HMDMC"]),
        ],
        platforms: [
            Platform(party: "province", records: ["administrative-penalty", "list-designation"]),
            Platform(party: "city", records: ["administrative-penalty"]),
        ])
}

extension LedgerEvent {
    static func penalty(
        _ operation: String, id: String = "e", record: UInt64 = 1, party: String = "market", revision: Int? = nil,
        end: String? = nil, content: String = #"{"CF_NR_FK":0.5}"#
    ) -> LedgerEvent {
        LedgerEvent(
            id: id, party: party, kind: .record, contract: "administrative-penalty@2", record: "administrative-penalty",
            operation: operation, recordID: identifier(record), subjectKey: "91990100MA1YL00123", subjectKind: .organisation,
            revision: revision, termEnd: end.map { CivilDate($0)! }, content: Array(content.utf8),
            origin: Origin(topic: "dept.\(party).administrative-penalty", partition: 0, offset: 1))
    }

    static func listEntry(
        _ operation: String, id: String = "e", record: UInt64 = 1, party: String = "safety", list: String = "work-safety",
        kind: SubjectKind = .organisation, revision: Int? = nil, end: String? = nil,
        content: String = #"{"HMDMC":"甲名单","LRMDSY":"事由","RDRQ":"2026-11-16"}"#
    ) -> LedgerEvent {
        LedgerEvent(
            id: id, party: party, kind: .list, contract: "list-designation@1", record: "list-designation",
            operation: operation, recordID: identifier(record), subjectKey: "91990100MA1YL00123", subjectKind: kind,
            listCode: list, revision: revision, termEnd: end.map { CivilDate($0)! }, content: Array(content.utf8),
            origin: Origin(topic: "dept.\(party).list-designation", partition: 0, offset: 2))
    }

    /// - parameter number: of the case; cases do not share identities with records.
    static func dispute(
        _ operation: String, id: String = "d", number: UInt64 = 1, about record: UInt64 = 1, party: String = "office",
        finding: CaseState.Finding? = nil, grounds: String = "有误"
    ) -> LedgerEvent {
        let result = finding.map { ",\"result\":\"\($0.rawValue)\"" } ?? ""
        return LedgerEvent(
            id: id, party: party, kind: .dispute, contract: "dispute@1", record: "dispute", operation: operation,
            recordID: identifier(1000 + number), subjectKey: "91990100MA1YL00123", subjectKind: .organisation,
            content: Array(
                "{\"caseId\":\"YY-\(number)\",\"recordId\":\"\(identifier(record))\",\"grounds\":\"\(grounds)\"\(result)}".utf8),
            origin: Origin(topic: "dept.\(party).dispute", partition: 0, offset: Int64(number)))
    }
}

extension [Effect] {
    private static var outcomes: Set<Receipt.Status> { [.accepted, .rejected, .duplicate, .stale] }

    /// The receipts that say what became of the event itself, with the party that each goes to.
    var outcomes: [(party: String, receipt: Receipt)] {
        receipts.filter { Self.outcomes.contains($0.receipt.status) }
    }

    var receipts: [(party: String, receipt: Receipt)] {
        compactMap { if case .receipt(let party, let receipt) = $0 { (party, receipt) } else { nil } }
    }

    var status: Receipt.Status? { outcomes.first?.receipt.status }

    var faultCodes: [FaultCode] { outcomes.flatMap { $0.receipt.faults.map(\.code) } }

    var stateChanges: [StateChange] {
        compactMap { if case .state(let change) = $0 { change } else { nil } }
    }

    var upstream: [UpstreamChange] {
        compactMap { if case .upstream(let change) = $0 { change } else { nil } }
    }

    /// What is told to the platforms: `province ADD`.
    var told: [String] { upstream.map { "\($0.platform) \($0.operation.rawValue)" } }

    var notices: [(party: String, notice: Notice)] {
        compactMap { if case .notice(let party, let notice) = $0 { (party, notice) } else { nil } }
    }

    var views: [(party: String, entry: Identifier128, value: ViewEntry?)] {
        compactMap { if case .view(let party, let entry, let value, _) = $0 { (party, entry, value) } else { nil } }
    }

    var auditEntries: [AuditEntry] {
        compactMap { if case .audit(let entry) = $0 { entry } else { nil } }
    }

    var deadLetters: [[Fault]] {
        compactMap { if case .deadLetter(let faults) = $0 { faults } else { nil } }
    }

    /// Whether the event was refused with this one fault, in receipt and dead letter, and nothing else follows.
    func isRefusal(_ code: FaultCode) -> Bool {
        status == .rejected && faultCodes == [code] && deadLetters.map { $0.map(\.code) } == [[code]] && count == 2
    }

    /// Whether all that follows is this one receipt.
    func isOnly(_ status: Receipt.Status) -> Bool {
        self.status == status && count == 1
    }
}
