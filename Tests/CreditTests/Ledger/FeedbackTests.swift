import Credit
import JSON
import Testing

@Suite("What subscribers report back") struct FeedbackTests {
    private let ledger = TestLedger()
    private let tax = Tally.Key(party: "procurement", list: "tax-serious")

    init() {
        ledger.send(.listEntry("listed", id: "e-1", record: 1, list: "tax-serious"))
        ledger.send(.listEntry("listed", id: "e-2", record: 2, list: "work-safety"))
    }

    private func feedback(
        _ operation: String = "reported", id: String = "f", number: UInt64 = 1, party: String = "procurement", about entry: UInt64 = 1,
        revision: Int = 1, hit: Bool = true, acted: Bool = true, subject: String = "91990100MA1YL00123"
    ) -> LedgerEvent {
        let measure = acted ? #","measureCode":"2025-惩戒-05""# : ""
        let content =
            hit
            ? #"{"hit":"是","listRecordId":"\#(identifier(entry))","listRevision":\#(revision)\#(measure)}"# : #"{"hit":"否","n":"\#(id)"}"#
        return LedgerEvent(
            id: id, party: party, kind: .feedback, contract: "joint-discipline-feedback@1", record: "joint-discipline-feedback",
            operation: operation, recordID: identifier(5000 + number), subjectKey: subject, subjectKind: .organisation,
            content: Array(content.utf8), origin: Origin(topic: "feedback.\(party)", partition: 0, offset: 1))
    }

