import Credit
import SeededRandom
import Testing

@Suite("Timers") struct TimerTests {
    private let ledger = TestLedger(retention: .sample)

    private func fill(_ count: UInt64, end: String = "2026-12-31") {
        for record in 1...count { ledger.send(.penalty("reported", id: "e-\(record)", record: record, end: end)) }
    }

    @Test func aCommandThatComesTwiceDoesItsWorkOnce() {
        fill(1)
        ledger.setClock("2027-01-01")
        let timer = ledger.dueTimers()[0]
        #expect(!ledger.fire(timer).isEmpty)
        #expect(ledger.fire(timer).isEmpty)
    }

    @Test func aCommandIsVoidWhenTheRecordHasChanged() {
        fill(1)
        ledger.setClock("2027-01-01")
        let timer = ledger.dueTimers()[0]
        ledger.send(.penalty("withdrawn", id: "w", content: "{}"))
        #expect(ledger.fire(timer).isEmpty)
        #expect(ledger.state.records[identifier(1)]?.status == .withdrawn)
    }

    @Test func whatIsDueComesInPortionsAndInOrder() {
        fill(10)
        ledger.setClock("2027-01-01")
        let first = ledger.dueTimers(most: 4)
        let second = ledger.dueTimers(most: 4)
        let third = ledger.dueTimers(most: 4)
        #expect([first.count, second.count, third.count] == [4, 4, 2])
        #expect((first + second + third) == (first + second + third).sorted())
        #expect(Set(first + second + third).count == 10)
        #expect(ledger.dueTimers().isEmpty)
    }

    @Test func afterYearsOfStandstillEachFiresOnce() {
        fill(50)
        let effects = ledger.pass(to: "2031-01-01")
        // Expired, then erased, then forgotten.
        #expect(effects.receipts.count { $0.receipt.status == .expired } == 50)
        #expect(effects.auditEntries.count { $0.action == "erasure" } == 50)
        #expect(effects.auditEntries.count { $0.action == "forgetting" } == 50)
        #expect(ledger.state.records.isEmpty && ledger.state.erasedCount == 0)
    }

    @Test func aClockThatIsSetBackRepeatsNothingAndLosesNothing() {
        fill(1)
        // The first of the three is there already.
        fill(3, end: "2027-02-28")
        #expect(ledger.pass(to: "2027-01-01").receipts.map(\.receipt.event) == ["e-1"])
        #expect(ledger.pass(to: "2026-06-01").isEmpty)
        #expect(ledger.pass(to: "2027-03-01").receipts.map(\.receipt.event).sorted() == ["e-2", "e-3"])
    }

    @Test func whatIsDueNoMoreNeedsNoCommand() {
        fill(3)
        ledger.send(.penalty("withdrawn", id: "w", record: 2, content: "{}"))
        ledger.send(.penalty("corrected", id: "c", record: 3, end: "2027-06-30", content: "{\"n\":3}"))
        ledger.setClock("2027-01-01")
        #expect(ledger.dueTimers().map(\.id) == [identifier(1)])
        ledger.setClock("2027-07-01")
        #expect(ledger.dueTimers().map(\.id) == [identifier(3)])
    }

    @Test func whatIsDueAgainAfterARollbackHasItsCommand() {
        fill(1)
        ledger.setClock("2027-01-01")
        guard let former = ledger.state.records[identifier(1)] else { return }
        var later = former
        later.termEnd = CivilDate("2027-06-30")
        ledger.state.apply(.record(identifier(1), later))
        #expect(ledger.dueTimers().isEmpty)
        ledger.state.rollback()
        #expect(ledger.dueTimers().map(\.id) == [identifier(1)])
    }

    @Test func commandsThatMayBeLostAreSentAgain() {
        fill(3)
        ledger.setClock("2027-01-01")
        #expect(ledger.dueTimers().count == 3)
        #expect(ledger.dueTimers().isEmpty)
        ledger.state.rollback()
        #expect(ledger.dueTimers().count == 3)
    }

    @Test func aStateThatIsRestoredHasItsTimers() {
        fill(5)
        let restored = LedgerState(retention: .sample)
        for change in ledger.changelog { restored.restore(change) }
        #expect(restored.takeTimers(dueAt: CivilDate("2027-01-01")!.start, most: 100).count == 5)
    }

