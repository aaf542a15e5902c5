import Credit
import JSON
import Testing

@Suite("Erasure and what is remembered after it") struct ErasureTests {
    private let ledger = TestLedger(retention: .sample)
    private let id = identifier(1)

    /// What a compacted changelog holds in the end, by key.
    private func compacted() -> [String: [UInt8]] {
        var held: [String: [UInt8]] = [:]
        var writer = JSONWriter()
        for change in ledger.changelog {
            held[String(decoding: StateCodec.key(of: change), as: UTF8.self)] = StateCodec.write(change, to: &writer) ? writer.bytes : nil
        }
        return held
    }

    @Test func afterTermAndRetentionOnlyTheIdentityRemains() {
        ledger.send(.listEntry("listed", id: "secret-event", end: "2026-12-31"))
        ledger.pass(to: "2027-01-01")
        #expect(ledger.pass(to: "2027-12-31").isEmpty)
        ledger.pass(to: "2028-01-01")
        #expect(ledger.state.records.isEmpty && ledger.state.entries.isEmpty)
        // Remembered for three months from the day of erasure.
        #expect(ledger.state.erased(id) == CivilDate("2028-04-01"))
        let left = compacted()
        // Numbers of feeds and counts of what was shown are about nobody.
        #expect(left.keys.filter { !$0.hasPrefix("f:") && !$0.hasPrefix("t:") } == ["x:\(id)"])
        for (key, value) in left {
            let text = key + String(decoding: value, as: UTF8.self)
            for word in ["secret-event", "91990100MA1YL00123", "甲名单", "事由"] { #expect(!text.contains(word)) }
        }
    }

    @Test func aWithdrawnRecordIsErasedAfterItsRetention() {
        ledger.send(.penalty("reported", id: "e-1"))
        ledger.send(.penalty("withdrawn", id: "e-2", content: "{}"))
        #expect(ledger.pass(to: "2027-11-21").isEmpty)
        ledger.pass(to: "2027-11-22")
        #expect(ledger.state.records.isEmpty)
        #expect(ledger.state.erased(id) != nil)
    }

    @Test func aLateEventAboutItIsRefusedWhateverItSays() {
        ledger.send(.penalty("reported", id: "e-1", end: "2026-12-31"))
        ledger.pass(to: "2027-01-01")
        ledger.pass(to: "2028-01-01")
        for event: LedgerEvent in [
            .penalty("reported", id: "e-1", end: "2026-12-31"), .penalty("reported", id: "e-9", end: "2029-12-31", content: "{}"),
            .penalty("corrected", id: "e-9", content: "{}"), .penalty("withdrawn", id: "e-9", content: "{}"),
        ] {
            #expect(ledger.preview(event).isRefusal(.termOver), "\(event.operation)")
        }
    }

    @Test func whenTheIdentityIsForgottenItsOwnDatesStillRefuseIt() {
        ledger.send(.penalty("reported", id: "e-1", end: "2026-12-31"))
        for day in ["2027-01-01", "2028-01-01", "2028-04-02"] { ledger.pass(to: day) }
        #expect(ledger.state.erasedCount == 0)
        #expect(ledger.preview(.penalty("reported", id: "e-1", end: "2026-12-31")).isRefusal(.termOver))
        #expect(ledger.preview(.penalty("corrected", id: "e-2", content: "{}")).isRefusal(.unknownRecord))
    }

    @Test func aDisputedRecordIsNotErased() {
        ledger.send(.penalty("reported", id: "e-1", end: "2026-12-31"))
        ledger.send(.dispute("submitted", id: "d-1"))
        ledger.send(.dispute("accepted", id: "d-2"))
        for day in ["2027-01-01", "2028-06-01"] { ledger.pass(to: day) }
        #expect(ledger.state.records[id] != nil)
        ledger.send(.dispute("verified", id: "d-3", party: "market", finding: .upheld))
        ledger.pass(to: "2028-06-02")
        #expect(ledger.state.records[id] == nil)
    }

    @Test func aClosedCaseIsErasedAndItsNumberNeverFreeAgain() {
        ledger.send(.penalty("reported", id: "e-1"))
        ledger.send(.dispute("submitted", id: "d-1"))
        ledger.send(.dispute("accepted", id: "d-2"))
        ledger.send(.dispute("verified", id: "d-3", party: "market", finding: .upheld))
        ledger.pass(to: "2027-05-21")
        #expect(ledger.state.cases.count == 1)
        ledger.pass(to: "2027-05-22")
        #expect(ledger.state.cases.isEmpty)
        ledger.pass(to: "2200-01-01")
        #expect(ledger.preview(.dispute("submitted", id: "d-4")).isRefusal(.caseExists))
    }

    @Test func theAuditKeepsThatItWasErased() {
        ledger.send(.penalty("reported", id: "e-1", end: "2026-12-31"))
        ledger.pass(to: "2027-01-01")
        let entries = ledger.pass(to: "2028-01-01").auditEntries
        #expect(entries.map(\.action) == ["erasure"])
        #expect(entries.first?.actor == "credithub")
        #expect(entries.first?.contract == "administrative-penalty@2")
        #expect(entries.first?.changes.map(\.before) == ["expired/1"])
    }
}

@Suite("An event that comes again later") struct HorizonTests {
    private let ledger = TestLedger()
    private let id = identifier(1)
    private let a = #"{"a":1}"#
    private let b = #"{"b":1}"#