    @Test func whatAnEntryLedToIsCountedForItsListAndSubscriber() {
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1))
        #expect(ledger.send(feedback()).status == .accepted)
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 1, acted: 1))
        #expect(ledger.send(feedback(id: "g", number: 2, acted: false)).status == .accepted)
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 2, acted: 1))
    }

    @Test func whatIsReadAgainIsCountedOnce() {
        ledger.send(feedback())
        #expect(ledger.send(feedback()).isOnly(.duplicate))
        #expect(ledger.send(feedback(id: "other")).isOnly(.duplicate))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 1, acted: 1))
    }

    @Test func aCorrectionCountsInsteadOfWhatWasSaidBefore() {
        ledger.send(feedback())
        ledger.send(feedback("corrected", id: "g", acted: false))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 1, acted: 0))
        ledger.send(feedback("corrected", id: "h", hit: false))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1))
        #expect(ledger.state.feedback.isEmpty)
        ledger.send(feedback("corrected", id: "i"))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 1, acted: 1))
    }

    @Test func whatIsWithdrawnCountsNoMore() {
        ledger.send(feedback())
        #expect(ledger.send(feedback("withdrawn", id: "g", acted: false)).status == .accepted)
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1))
        #expect(ledger.state.feedback.isEmpty)
        #expect(ledger.send(feedback("withdrawn", id: "g", acted: false)).isOnly(.duplicate))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1))
        // It may be reported anew.
        ledger.send(feedback(id: "h"))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 1, acted: 1))
    }

    @Test func thatThereWasNoHitCountsNothing() {
        #expect(ledger.send(feedback(hit: false)).status == .accepted)
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1))
    }

    @Test("an entry that there is not, is of another subject, or was never shown") func unknownEntries() {
        #expect(ledger.send(feedback(about: 99)).isRefusal(.unknownEntry))
        #expect(ledger.send(feedback(subject: "91990100MA1YL00458")).isRefusal(.unknownEntry))
        // There is no such revision yet.
        #expect(ledger.send(feedback(revision: 2)).isRefusal(.unknownEntry))
        // It takes other lists only.
        #expect(ledger.send(feedback(about: 2)).isRefusal(.unknownEntry))
        #expect(ledger.send(feedback(party: "approval", about: 2)).status == .accepted)
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1))
    }

    @Test("what is held back now may have been shown when it decided", arguments: ["suspended", "delisted"])
    func heldBack(operation: String) {
        ledger.subscribe("procurement", .everything(disputes: .hold, suspensions: .hold))
        ledger.send(.listEntry(operation, id: "x", record: 1, content: "{}"))
        #expect(ledger.send(feedback()).status == .accepted)
    }

    @Test("the first feedback on an entry that is off its list already is counted for the list that it was on", arguments: [
        "delisted", "withdrawn", "repaired",
    ])
    func entryThatHasLeft(operation: String) {
        ledger.send(.listEntry(operation, id: "x", record: 1, content: "{}"))
        #expect(ledger.send(feedback()).status == .accepted)
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 1, acted: 1))
        #expect(ledger.state.tallies.keys.allSatisfy { !$0.list.isEmpty })
        ledger.send(feedback("corrected", id: "g", acted: false))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 1))
        ledger.send(feedback("withdrawn", id: "h"))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1))
    }

    @Test func anEntryWhoseTermIsOverIsCountedForTheListThatItWasOn() {
        let ledger = TestLedger(retention: .sample)
        ledger.send(.listEntry("listed", id: "e-1", record: 1, list: "tax-serious", end: "2026-12-01"))
        ledger.pass(to: "2026-12-03")
        #expect(ledger.state.records[identifier(1)]?.status == .expired)
        ledger.send(feedback())
        // Also when its source takes it back after that.
        ledger.send(.listEntry("withdrawn", id: "x", record: 1, content: "{}"))
        ledger.send(feedback(id: "g", number: 2, acted: false))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1, responded: 2, acted: 1))
    }

    @Test func anEntryThatCameOntoAnotherListIsCountedForTheLast() {
        ledger.send(.listEntry("delisted", id: "x", record: 1, content: "{}"))
        ledger.send(.listEntry("listed", id: "y", record: 1, list: "work-safety"))
        ledger.send(.listEntry("delisted", id: "z", record: 1, content: "{}"))
        #expect(ledger.send(feedback(party: "market-entry")).status == .accepted)
        #expect(ledger.state.tallies[Tally.Key(party: "market-entry", list: "work-safety")]?.responded == 1)
    }

    @Test func aCorrectionThatNamesAnotherEntryIsCountedForItsList() {
        ledger.send(feedback(party: "market-entry"))
        for entry in [UInt64(1), 2] { ledger.send(.listEntry("delisted", id: "x-\(entry)", record: entry, content: "{}")) }
        ledger.send(feedback("corrected", id: "g", party: "market-entry", about: 2))
        #expect(ledger.state.tallies[Tally.Key(party: "market-entry", list: "tax-serious")]?.responded == 0)
        #expect(ledger.state.tallies[Tally.Key(party: "market-entry", list: "work-safety")]?.responded == 1)
    }

    @Test func whatListAnEntryWasOnIsStillKnownFromTheChangelog() throws {
        ledger.send(.listEntry("delisted", id: "x", record: 1, content: "{}"))
        let restored = LedgerState()
        let parser = JSONParser()
        var writer = JSONWriter()
        for change in ledger.changelog {
            let (key, hasValue) = (StateCodec.key(of: change), StateCodec.write(change, to: &writer))
            try key.withUnsafeBytes { key in
                try writer.bytes.withUnsafeBytes { value in
                    restored.restore(try StateCodec.read(key: key, value: hasValue ? value : nil, parser: parser))
                }
            }
        }
        #expect(restored.records == ledger.state.records)
        let effects = Ledger(routing: .sample).effects(of: feedback(), on: restored, now: ledger.now)
        #expect(effects.stateChanges.contains { if case .tally(tax, Tally(pushed: 1, responded: 1, acted: 1)) = $0 { true } else { false } })
    }

    @Test func anEntryThatComesIntoAViewAgainIsPushedAgain() {
        ledger.send(.listEntry("delisted", id: "x", record: 1, content: "{}"))
        ledger.send(.listEntry("listed", id: "y", record: 1, list: "tax-serious"))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 2))
        ledger.send(.listEntry("corrected", id: "z", record: 1, list: "tax-serious", content: "{}"))
        #expect(ledger.state.tallies[tax] == Tally(pushed: 2))
    }

    @Test func whatIsUndoneIsNotCounted() {
        for effect in ledger.preview(feedback()) { if case .state(let change) = effect { ledger.state.apply(change) } }
        #expect(ledger.state.tallies[tax]?.responded == 1)
        ledger.state.rollback()
        #expect(ledger.state.tallies[tax] == Tally(pushed: 1))
        #expect(ledger.state.feedback.isEmpty)
    }
}