    @Test func manyCorrectionsLeaveFewTimers() {
        for number in 0..<20_000 {
            ledger.send(
                .penalty(number == 0 ? "reported" : "corrected", id: "e-\(number)", end: "2026-12-31", content: "{\"n\":\(number)}"))
        }
        #expect(ledger.state.timers.count < 2_000)
        #expect(ledger.pass(to: "2027-01-01").receipts.count == 1)
    }

    @Test("an id says all of a timer", arguments: LedgerTimer.Kind.allCases)
    func eventIDs(kind: LedgerTimer.Kind) {
        let timer = LedgerTimer(kind: kind, id: identifier(7), due: Timestamp(milliseconds: 1_795_224_600_123))
        #expect(LedgerTimer(eventID: timer.eventID) == timer)
        for text in ["", "timer", "timer:x:\(identifier(7)):1", "timer:\(kind.rawValue):7:1", timer.eventID + ":", "Timer" + timer.eventID.dropFirst(5)] {
            #expect(LedgerTimer(eventID: text) == nil, "\(text)")
        }
    }

    @Test("a queue gives what is due first, whatever the order of adding", arguments: 0..<20 as Range<UInt64>)
    func order(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var queue = TimerQueue()
        var all: [LedgerTimer] = []
        for number in 0..<UInt64.random(in: 1...300, using: &generator) {
            let due = Timestamp(milliseconds: Int64.random(in: 0..<50, using: &generator))
            let timer = LedgerTimer(kind: .termEnd, id: identifier(number), due: due)
            all.append(timer)
            queue.add(timer)
            if Bool.random(using: &generator) { queue.add(timer) }
        }
        all.sort()
        let half = Timestamp(milliseconds: 24)
        #expect(queue.take(dueAt: half, most: .max) == all.filter { $0.due <= half })
        #expect(queue.take(dueAt: Timestamp(milliseconds: 50), most: .max) == all.filter { $0.due > half })
        #expect(queue.count == 0)
        #expect(queue.underWayCount == all.count)
    }
}

@Suite("Months of a term") struct MonthTests {
    @Test("the same day, or the last of a shorter month", arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-15", 12, "2027-03-15"), ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-01", 1, "2027-01-01"), ("2026-11-30", 3, "2027-02-28"), ("2026-05-31", 0, "2026-05-31"), ("9999-12-31", 1, "9999-12-31"),
    ])
    func months(start: String, months: Int, end: String) {
        #expect(CivilDate(start)!.adding(months: months) == CivilDate(end))
    }

    @Test func aDayBeginsAtMidnightInChina() {
        #expect(CivilDate("2026-11-21")!.start.description == "2026-11-21T00:00:00.000+08:00")
        #expect(CivilDate.latest.description == "9999-12-31")
    }
}

@Suite("Rules of retention") struct RetentionPolicyTests {
    private func rule(_ from: String, _ contracts: Set<String>?, _ months: Int) -> RetentionPolicy.Rule {
        RetentionPolicy.Rule(from: CivilDate(from)!, contracts: contracts, expires: true, retentionMonths: months, identityMonths: 1)
    }

    @Test func theNamedRuleComesBeforeTheGeneralAndTheLaterBeforeTheEarlier() {
        let policy = RetentionPolicy(rules: [
            rule("2020-01-01", nil, 1), rule("2026-04-01", nil, 2), rule("2020-01-01", ["red-list"], 3), rule("2027-01-01", ["red-list"], 4),
        ])
        func months(_ contract: Substring, _ day: String) -> Int? { policy.rule(of: contract, on: CivilDate(day)!)?.retentionMonths }
        #expect(months("administrative-penalty", "2019-12-31") == nil)
        #expect(months("administrative-penalty", "2026-03-31") == 1)
        #expect(months("administrative-penalty", "2026-04-01") == 2)
        #expect(months("red-list", "2026-12-31") == 3)
        #expect(months("red-list", "2027-01-01") == 4)
    }

    @Test func withoutRulesNothingIsEverDue() {
        let ledger = TestLedger()
        ledger.send(.penalty("reported", end: "2026-12-31"))
        #expect(ledger.pass(to: "2200-01-01").isEmpty)
    }
}
