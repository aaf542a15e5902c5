import Credit
import Testing

@Suite("Subscriptions that begin, change and end") struct SubscriptionTests {
    private let ledger = TestLedger(subscriptions: [])

    private static let kinds: [SubjectKind] = [.organisation, .soleTrader, .person]

    init() {
        for record in 1...12 as ClosedRange<UInt64> {
            var event = LedgerEvent.listEntry(
                "listed", id: "e-\(record)", record: record, list: record % 2 == 0 ? "tax-serious" : "work-safety",
                kind: Self.kinds[Int(record) % 3], content: #"{"HMDMC":"名单\#(record)","JGMC":"单位\#(record)"}"#)
            if event.subjectKind == .person { event.subjectKey = "p\(record)" }
            event.region = record < 7 ? "990101" : "990200"
            ledger.send(event)
        }
        // One that is off again leaves a free place.
        ledger.send(.listEntry("delisted", id: "x", record: 4, content: "{}"))
    }

    private func filter(
        _ lists: Set<String>? = nil, fields: [Subscription.Field] = [.init("HMDMC")], kinds: Set<SubjectKind> = Set(kinds),
        regions: [String]? = nil
    ) -> Subscription.Filter {
        Subscription.Filter(
            parts: [.init(contract: "list-designation", lists: lists, fields: fields)], subjectKinds: kinds, regions: regions)
    }

    /// Changes the subscription, and expects messages about just the entries whose value changed.
    @discardableResult
    private func subscribe(_ filter: Subscription.Filter?, sourceLocation: SourceLocation = #_sourceLocation) -> [Effect] {
        let before = ledger.views["s"] ?? [:]
        let effects = ledger.subscribe("s", filter)
        let after = ledger.views["s"] ?? [:]
        let changed = Set(before.keys).union(after.keys).filter { before[$0]?.bytes != after[$0]?.bytes }
        let told = effects.views.map(\.entry)
        #expect(told == changed.sorted { $0.low < $1.low }, sourceLocation: sourceLocation)
        ledger.expectViewsAreRight(sourceLocation: sourceLocation)
        guard case .digest(let isOpen)? = effects.viewChanges.last?.content else {
            Issue.record("no digest comes last", sourceLocation: sourceLocation)
            return effects
        }
        #expect(isOpen == (filter != nil), sourceLocation: sourceLocation)
        #expect(effects.viewChanges.count == told.count + 1, sourceLocation: sourceLocation)
        return effects
    }

    @Test func oneThatBeginsIsFilledWithAllThatItTakes() throws {
        let effects = subscribe(filter())
        #expect(ledger.views["s"]?.count == 11)
        #expect(effects.viewChanges.dropLast().allSatisfy { $0.reason == "subscribed" })
        #expect(ledger.state.subscriptions["s"] != nil)
        #expect(effects.auditEntries.map(\.action) == ["subscribed"])
        #expect(ledger.state.tallies[Tally.Key(party: "s", list: "tax-serious")]?.pushed == 5)
    }

    @Test func theSameOnceMoreIsNothing() {
        subscribe(filter())
        #expect(ledger.subscribe("s", filter()).isEmpty)
    }

    @Test func aChangeTellsTheDifferencesAlone() {
        subscribe(filter())
        // Fields, lists, kinds, regions, masks: each there and back.
        let changes: [(filter: Subscription.Filter, count: Int)] = [
            (filter(fields: [.init("JGMC")]), 11), (filter(fields: [.init("JGMC"), .init("HMDMC")]), 11),
            (filter(fields: [.init("JGMC", personMask: Mask(head: 1, tail: 0)), .init("HMDMC")]), 4),
            (filter(fields: [.init("JGMC", otherMask: Mask(head: 1, tail: 0)), .init("HMDMC")]), 11),
            (filter(), 11), (filter(["tax-serious"]), 6), (filter(["work-safety"]), 11), (filter(["tax-serious", "work-safety"]), 5),
            (filter(), 0), (filter(kinds: [.person]), 7), (filter(kinds: [.person], regions: ["9901"]), 2),
            (filter(kinds: [.person], regions: ["9902", "990101"]), 2), (filter(kinds: [.person, .soleTrader], regions: ["9902"]), 2),
            (filter(["nothing"]), 2),
        ]
        for (index, change) in changes.enumerated() {
            let before = ledger.views["s"]?.count ?? 0
            let effects = subscribe(change.filter)
            if index < 10 { #expect(effects.views.count == change.count, "change \(index) of \(before)") }
        }
        #expect(ledger.views["s"]?.isEmpty == true)
    }

    @Test func oneThatEndsIsEmptiedAndClosed() {
        subscribe(filter(["tax-serious"]))
        let effects = subscribe(nil)
        #expect(effects.toldViews == Array(repeating: "s -unsubscribed", count: 5))
        #expect(ledger.state.subscriptions["s"] == nil)
        #expect(ledger.lastViewChange["s"]?.feed.digest == .empty)
        #expect(effects.auditEntries.map(\.action) == ["unsubscribed"])
        #expect(ledger.subscribe("s", nil).isEmpty)
        // Nothing more comes, until it begins again with the next number.
        #expect(ledger.send(.listEntry("listed", id: "n", record: 50)).views.isEmpty)
        let number = ledger.state.feeds["subscriber.s"]?.number ?? 0
        let again = subscribe(filter(["tax-serious"]))
        #expect(again.viewChanges.first?.feed.number == number + 1)
    }

    @Test func removalsThatWereToBeConfirmedEndWithTheSubscription() {
        ledger.subscribe("s", filter(), confirmationHours: 24)
        ledger.send(.listEntry("delisted", id: "y", record: 2, content: "{}"))
        #expect(ledger.state.removals["s"]?.count == 1)
        ledger.subscribe("s", nil)
        #expect(ledger.state.removals.isEmpty)
        #expect(ledger.pass(to: "2026-12-01").notices.isEmpty)
    }

    @Test func whatAChangeTakesOutHasToBeConfirmedToo() {
        ledger.subscribe("s", filter(), confirmationHours: 24)
        ledger.subscribe("s", filter(["tax-serious"]), confirmationHours: 24)
        #expect(ledger.state.removals["s"]?.count == 6)
    }

    @Test func anotherTimeToConfirmChangesNoEntry() {
        subscribe(filter())
        let effects = ledger.subscribe("s", filter(), confirmationHours: 2)
        #expect(effects.views.isEmpty && effects.viewChanges.count == 1)
    }

    @Test("what follows does not depend on the order in which the entries came")
    func order() {
        let other = TestLedger(subscriptions: [])
        for record in (1...12 as ClosedRange<UInt64>).reversed() { other.send(.listEntry("listed", id: "o-\(record)", record: record)) }
        for record in [3, 9, 6] as [UInt64] {
            other.send(.listEntry("delisted", id: "d-\(record)", record: record, content: "{}"))
            other.send(.listEntry("listed", id: "a-\(record)", record: record))
        }
        let told = other.subscribe("s", filter()).views.map(\.entry)
        #expect(told == (1...12 as ClosedRange<UInt64>).map { identifier($0) })
    }

    @Test func aDigestIsToldToWhomItIsAskedForOrWhereSomethingHasChanged() {
        ledger.subscribe("a", filter())
        ledger.subscribe("b", filter(["tax-serious"]))
        func tell(_ party: String?) -> [String] {
            ledger.take(.digest(DigestCommand(event: "digest", party: party))).viewChanges.map(\.party)
        }
        #expect(tell(nil) == [])
        #expect(tell("a") == ["a"])
        #expect(tell("nobody") == [])
        ledger.send(.listEntry("listed", id: "n", record: 50))
        #expect(tell(nil) == ["a"])
        #expect(tell(nil) == [])
        ledger.expectViewsAreRight()
    }

    @Test func eachStepOfALongLifeIsRight() {
        ledger.subscribe("a", .everything(), confirmationHours: 1)
        ledger.subscribe("b", .everything(disputes: .hold, suspensions: .hold))
        for round in 0..<60 {
            let record = UInt64(round % 7 + 1)
            let operation = ["listed", "suspended", "changed", "resumed", "delisted"][round / 7 % 5]
            ledger.send(.listEntry(operation, id: "r-\(round)", record: record, content: "{\"HMDMC\":\"\(round)\"}"))
            if round % 11 == 0 { ledger.subscribe("b", round % 2 == 0 ? nil : .everything(suspensions: .hold)) }
            ledger.expectViewsAreRight("round \(round)")
        }
    }
}
