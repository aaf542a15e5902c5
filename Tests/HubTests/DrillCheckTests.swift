import Ops
import Testing

/// What the drill and the tests of exactly-once rely on: each fault in the books is found, and called what it is.
@Suite struct DrillCheckTests {
    private let books = BalancedBooks()

    @Test func booksThatBalanceAreFoundGood() {
        #expect(books.findings == [])
    }

    @Test("A receipt that is missing is a loss", arguments: [("ingest", Finding.Kind.noIngestReceipt), ("ledger", .noFinalReceipt), ("upstream", .noDeliveryReceipt)])
    func missingReceipt(stage: String, kind: Finding.Kind) throws {
        let found = books.findings(without: books.place { isReceipt($0, stage) && isAccepted($0) })
        #expect(Set(found.map(\.kind)) == Set(stage == "ingest" ? [kind, .otherAnswer] : [kind]))
        #expect(found.contains { $0.kind == kind && $0.sort == .loss })
    }

    @Test("A receipt that came twice is a duplicate", arguments: [("ingest", Finding.Kind.twoReceipts), ("ledger", .twoFinalReceipts), ("upstream", .twoReceipts)])
    func doubledReceipt(stage: String, kind: Finding.Kind) throws {
        let found = books.findings(twice: books.place { isReceipt($0, stage) && isAccepted($0) })
        #expect(found.map(\.kind) == [kind])
        #expect(found.first?.sort == .duplicate)
    }

    @Test func anEventWithTwoDifferentFinalReceipts() throws {
        let event = try #require(books.events.first { $0.expectation == .accepted })
        let other = Fact.receipt(Fact.Receipt(party: event.party, event: event.id, stage: "ledger", status: "duplicate"))
        #expect(Set(books.findings(books.facts + [other]).map(\.kind)) == [.twoFinalReceipts, .otherAnswer])
    }

    @Test func anEventAnsweredOtherwiseThanItMust() throws {
        var facts = books.facts
        let place = books.place { isReceipt($0, "ledger") && isAccepted($0) }
        guard case .receipt(var receipt) = facts[place] else { return }
        receipt.status = "stale"
        facts[place] = .receipt(receipt)
        #expect(books.findings(facts).map(\.kind) == [.otherAnswer])
    }

    @Test func aReceiptOfAnEventThatNobodyPublished() {
        let stray = Fact.receipt(Fact.Receipt(party: "court", event: "nobody's", stage: "ingest", status: "received"))
        #expect(books.findings(books.facts + [stray]) == [Finding(.nobodysEvent, "nobody's")])
    }

    @Test func aRejectedEventWithoutItsDeadLetter() {
        let place = books.place { if case .deadLetter = $0 { true } else { false } }
        #expect(books.findings(without: place).map(\.kind) == [.noDeadLetter])
        #expect(books.findings(twice: place).map(\.kind) == [.twoDeadLetters])
    }

    @Test("An accepted record that never left, or left twice")
    func outbox() {
        let place = books.place { if case .outbox = $0 { true } else { false } }
        #expect(Set(books.findings(without: place).map(\.kind)) == [.notInOutbox, .numberMissing])
        #expect(Set(books.findings(twice: place).map(\.kind)) == [.twiceInOutbox, .numberRepeated])
    }

    @Test("An accepted record that never came to the platform, or came twice")
    func platform() {
        let place = books.place { if case .platform = $0 { true } else { false } }
        #expect(books.findings(without: place).map(\.kind) == [.notAtPlatform])
        #expect(books.findings(twice: place).map(\.kind) == [.twiceAtPlatform])
    }

    @Test("A list change that is not in a subscriber's view, or there twice")
    func views() {
        let place = books.place { isView($0, "administrative-approval") }
        #expect(Set(books.findings(without: place).map(\.kind)).isSuperset(of: [.notInView, .numberMissing]))
        let twice = Set(books.findings(twice: place).map(\.kind))
        #expect(twice.isSuperset(of: [.twiceInView, .numberRepeated]))
        #expect(twice.isSubset(of: [.twiceInView, .numberRepeated, .removalOfNothing]))
    }

    @Test("The last change of a subscriber's view is missed too, although no number shows it")
    func lastChangeIsMissing() throws {
        let last = try #require(books.facts.lastIndex { isView($0, "government-procurement") })
        #expect(books.findings(without: last).contains { $0.kind == .notInView })
    }

    @Test("Two messages of a subscriber that have changed places are out of order, not lost and not doubled")
    func swapped() {
        let first = books.place(3) { isView($0, "administrative-approval") }
        let second = books.place(4) { isView($0, "administrative-approval") }
        let found = books.findings(swapped: first, second)
        #expect(found.map(\.kind) == [.numberOutOfOrder])
        #expect(found.first?.sort == .order)
        #expect(found.first?.subject == "subscriber.administrative-approval/0 4")
    }

    @Test("A correction that came to the platform before its record")
    func revisions() throws {
        // The record was added once and corrected later.
        let later = try #require(books.facts.firstIndex { if case .platform(let change, _) = $0 { change.operation == "CORRECT" } else { false } })
        guard case .platform(let correction, _) = books.facts[later] else { return }
        let earlier = try #require(
            books.facts.firstIndex { if case .platform(let change, _) = $0 { change.record == correction.record } else { false } })
        #expect(books.findings(swapped: earlier, later) == [Finding(.revisionOutOfOrder, "city \(correction.record)")])
    }

    @Test("An entry of the audit that is gone, changed or moved breaks its chain")
    func audit() {
        let place = books.place { isAudit($0) }
        let next = books.place(4) { isAudit($0) }
        #expect(books.findings(without: place).map(\.kind) == [.auditChainBroken, .numberMissing])
        var facts = books.facts
        if case .audit(let numbered, let previous, _) = facts[place] { facts[place] = .audit(numbered, previous: previous, digest: "changed") }
        #expect(books.findings(facts).map(\.kind) == [.auditChainBroken])
        #expect(Set(books.findings(swapped: place, next).map(\.kind)) == [.auditChainBroken, .numberOutOfOrder])
        #expect(books.findings(without: books.place(0) { isAudit($0) }).map(\.kind) == [.numberMissing])
    }

    @Test("A report with any finding, or without all its kills, has not passed")
    func verdict() {
        var report = DrillReport()
        #expect(report.isGood)
        for kind in Finding.Kind.allCases {
            report.findings = [Finding(kind, "it")]
            #expect(!report.isGood)
            #expect(report.lines(.en).contains { $0.contains(kind.title.en) })
            #expect(report.lines(.zh).contains { $0.contains(kind.title.zh) })
            #expect(report.json.contains(#""kind":"\#(kind.rawValue)""#))
        }
    }

    // MARK: Kinds of facts

    private func isReceipt(_ fact: Fact, _ stage: String) -> Bool {
        if case .receipt(let receipt) = fact { receipt.stage == stage } else { false }
    }

    /// Whether it is about an event that is accepted.
    private func isAccepted(_ fact: Fact) -> Bool {
        guard case .receipt(let receipt) = fact else { return false }
        return books.events.contains { $0.id == receipt.event && $0.expectation == .accepted }
    }

    private func isView(_ fact: Fact, _ party: String) -> Bool {
        if case .view(_, party, _) = fact { true } else { false }
    }

    private func isAudit(_ fact: Fact) -> Bool {
        if case .audit = fact { true } else { false }
    }
}
