import Credit
import JSON
import Testing

@Suite("Numbers of feeds") struct FeedNumberTests {
    private let ledger = TestLedger(retention: .sample)

    @Test func theMessagesOfEachFeedAreNumberedWithoutAGap() {
        for record in 1...9 as ClosedRange<UInt64> {
            ledger.send(.listEntry("listed", id: "e-\(record)", record: record, list: record % 3 == 0 ? "tax-serious" : "work-safety", end: "2026-12-31"))
            ledger.send(.penalty("reported", id: "p-\(record)", record: 100 + record))
        }
        ledger.send(.listEntry("corrected", id: "c", record: 3, list: "work-safety", end: "2026-12-31"))
        ledger.pass(to: "2027-01-01")
        #expect(ledger.numbers.keys.sorted() == ["subscriber.approval", "subscriber.market-entry", "subscriber.procurement", "upstream.city", "upstream.province"])
        for (feed, numbers) in ledger.numbers {
            #expect(numbers == Array(1...Int64(numbers.count)), "\(feed)")
            #expect(ledger.state.feeds[feed]?.number == Int64(numbers.count))
        }
    }

    @Test func whatIsUndoneIsNumberedAgain() {
        ledger.send(.listEntry("listed", id: "e-1"))
        for effect in ledger.preview(.listEntry("listed", id: "e-2", record: 2)) {
            if case .state(let change) = effect { ledger.state.apply(change) }
        }
        ledger.state.rollback()
        ledger.send(.listEntry("listed", id: "e-3", record: 3))
        #expect(ledger.numbers["subscriber.approval"] == [1, 2])
    }
}

@Suite("The audit's entries") struct AuditEntryTests {
    private let ledger = TestLedger(retention: .sample)

    private func entries() throws -> [JSONValue] { try ledger.audit.map { try JSONValue(parsing: $0) } }

    @Test func eachFollowsFromTheBytesOfTheOneBefore() throws {
        for record in 1...5 as ClosedRange<UInt64> { ledger.send(.penalty("reported", id: "e-\(record)", record: record, end: "2026-12-31")) }
        ledger.pass(to: "2027-01-01")
        let entries = try entries()
        #expect(entries.count == 10)
        var previous = String(repeating: "0", count: 64)
        for (index, entry) in entries.enumerated() {
            #expect(entry["sequence"]?.intValue == index + 1)
            #expect(entry["previous"]?.stringValue == previous)
            previous = ledger.audit[index].withUnsafeBytes { SHA256.hash($0).hex }
        }
        #expect(ledger.state.audit == AuditHead(sequence: 10, digest: ledger.audit[9].withUnsafeBytes { SHA256.hash($0) }))
    }

    @Test func itSaysWhoWhatWhenAndWhy() throws {
        ledger.send(.penalty("reported", id: "e-1"))
        ledger.send(.penalty("corrected", id: "e-2", content: "{}"))
        let entry = try entries()[1]
        #expect(entry["actor"]?.stringValue == "market")
        #expect(entry["action"]?.stringValue == "corrected")
        #expect(entry["event"]?.stringValue == "e-2")
        #expect(entry["contract"]?.stringValue == "administrative-penalty@2")
        #expect(entry["time"]?.stringValue == ledger.now.description)
        let change = try #require(entry["changes"]?.arrayValue?.first)
        #expect(change["id"]?.stringValue == identifier(1).description)
        #expect(change["before"]?.stringValue == "active/1")
        #expect(change["after"]?.stringValue == "active/2")
    }

    @Test("what changes nothing leaves no entry")
    func refusals() {
        ledger.send(.penalty("corrected", id: "e-1"))
        ledger.send(.penalty("reported", id: "e-2"))
        ledger.send(.penalty("reported", id: "e-3"))
        #expect(ledger.audit.count == 1)
    }

    @Test func whatAnOperatorDidStandsInTheSameChain() throws {
        ledger.send(.penalty("reported", id: "e-1"))
        let effects = ledger.note(
            OperatorNote(
                event: "note:1", actor: "ops", action: "dead-letter.replayed", subjectKey: nil, content: Array(#"{"reason":"mended"}"#.utf8)))
        #expect(effects.count == 1)
        let entry = try entries()[1]
        #expect(entry["sequence"]?.intValue == 2)
        #expect(entry["actor"]?.stringValue == "ops")
        #expect(entry["note"]?["reason"]?.stringValue == "mended")
        #expect(entry["changes"]?.arrayValue?.isEmpty == true)
    }

    @Test func noContentStandsInIt() {
        ledger.send(.listEntry("listed", end: "2026-12-31"))
        ledger.pass(to: "2028-02-01")
        for bytes in ledger.audit { #expect(!String(decoding: bytes, as: UTF8.self).contains("甲名单")) }
    }
}
