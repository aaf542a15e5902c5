import Credit
import Testing

@Suite("A dispute from submission to its end") struct DisputeTests {
    private let ledger = TestLedger()

    init() {
        ledger.send(.listEntry("listed", id: "listed"))
    }

    private var record: RecordState? { ledger.state.records[identifier(1)] }
    private func status(_ number: UInt64 = 1) -> CaseState.Status? { ledger.state.cases[identifier(1000 + number)]?.status }
    private var disputedViews: Set<String> {
        Set(ledger.views.filter { $0.value[identifier(1)]?.isDisputed == true }.keys)
    }

    private func open(_ number: UInt64 = 1) {
        ledger.send(.dispute("submitted", id: "submitted-\(number)", number: number))
        ledger.send(.dispute("accepted", id: "accepted-\(number)", number: number))
    }

    @Test func aSubmissionIsFiledButMarksNothing() {
        let effects = ledger.send(.dispute("submitted"))
        #expect(effects.status == .accepted)
        #expect(status() == .submitted)
        #expect(effects.upstream.isEmpty && effects.views.isEmpty && effects.notices.isEmpty)
        #expect(record?.isDisputed == false)
    }

    @Test func acceptanceMarksTheRecordAtThePlatformAndInEveryViewThatHoldsIt() throws {
        ledger.send(.dispute("submitted"))
        let effects = ledger.send(.dispute("accepted"))
        #expect(effects.status == .accepted)
        #expect(status() == .accepted)
        #expect(effects.told == ["province OBJECTION_ON"])
        let mark = try #require(effects.upstream.first)
        #expect(mark.recordID == identifier(1))
        #expect(mark.contract == "list-designation@1")
        #expect(mark.content.isEmpty)
        #expect(Set(effects.views.map(\.party)) == ["approval", "market-entry"])
        #expect(effects.views.allSatisfy { $0.entry == identifier(1) && $0.value?.isDisputed == true })
        #expect(record?.openCases == [identifier(1001)])
    }

    @Test func acceptanceAsksTheSourceToVerify() throws {
        ledger.send(.dispute("submitted"))
        let (party, notice) = try #require(ledger.send(.dispute("accepted")).notices.first)
        #expect(party == "safety")
        #expect(notice.kind == .verificationRequested)
        #expect(notice.caseID == "YY-1")
        #expect(notice.recordID == identifier(1))
        #expect(notice.finding == nil)
    }

    @Test func aMarkKeepsTheDesignationInTheView() throws {
        let before = try #require(ledger.views["approval"]?[identifier(1)])
        open()
        let after = try #require(ledger.views["approval"]?[identifier(1)])
        #expect(after.content == before.content)
        #expect(after.revision == before.revision)
    }

    @Test("upheld: the mark is lifted and the submitter is told")
    func upheld() throws {
        open()
        let effects = ledger.send(.dispute("verified", id: "verified", party: "safety", finding: .upheld))
        #expect(effects.outcomes.map(\.party) == ["safety"])
        #expect(effects.status == .accepted)
        #expect(effects.told == ["province OBJECTION_OFF"])
        #expect(disputedViews.isEmpty)
        #expect(Set(effects.views.map(\.party)) == ["approval", "market-entry"])
        #expect(status() == .closed)
        #expect(record?.isDisputed == false)

        let (party, receipt) = try #require(effects.receipts.first { $0.receipt.status == .closed })
        #expect(party == "office")
        #expect(receipt.event == "submitted-1")
        #expect(receipt.recordID == identifier(1001))
        #expect(receipt.origin == LedgerEvent.dispute("submitted").origin)
        let (told, notice) = try #require(effects.notices.first)
        #expect(told == "office")
        #expect(notice.kind == .disputeClosed)
        #expect(notice.finding == .upheld)
    }

