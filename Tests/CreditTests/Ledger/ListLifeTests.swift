import Credit
import Testing

@Suite("The life of a list's entry") struct ListLifeTests {
    private let ledger = TestLedger(subscriptions: [
        Subscription(party: "marks", filter: .everything()),
        Subscription(party: "holds", filter: .everything(disputes: .hold, suspensions: .hold)),
    ])
    private let id = identifier(1)

    enum Expected: Equatable {
        /// Taken, and told to the platform as this.
        case taken(String)
        case refused(FaultCode)
        case duplicate
    }

    struct Step: CustomTestStringConvertible {
        var before: [String]
        var operation: String
        var expected: Expected

        var testDescription: String { (before + [operation]).joined(separator: ", ") }
    }

    private static let operations = ["listed", "corrected", "changed", "suspended", "resumed", "delisted", "repaired", "withdrawn"]

    /// What each operation comes to, in the order of ``operations``.
    private static func row(_ before: [String], _ expected: [Expected]) -> [Step] {
        zip(operations, expected).map { Step(before: before, operation: $0, expected: $1) }
    }

    private static let unknown: [Expected] = [
        .taken("ADD"), .refused(.unknownRecord), .refused(.unknownRecord), .refused(.unknownRecord), .refused(.unknownRecord),
        .refused(.notOnList), .refused(.notOnList), .refused(.notOnList),
    ]
    private static let active: [Expected] = [
        .taken("CORRECT"), .taken("CORRECT"), .taken("CHANGE"), .taken("SUSPENDED"), .refused(.illegalTransition), .taken("WITHDRAW"),
        .taken("REPAIRED"), .taken("WITHDRAW"),
    ]
    private static let suspended: [Expected] = [
        .taken("CORRECT"), .taken("CORRECT"), .taken("CHANGE"), .refused(.illegalTransition), .taken("RESUMED"), .taken("WITHDRAW"),
        .taken("REPAIRED"), .taken("WITHDRAW"),
    ]
    private static let off: [Expected] = [
        .taken("ADD"), .refused(.alreadyWithdrawn), .refused(.alreadyWithdrawn), .refused(.alreadyWithdrawn), .refused(.alreadyWithdrawn),
        .duplicate, .duplicate, .duplicate,
    ]

    static let steps: [Step] =
        row([], unknown) + row(["listed"], active) + row(["listed", "corrected"], active) + row(["listed", "changed"], active)
        + row(["listed", "suspended"], suspended) + row(["listed", "suspended", "changed"], suspended)
        + row(["listed", "suspended", "corrected"], suspended) + row(["listed", "suspended", "resumed"], active)
        + row(["listed", "delisted"], off) + row(["listed", "repaired"], off) + row(["listed", "withdrawn"], off)
        + row(["listed", "suspended", "delisted"], off) + row(["listed", "suspended", "repaired", "listed"], active)

    /// Each says something else.
    private func event(_ operation: String, _ number: Int) -> LedgerEvent {
        .listEntry(operation, id: "e-\(number)", content: "{\"HMDMC\":\"\(number)\"}")
    }

    @Test("each step is taken or refused", arguments: steps) func step(step: Step) {
        for (number, operation) in step.before.enumerated() { #expect(ledger.send(event(operation, number)).status == .accepted) }
        let last = event(step.operation, 99)
        let revision = ledger.state.records[id]?.revision ?? 0
        let effects = ledger.send(last)
        ledger.expectViewsAreRight()
        switch step.expected {
        case .refused(let code): #expect(effects.isRefusal(code))
        case .duplicate: #expect(effects.isOnly(.duplicate))
        case .taken(let operation):
            #expect(effects.status == .accepted)
            #expect(effects.told == ["province \(operation)"])
            #expect(effects.upstream.first?.content == last.content)
            #expect(ledger.state.records[id]?.revision == revision + 1)
            #expect(effects.viewChanges.allSatisfy { $0.reason == step.operation && $0.source == "safety" })
            #expect(ledger.preview(last).isOnly(.duplicate))
        }
    }

    @Test("a suspended entry is marked, or held back until it is resumed") func suspension() throws {
        #expect(ledger.send(event("listed", 1)).toldViews == ["holds listed", "marks listed"])
        #expect(ledger.send(event("suspended", 2)).toldViews == ["holds -suspended", "marks suspended"])
        let view = try #require(ledger.views["marks"]?[id])
        #expect(view.isSuspended && view.revision == 2)
        #expect(String(decoding: view.content, as: UTF8.self) == #"{"HMDMC":"1"}"#)
        // It stays suspended whatever else is said of it.
        #expect(ledger.send(event("changed", 3)).toldViews == ["marks changed"])
        #expect(ledger.views["marks"]?[id]?.isSuspended == true)
        #expect(ledger.send(event("resumed", 4)).toldViews == ["holds resumed", "marks resumed"])
        #expect(ledger.views["holds"]?[id]?.isSuspended == false)
        #expect(ledger.send(event("repaired", 5)).toldViews == ["holds -repaired", "marks -repaired"])
        ledger.expectViewsAreRight()
    }

    @Test func anEntryThatWasSuspendedAndTakenOffComesBackUnsuspended() {
        for (number, operation) in ["listed", "suspended", "delisted", "listed"].enumerated() { ledger.send(event(operation, number)) }
        #expect(ledger.views["holds"]?[id]?.isSuspended == false)
    }

    @Test("a suspension, its end and a removal that say the same are not taken for each other")
    func sameContent() {
        ledger.send(event("listed", 1))
        for (number, operation) in ["suspended", "resumed", "suspended", "delisted"].enumerated() {
            #expect(ledger.send(.listEntry(operation, id: "s-\(number)", content: "{}")).status == .accepted, "\(operation)")
        }
        #expect(ledger.views["marks"]?.isEmpty == true)
    }

    @Test func aSuspensionThatIsReadAgainAfterItsEndIsADuplicate() {
        ledger.send(event("listed", 1))
        ledger.send(event("suspended", 2))
        ledger.send(event("resumed", 3))
        #expect(ledger.send(event("suspended", 2)).isOnly(.duplicate))
        #expect(ledger.views["holds"]?[id] != nil)
    }

    @Test func aDisputedEntryIsMarkedOrHeldBackUntilTheCaseIsClosed() {
        ledger.send(event("listed", 1))
        ledger.send(.dispute("submitted", id: "d-1"))
        #expect(ledger.send(.dispute("accepted", id: "d-2")).toldViews == ["holds -accepted", "marks accepted"])
        // Suspended as well: both must be over before it is shown.
        #expect(ledger.send(event("suspended", 2)).toldViews == ["marks suspended"])
        #expect(ledger.send(.dispute("verified", id: "d-3", party: "safety", finding: .upheld)).toldViews == ["marks verified"])
        #expect(ledger.send(event("resumed", 3)).toldViews == ["holds resumed", "marks resumed"])
        ledger.expectViewsAreRight()
    }

    @Test("only its source changes it", arguments: ["corrected", "changed", "suspended", "resumed", "delisted", "repaired", "withdrawn"])
    func source(operation: String) {
        ledger.send(event("listed", 1))
        #expect(ledger.send(.listEntry(operation, id: "x", party: "tax", content: "{}")).isRefusal(.notTheSource))
    }

    @Test("an older revision changes nothing", arguments: ["corrected", "changed", "suspended", "delisted", "repaired", "withdrawn"])
    func stale(operation: String) {
        ledger.send(.listEntry("listed", id: "e-1", revision: 5))
        #expect(ledger.send(.listEntry(operation, id: "e-2", revision: 5, content: "{}")).isOnly(.stale))
    }
}
