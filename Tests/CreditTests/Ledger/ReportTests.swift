import Credit
import Testing

@Suite("Reporting a record") struct ReportTests {
    private let ledger = TestLedger()

    @Test func aFirstReportIsAcceptedAndAddedAtThePlatformsThatTakeIt() throws {
        let effects = ledger.send(.penalty("reported", id: "e-1"))
        #expect(effects.status == .accepted)
        #expect(effects.told == ["province ADD", "city ADD"])
        #expect(effects.upstream.allSatisfy { $0.content == Array(#"{"CF_NR_FK":0.5}"#.utf8) && $0.revision == 1 && $0.party == "market" })
        let record = try #require(ledger.state.records[identifier(1)])
        #expect(record.revision == 1)
        #expect(record.status == .active)
        #expect(record.event == "e-1")
        #expect(record.party == "market")
        #expect(record.contract == "administrative-penalty@2")
        #expect(record.acceptedAt == ledger.now)
    }

    @Test func theReceiptGoesToTheSenderAndNamesEventRecordAndPlace() throws {
        let event = LedgerEvent.penalty("reported", id: "e-1")
        let (party, receipt) = try #require(ledger.send(event).outcomes.first)
        #expect(party == "market")
        #expect(receipt.event == "e-1")
        #expect(receipt.stage == .ledger)
        #expect(receipt.recordID == identifier(1))
        #expect(receipt.contract == "administrative-penalty@2")
        #expect(receipt.operation == "reported")
        #expect(receipt.origin == event.origin)
        #expect(receipt.time == ledger.now)
        #expect(receipt.faults.isEmpty)
    }

    @Test func aPlatformThatDoesNotTakeTheContractIsNotTold() {
        #expect(ledger.send(.listEntry("listed")).told == ["province ADD"])
    }

    @Test func theSameContentAgainIsADuplicateThatNamesTheOriginalEvent() throws {
        ledger.send(.penalty("reported", id: "e-1"))
        let taken = ledger.now
        let effects = ledger.send(.penalty("reported", id: "e-2"))
        #expect(effects.isOnly(.duplicate))
        #expect(effects.faultCodes == [.duplicate])
        let original = try #require(effects.outcomes.first?.receipt.original)
        #expect(original.event == "e-1")
        #expect(original.time == taken)
    }

    @Test func otherContentForTheSameRecordIsACorrection() {
        ledger.send(.penalty("reported", id: "e-1"))
        let effects = ledger.send(.penalty("reported", id: "e-2", content: #"{"CF_NR_FK":0.3}"#))
        #expect(effects.status == .accepted)
        #expect(effects.told == ["province CORRECT", "city CORRECT"])
        #expect(ledger.state.records[identifier(1)]?.revision == 2)
        #expect(ledger.state.records[identifier(1)]?.event == "e-2")
    }

    @Test func theSendersOwnRevisionIsKept() {
        ledger.send(.penalty("reported", revision: 7))
        #expect(ledger.state.records[identifier(1)]?.revision == 7)
        ledger.send(.penalty("reported", content: "{}"))
        #expect(ledger.state.records[identifier(1)]?.revision == 8)
    }

    @Test("a revision that is not newer is stale", arguments: [6, 7])
    func staleRevision(revision: Int) {
        ledger.send(.penalty("reported", revision: 7))
        let effects = ledger.send(.penalty("reported", revision: revision, content: "{}"))
        #expect(effects.isOnly(.stale))
        #expect(effects.faultCodes == [.stale])
        #expect(ledger.state.records[identifier(1)]?.revision == 7)
    }

    @Test func anotherPartyCannotReportOverARecord() {
        ledger.send(.penalty("reported"))
        #expect(ledger.send(.penalty("reported", party: "tax", content: "{}")).isRefusal(.notTheSource))
        #expect(ledger.send(.penalty("reported", party: "tax")).isRefusal(.notTheSource))
        #expect(ledger.state.records[identifier(1)]?.party == "market")
    }

    @Test("an operation that the kind of record does not have is refused", arguments: [
        LedgerEvent.penalty("listed"), .penalty("renamed"), .penalty(""), .listEntry("reported"), .penalty("suspended"), .penalty("delisted"),
        .dispute("closed"), .dispute("reported"),
    ])
    func unknownOperations(event: LedgerEvent) {
        #expect(ledger.send(event).isRefusal(.unknownOperation))
    }

    @Test func decidingDoesNotChangeTheState() {
        let effects = ledger.preview(.penalty("reported"))
        #expect(effects.status == .accepted)
        #expect(ledger.state.records.isEmpty)
    }
}