    @Test("to be corrected: the mark stays until the source's own correction")
    func corrected() {
        open()
        let verified = ledger.send(.dispute("verified", party: "safety", finding: .corrected))
        #expect(verified.status == .accepted)
        #expect(verified.upstream.isEmpty && verified.views.isEmpty)
        #expect(status() == .verified)
        #expect(disputedViews == ["approval", "market-entry"])

        let correction = ledger.send(.listEntry("corrected", id: "correction", content: #"{"HMDMC":"甲名单"}"#))
        #expect(correction.told == ["province CORRECT", "province OBJECTION_OFF"])
        #expect(correction.receipts.contains { $0.party == "office" && $0.receipt.status == .closed })
        #expect(correction.notices.contains { $0.party == "office" && $0.notice.finding == .corrected })
        #expect(status() == .closed)
        #expect(disputedViews.isEmpty)
        #expect(ledger.views["approval"]?[identifier(1)] != nil)
    }

    @Test func aReportWithOtherContentSettlesWhatWasToBeCorrectedToo() {
        open()
        ledger.send(.dispute("verified", party: "safety", finding: .corrected))
        ledger.send(.listEntry("listed", content: #"{"HMDMC":"甲名单"}"#))
        #expect(status() == .closed)
        #expect(disputedViews.isEmpty)
    }

    @Test func aRepeatedReportSettlesNothing() {
        open()
        ledger.send(.dispute("verified", party: "safety", finding: .corrected))
        #expect(ledger.send(.listEntry("listed")).isOnly(.duplicate))
        #expect(status() == .verified)
        #expect(disputedViews == ["approval", "market-entry"])
    }

    @Test func aCorrectionBeforeTheFindingLeavesTheDisputeOpen() {
        open()
        let effects = ledger.send(.listEntry("corrected", content: #"{"HMDMC":"甲名单"}"#))
        #expect(effects.told == ["province CORRECT"])
        #expect(status() == .accepted)
        #expect(disputedViews == ["approval", "market-entry"])
    }

    @Test("to be withdrawn: the source's own withdrawal closes the case")
    func withdrawn() {
        open()
        ledger.send(.dispute("verified", party: "safety", finding: .withdrawn))
        let effects = ledger.send(.listEntry("delisted", content: "{}"))
        #expect(effects.told == ["province WITHDRAW"])
        #expect(effects.receipts.contains { $0.party == "office" && $0.receipt.status == .closed })
        #expect(status() == .closed)
        #expect(ledger.views["approval"]?[identifier(1)] == nil)
        #expect(record?.isDisputed == false)
    }

    @Test func aCorrectionDoesNotSettleWhatWasToBeWithdrawn() {
        open()
        ledger.send(.dispute("verified", party: "safety", finding: .withdrawn))
        ledger.send(.listEntry("corrected", content: #"{"HMDMC":"甲名单"}"#))
        #expect(status() == .verified)
        #expect(disputedViews == ["approval", "market-entry"])
    }

    @Test func aWithdrawalSettlesWhatWasToBeCorrected() {
        open()
        ledger.send(.dispute("verified", party: "safety", finding: .corrected))
        ledger.send(.listEntry("delisted", content: "{}"))
        #expect(status() == .closed)
    }

    @Test func whatWasWithdrawnBeforeTheFindingNeedsNoFurtherEvent() {
        open()
        ledger.send(.listEntry("delisted", content: "{}"))
        #expect(status() == .accepted)
        let effects = ledger.send(.dispute("verified", party: "safety", finding: .corrected))
        #expect(effects.status == .accepted)
        #expect(effects.upstream.isEmpty && effects.views.isEmpty)
        #expect(status() == .closed)
    }

    @Test func aRecordThatComesBackWhileDisputedIsMarkedAtOnce() {
        open()
        ledger.send(.listEntry("delisted", content: "{}"))
        let effects = ledger.send(.listEntry("listed"))
        #expect(effects.told == ["province ADD", "province OBJECTION_ON"])
        #expect(disputedViews == ["approval", "market-entry"])
    }

    @Test func theMarkIsLiftedOnlyWithTheLastOfTwoDisputes() {
        open(1)
        ledger.send(.dispute("submitted", id: "submitted-2", number: 2))
        let second = ledger.send(.dispute("accepted", number: 2))
        #expect(second.upstream.isEmpty, "marked once already")
        #expect(second.notices.map(\.notice.kind) == [.verificationRequested])

        let first = ledger.send(.dispute("verified", number: 1, party: "safety", finding: .upheld))
        #expect(first.status == .accepted)
        #expect(first.upstream.isEmpty && first.views.isEmpty)
        #expect(status(1) == .closed)
        #expect(disputedViews == ["approval", "market-entry"])

        let last = ledger.send(.dispute("verified", number: 2, party: "safety", finding: .upheld))
        #expect(last.told == ["province OBJECTION_OFF"])
        #expect(disputedViews.isEmpty)
    }

    @Test func oneCorrectionSettlesBothDisputesAndLiftsTheMarkOnce() {
        open(1)
        open(2)
        ledger.send(.dispute("verified", number: 1, party: "safety", finding: .corrected))
        ledger.send(.dispute("verified", number: 2, party: "safety", finding: .corrected))
        let effects = ledger.send(.listEntry("corrected", content: #"{"HMDMC":"甲名单"}"#))
        #expect(effects.told == ["province CORRECT", "province OBJECTION_OFF"])
        #expect(Set(effects.receipts.filter { $0.receipt.status == .closed }.map(\.receipt.event)) == ["submitted-1", "submitted-2"])
        #expect(record?.openCases == [])
    }

    @Test func aDisputeOfAPenaltyIsMarkedAtBothPlatforms() {
        ledger.send(.penalty("reported", record: 2))
        ledger.send(.dispute("submitted", number: 9, about: 2))
        #expect(ledger.send(.dispute("accepted", number: 9)).told == ["province OBJECTION_ON", "city OBJECTION_ON"])
        #expect(ledger.send(.dispute("verified", number: 9, party: "market", finding: .upheld)).told
            == ["province OBJECTION_OFF", "city OBJECTION_OFF"])
    }
}
