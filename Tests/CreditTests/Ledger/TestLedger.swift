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
    private(set) var views: [String: [Identifier128: TestView]] = [:]
    /// The last message of each subscriber's topic.
    private(set) var lastViewChange: [String: ViewChange] = [:]
    /// The last dispute mark that each platform was told of each record.
    private(set) var marks: [String: [Identifier128: Bool]] = [:]
    private let ledger: Ledger
    /// 2026-11-21 09:30 in China.
    private var clock: Int64 = 1_795_224_600_000

    init(routing: Routing = .sample, subscriptions: [Subscription] = .sample, retention: RetentionPolicy = .forever, policy: CasePolicy = .none) {
        self.routing = routing
        ledger = Ledger(routing: routing, retention: retention, policy: policy)
        state = ledger.emptyState()
        // They began before anything else, with a number of their own.
        for subscription in subscriptions { state.restore(.subscription(subscription.party, subscription)) }
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

    /// Brings the state to what a changelog would have restored.
    func restore(_ change: StateChange) {
        state.restore(change)
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

    /// Carries out a command.
    @discardableResult
    func take(_ input: LedgerInput) -> [Effect] {
        apply(ledger.effects(of: input, on: state, now: now))
    }

    /// A party's view is from now on made by another subscription; nil ends it.
    @discardableResult
    func subscribe(_ party: String, _ filter: Subscription.Filter?, confirmationHours: Int? = nil) -> [Effect] {
        take(
            .subscription(
                SubscriptionCommand(
                    event: "subscription:\(party)", party: party,
                    subscription: filter.map { Subscription(party: party, filter: $0, confirmationHours: confirmationHours) })))
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
            case .view(let change):
                if case .entry(let id, let value) = change.content { views[change.party, default: [:]][id] = value.map { TestView($0) } }
                lastViewChange[change.party] = change
                numbers["subscriber.\(change.party)", default: []].append(change.feed.number)
            case .upstream(let change):
                numbers["upstream.\(change.platform)", default: []].append(change.sequence)
                switch change.operation {
                case .objectionOn: marks[change.platform, default: [:]][change.recordID] = true
                case .objectionOff, .withdraw, .expire, .repair: marks[change.platform, default: [:]][change.recordID] = nil
                case .add, .correct, .change, .suspend, .resume, .restore: break
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

/// A subscriber's message as it reads it.
struct TestView: Equatable {
    let bytes: [UInt8]
    private let json: JSONValue

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        json = (try? JSONValue(parsing: bytes)) ?? .null
    }

    var list: String? { json["list"]?.stringValue }
    var subjectKey: String? { json["subject"]?.stringValue }
    var subjectKind: SubjectKind? { json["subjectKind"]?.stringValue.flatMap { SubjectKind(rawValue: $0) } }
    var isDisputed: Bool { json["disputed"]?.boolValue ?? false }
    var isSuspended: Bool { json["suspended"]?.boolValue ?? false }
    var revision: Int { json["revision"]?.intValue ?? 0 }
    var content: [UInt8] { Array((json["content"]?.jsonText ?? "").utf8) }
}

extension Routing {
    /// Two platforms.
    static let sample = Routing(
        platforms: [
            Platform(party: "province", records: ["administrative-penalty", "list-designation"]),
            Platform(party: "city", records: ["administrative-penalty"]),
        ])
}

extension [Subscription] {
    /// Four subscribers whose filters differ.
    static let sample = [
        Subscription(party: "approval", filter: .lists(nil, fields: ["RDRQ", "HMDMC"], kinds: [.organisation, .soleTrader, .person])),
        Subscription(party: "procurement", filter: .lists(["tax-serious"], fields: ["HMDMC"], kinds: [.organisation])),
        Subscription(party: "market-entry", filter: .lists(["work-safety", "tax-serious"], fields: [], kinds: [.organisation, .soleTrader])),
        Subscription(party: "nobody", filter: .lists([], fields: ["HMDMC"], kinds: [])),
    ]
}

extension Subscription.Filter {
    static func lists(_ lists: Set<String>?, fields: [String], kinds: Set<SubjectKind>) -> Subscription.Filter {
        Subscription.Filter(
            parts: [Subscription.Part(contract: "list-designation", lists: lists, fields: fields.map { Subscription.Field($0) })],
            subjectKinds: kinds)
    }
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

    var viewChanges: [ViewChange] {
        compactMap { if case .view(let change) = $0 { change } else { nil } }
    }

    var views: [(party: String, entry: Identifier128, value: TestView?)] {
        viewChanges.compactMap { change in
            guard case .entry(let id, let value) = change.content else { return nil }
            return (change.party, id, value.map { TestView($0) })
        }
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