    @Test("A, B, A: a file that is handed in again sets back nothing")
    func theSameFileAgain() throws {
        ledger.send(.penalty("reported", id: "e-1", content: a))
        ledger.send(.penalty("corrected", id: "e-2", content: b))
        let effects = ledger.send(.penalty("reported", id: "e-1", content: a))
        #expect(effects.isOnly(.duplicate))
        let original = try #require(effects.receipts.first?.receipt.original)
        #expect(original.event == "e-1")
        #expect(original.revision == 1)
        #expect(ledger.state.records[id]?.revision == 2)
    }

    @Test("the same content under a new id is stale, unless it says that it corrects or names a revision")
    func formerContent() {
        ledger.send(.penalty("reported", id: "e-1", content: a))
        ledger.send(.penalty("reported", id: "e-2", content: b))
        #expect(ledger.send(.penalty("reported", id: "e-3", content: a)).isOnly(.stale))
        #expect(ledger.send(.penalty("corrected", id: "e-4", content: a)).status == .accepted)
        #expect(ledger.send(.penalty("reported", id: "e-5", revision: 9, content: b)).status == .accepted)
    }

    @Test func aReportThatComesAgainAfterItsWithdrawalStaysWithdrawn() {
        ledger.send(.penalty("reported", id: "e-1", content: a))
        ledger.send(.penalty("withdrawn", id: "e-2", content: "{}"))
        #expect(ledger.send(.penalty("reported", id: "e-1", content: a)).isOnly(.duplicate))
        #expect(ledger.state.records[id]?.status == .withdrawn)
    }

    @Test func aWithdrawalThatComesAgainAfterANewReportDoesNotWithdrawIt() {
        ledger.send(.penalty("reported", id: "e-1", content: a))
        ledger.send(.penalty("withdrawn", id: "e-2", content: "{}"))
        ledger.send(.penalty("reported", id: "e-3", content: b))
        #expect(ledger.send(.penalty("withdrawn", id: "e-2", content: "{}")).isOnly(.duplicate))
        #expect(ledger.state.records[id]?.status == .active)
    }

    @Test("sixteen former revisions are remembered, and no more")
    func theHorizon() {
        for number in 0...FormerRevision.most + 1 {
            ledger.send(.penalty(number == 0 ? "reported" : "corrected", id: "e-\(number)", content: "{\"n\":\(number)}"))
        }
        #expect(ledger.state.records[id]?.history.count == FormerRevision.most)
        #expect(ledger.preview(.penalty("corrected", id: "e-1", content: #"{"n":1}"#)).isOnly(.duplicate))
        #expect(ledger.preview(.penalty("corrected", id: "e-0", content: #"{"n":0}"#)).status == .accepted)
    }

    @Test func aNewRecordUnderAnOldEventIDIsTaken() {
        ledger.send(.penalty("reported", id: "e-1", record: 1, content: a))
        #expect(ledger.send(.penalty("reported", id: "e-1", record: 2, content: a)).status == .accepted)
    }
}
