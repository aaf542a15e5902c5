import Credit
import JSON
import SeededRandom
import Testing

/// Random histories of a handful of records and cases: few, so that events meet each other.
private struct History {
    var generator: SeededGenerator
    private var count = 0
    private let lists = ["work-safety", "tax-serious", "customs-serious"]

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    private mutating func pick<T>(_ values: [T]) -> T {
        values[Int.random(in: values.indices, using: &generator)]
    }

    mutating func next() -> LedgerEvent {
        count += 1
        let id = "e-\(count)"
        let revision: Int? = Int.random(in: 0..<4, using: &generator) == 0 ? Int.random(in: 1...30, using: &generator) : nil
        // Mostly the source itself, so that most events get somewhere.
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<3:
            return .penalty(
                pick(["reported", "corrected", "corrected", "withdrawn", "renamed"]), id: id,
                record: UInt64.random(in: 0..<3, using: &generator), party: pick(["market", "market", "market", "tax"]),
                revision: revision, content: pick(["{}", #"{"a":1}"#, #"{"a":2}"#]))
        case 3..<6:
            let record = UInt64.random(in: 10..<14, using: &generator)
            let kinds: [SubjectKind] = [.organisation, .soleTrader, .person]
            return .listEntry(
                pick(["listed", "listed", "corrected", "delisted", "reported"]), id: id, record: record,
                party: pick(["safety", "safety", "safety", "tax"]), list: pick(lists), kind: kinds[Int(record) % 3],
                revision: revision, content: pick([#"{"HMDMC":"甲"}"#, #"{"HMDMC":"乙","RDRQ":"2026-11-16"}"#, #"{"BZ":"x"}"#]))
        default:
            let number = UInt64.random(in: 0..<6, using: &generator)
            // Half of the cases are about penalties, half about entries.
            let isEntry = number % 2 == 0
            let operation = pick(["submitted", "accepted", "accepted", "verified", "verified"])
            let source = isEntry ? "safety" : "market"
            return .dispute(
                operation, id: id, number: number + UInt64(count / 200) * 6,
                about: isEntry ? 10 + number % 4 : number % 3,
                party: operation == "verified" ? pick([source, source, "office"]) : pick(["office", "office", "office", "tax"]),
                finding: operation == "verified" ? pick([.upheld, .corrected, .withdrawn]) : nil)
        }
    }
}

@Suite("Whatever happens, in any order") struct LedgerPropertyTests {
    private static let length = 1500

    private func run(seed: UInt64, _ check: (TestLedger, LedgerEvent, [Effect]) throws -> Void) rethrows -> TestLedger {
        var history = History(seed: seed)
        let ledger = TestLedger()
        for _ in 0..<Self.length {
            let event = history.next()
            try check(ledger, event, ledger.send(event))
        }
        return ledger
    }

    @Test("every event has exactly one outcome, told to its sender", arguments: 0..<8 as Range<UInt64>)
    func oneOutcome(seed: UInt64) throws {
        var seen: [Receipt.Status: Int] = [:]
        _ = try run(seed: seed) { ledger, event, effects in
            try #require(effects.outcomes.count == 1, "\(event)")
            let (party, receipt) = effects.outcomes[0]
            #expect(party == event.party)
            #expect(receipt.event == event.id)
            #expect(receipt.stage == .ledger)
            #expect(receipt.origin == event.origin)
            #expect(receipt.faults.isEmpty == (receipt.status == .accepted))
            #expect(effects.deadLetters.count == (receipt.status == .rejected ? 1 : 0))
            seen[receipt.status, default: 0] += 1
        }
        // Otherwise the histories would say nothing about one of the outcomes.
        for status in [Receipt.Status.accepted, .rejected, .duplicate, .stale] { #expect((seen[status] ?? 0) > 20) }
    }

    @Test("what is not accepted changes nothing and goes nowhere", arguments: 0..<8 as Range<UInt64>)
    func refusalsChangeNothing(seed: UInt64) {
        _ = run(seed: seed) { ledger, event, effects in
            guard effects.status != .accepted else {
                #expect(!effects.stateChanges.isEmpty)
                return
            }
            #expect(effects.stateChanges.isEmpty, "\(event)")
            #expect(effects.upstream.isEmpty && effects.views.isEmpty && effects.notices.isEmpty, "\(event)")
            #expect(effects.receipts.count == 1)
        }
    }

    @Test("the state is restored from the changelog", arguments: 0..<4 as Range<UInt64>)
    func changelog(seed: UInt64) throws {
        let ledger = run(seed: seed) { _, _, _ in }
        let restored = LedgerState()
        var writer = JSONWriter()
        let parser = JSONParser()
        for change in ledger.changelog {
            let value = StateCodec.write(change, to: &writer) ? writer.bytes : nil
            let read = try StateCodec.key(of: change).withUnsafeBytes { key in
                guard let value else { return try StateCodec.read(key: key, value: nil, parser: parser) }
                return try value.withUnsafeBytes { try StateCodec.read(key: key, value: $0, parser: parser) }
            }
            restored.restore(read)
        }
        #expect(restored.records == ledger.state.records)
        #expect(restored.entries == ledger.state.entries)
        #expect(restored.cases == ledger.state.cases)
        #expect(!restored.records.isEmpty && !restored.cases.isEmpty)
    }

    @Test("every view is its filter of the live entries, marked as disputed where they are", arguments: 0..<6 as Range<UInt64>)
    func views(seed: UInt64) throws {
        var disputed = 0
        _ = run(seed: seed) { ledger, event, _ in
            for (party, subscription) in ledger.state.subscriptions.byParty {
                var expected: [Identifier128: EntryState] = [:]
                for (id, _) in ledger.state.entries {
                    if let entry = ledger.state.entry(id), subscription.filter.takes(entry) { expected[id] = entry }
                }
                let view = ledger.views[party] ?? [:]
                #expect(Set(view.keys) == Set(expected.keys), "\(party) after \(event.id)")
                for (id, entry) in expected {
                    let record = ledger.state.records[id]
                    #expect(view[id]?.bytes == subscription.filter.value(of: entry, id))
                    #expect(view[id]?.isDisputed == record?.isDisputed, "\(party) after \(event.id)")
                    #expect(view[id]?.revision == record?.revision)
                    #expect(view[id]?.list == entry.list)
                    if view[id]?.isDisputed == true { disputed += 1 }
                }
            }
        }
        #expect(disputed > 100)
    }

    @Test("entries are live exactly as long as their records are", arguments: 0..<4 as Range<UInt64>)
    func entriesAndRecords(seed: UInt64) {
        _ = run(seed: seed) { ledger, event, _ in
            let live = ledger.state.records.filter { $0.value.contract.hasPrefix("list-") && $0.value.status == .active }
            #expect(Set(ledger.state.entries.map(\.key)) == Set(live.keys), "after \(event.id)")
        }
    }

    @Test("the platforms' marks are those of the live records", arguments: 0..<6 as Range<UInt64>)
    func marks(seed: UInt64) {
        var marked = 0
        _ = run(seed: seed) { ledger, event, _ in
            for platform in ledger.routing.platforms {
                let expected = ledger.state.records.filter {
                    $0.value.status == .active && $0.value.isDisputed
                        && platform.records.contains(String($0.value.contract.prefix { $0 != "@" }))
                }
                #expect(Set((ledger.marks[platform.party] ?? [:]).keys) == Set(expected.keys), "\(platform.party) after \(event.id)")
                marked += expected.count
            }
        }
        #expect(marked > 100)
    }

    @Test("a record's open cases are those that are accepted or verified about it", arguments: 0..<6 as Range<UInt64>)
    func openCases(seed: UInt64) {
        var closed = 0
        let ledger = run(seed: seed) { ledger, event, _ in
            for (id, record) in ledger.state.records {
                let open = ledger.state.cases.filter {
                    $0.value.recordID == id && ($0.value.status == .accepted || $0.value.status == .verified)
                }
                #expect(Set(record.openCases) == Set(open.keys), "after \(event.id)")
                #expect(record.openCases.count == open.count)
            }
        }
        closed = ledger.state.cases.values.count { $0.status == .closed }
        #expect(closed > 5)
    }

    @Test("a revision never goes back", arguments: 0..<4 as Range<UInt64>)
    func revisions(seed: UInt64) {
        var last: [Identifier128: Int] = [:]
        _ = run(seed: seed) { ledger, _, effects in
            for (id, record) in ledger.state.records {
                #expect(record.revision >= last[id] ?? 0)
                last[id] = record.revision
            }
        }
    }

    @Test("an event that is read twice in a row is taken once", arguments: 0..<8 as Range<UInt64>)
    func repeated(seed: UInt64) {
        var taken = 0
        _ = run(seed: seed) { ledger, event, effects in
            guard effects.status == .accepted else { return }
            taken += 1
            #expect(ledger.preview(event).isOnly(.duplicate), "\(event.operation) \(event.id)")
        }
        #expect(taken > 50)
    }

    @Test("the same event on the same state has the same effects", arguments: 0..<2 as Range<UInt64>)
    func deterministic(seed: UInt64) {
        var history = History(seed: seed)
        let ledger = TestLedger()
        for _ in 0..<300 {
            let event = history.next()
            #expect("\(ledger.preview(event))" == "\(ledger.preview(event))")
            ledger.send(event)
        }
    }
}
