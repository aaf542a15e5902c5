import Credit
import Testing

@Suite("What a dispute may not do") struct DisputeRefusalTests {
    private let ledger = TestLedger()

    init() {
        ledger.send(.penalty("reported", id: "reported"))
    }

    /// A case that stands where its name says.
    enum Stage: CaseIterable {
        case none, submitted, accepted, verified, closed
    }

    private func bring(to stage: Stage) {
        if stage == .none { return }
        ledger.send(.dispute("submitted", id: "submitted"))
        if stage == .submitted { return }
        ledger.send(.dispute("accepted", id: "accepted"))
        if stage == .accepted { return }
        ledger.send(.dispute("verified", id: "verified", party: "market", finding: stage == .verified ? .corrected : .upheld))
    }

    @Test("a step that the case's stage does not allow is refused and changes nothing", arguments: [
        (Stage.none, "accepted", "office", CaseState.Finding?.none, FaultCode.unknownCase),
        (.none, "verified", "market", .upheld, .unknownCase),
        (.submitted, "verified", "market", .upheld, .illegalTransition),
        (.submitted, "verified", "market", .corrected, .illegalTransition),
        (.verified, "accepted", "office", nil, .illegalTransition),
        (.verified, "verified", "market", .upheld, .illegalTransition),
        (.verified, "verified", "market", .withdrawn, .illegalTransition),
        (.closed, "accepted", "office", nil, .illegalTransition),
        (.closed, "verified", "market", .corrected, .illegalTransition),
        (.closed, "verified", "market", .withdrawn, .illegalTransition),
    ])
    func illegalSteps(stage: Stage, operation: String, party: String, finding: CaseState.Finding?, code: FaultCode) {
        bring(to: stage)
        let (records, cases) = (ledger.state.records, ledger.state.cases)
        #expect(ledger.send(.dispute(operation, party: party, finding: finding)).isRefusal(code))
        #expect(ledger.state.records == records)
        #expect(ledger.state.cases == cases)
    }

    @Test("a step taken again is a duplicate and changes nothing", arguments: [
        (Stage.submitted, "submitted", "office", CaseState.Finding?.none),
        (.accepted, "submitted", "office", nil),
        (.closed, "submitted", "office", nil),
        (.accepted, "accepted", "office", nil),
        (.verified, "verified", "market", .corrected),
        (.closed, "verified", "market", .upheld),
    ])
    func repeatedSteps(stage: Stage, operation: String, party: String, finding: CaseState.Finding?) {
        bring(to: stage)
        let (records, cases) = (ledger.state.records, ledger.state.cases)
        #expect(ledger.send(.dispute(operation, party: party, finding: finding)).isOnly(.duplicate))
        #expect(ledger.state.records == records)
        #expect(ledger.state.cases == cases)
    }

    @Test("a finding by any party but the source is refused", arguments: ["office", "tax", ""])
    func foreignFinding(party: String) {
        bring(to: .accepted)
        #expect(ledger.send(.dispute("verified", party: party, finding: .upheld)).isRefusal(.notTheSource))
        #expect(ledger.state.cases[identifier(1001)]?.status == .accepted)
        #expect(ledger.state.records[identifier(1)]?.isDisputed == true)
    }

    @Test func onlyTheOfficeThatFiledACaseAcceptsIt() {
        bring(to: .submitted)
        #expect(ledger.send(.dispute("accepted", party: "market")).isRefusal(.notTheSource))
        #expect(ledger.state.cases[identifier(1001)]?.status == .submitted)
    }

    @Test func aFindingWithoutAKnownResultIsRefused() {
        bring(to: .accepted)
        let effects = ledger.send(.dispute("verified", party: "market"))
        #expect(effects.isRefusal(.notInCodeTable))
        #expect(effects.outcomes.first?.receipt.faults.first?.path == "/result")
    }

    @Test func whatTheLedgerDoesNotHoldCannotBeDisputed() {
        let effects = ledger.send(.dispute("submitted", about: 99))
        #expect(effects.isRefusal(.unknownRecord))
        #expect(effects.outcomes.first?.receipt.faults.first?.path == "/recordId")
    }

    @Test func nobodyDisputesTheRecordOfAnotherSubject() {
        var foreign = LedgerEvent.dispute("submitted", number: 7)
        foreign.subjectKey = "91990100MA1YL0039T"
        let effects = ledger.send(foreign)
        #expect(effects.isRefusal(.unknownRecord))
        #expect(effects.stateChanges.isEmpty)
    }

    @Test func whatWasWithdrawnCannotBeDisputed() {
        ledger.send(.penalty("withdrawn", content: "{}"))
        #expect(ledger.send(.dispute("submitted")).isRefusal(.alreadyWithdrawn))
    }

    @Test func aCaseIsNotAcceptedOnceItsRecordIsWithdrawn() {
        bring(to: .submitted)
        ledger.send(.penalty("withdrawn", content: "{}"))
        #expect(ledger.send(.dispute("accepted")).isRefusal(.alreadyWithdrawn))
    }

    @Test func aCaseNumberIsNotUsedTwice() {
        bring(to: .submitted)
        #expect(ledger.send(.dispute("submitted", grounds: "别的理由")).isRefusal(.caseExists))
        #expect(ledger.send(.dispute("submitted", party: "tax")).isRefusal(.caseExists))
    }

    @Test("an illegal step is told which step would be legal")
    func expectedStep() {
        bring(to: .submitted)
        let fault = ledger.send(.dispute("verified", party: "market", finding: .upheld)).outcomes.first?.receipt.faults.first
        #expect(fault?.expected == "submitted → returned | notAccepted | accepted | extended | cancelled | merged")
        #expect(fault?.value == "verified")
    }

    @Test("content that names no record is refused, whatever it is", arguments: ["", "{", "{}", "[]", #"{"recordId":"1"}"#, #"{"recordId":7}"#])
    func unreadableContent(content: String) {
        var event = LedgerEvent.dispute("submitted")
        event.content = Array(content.utf8)
        #expect(ledger.send(event).isRefusal(.unknownRecord))
    }
}
