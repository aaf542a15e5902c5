import Credit
import SeededRandom
import Testing

private func isSame(_ a: LedgerState, _ b: LedgerState) -> Bool {
    a.records == b.records && a.entries == b.entries && a.cases == b.cases
}

private func record(_ revision: Int) -> RecordState {
    RecordState(
        contract: "c@1", subject: identifier(7), party: "p", revision: revision, contentHash: identifier(UInt64(revision)), status: .active,
        event: "e", acceptedAt: Timestamp(milliseconds: 0))
}

private func dispute(_ number: Int) -> CaseState {
    CaseState(
        caseID: String(number), recordID: identifier(1), status: .submitted, party: "p", event: "e",
        origin: Origin(topic: "t", partition: 0, offset: 0), contentHash: identifier(0), changedAt: Timestamp(milliseconds: 0))
}

private func randomChange(_ generator: inout SeededGenerator) -> StateChange {
    let id = identifier(UInt64.random(in: 0..<6, using: &generator))
    let number = Int.random(in: 0..<100, using: &generator)
    let isRemoval = Int.random(in: 0..<3, using: &generator) == 0
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: return .record(id, isRemoval ? nil : record(number))
    case 1:
        return .entry(
            id,
            isRemoval
                ? nil
                : StoredEntry(
                    EntryState(
                        contract: "list-designation@1", list: String(number), party: "p", subjectKey: "s", subjectKind: .person, revision: 1,
                        content: [0x7b, 0x7d])))
    default: return .disputeCase(id, isRemoval ? nil : dispute(number))
    }
}

@Suite("The ledger's state in memory") struct LedgerStateTests {
    @Test func rollingBackTakesBackAllChangesSinceTheLastCommit() {
        let state = LedgerState()
        state.apply(.record(identifier(1), record(1)))
        state.commit()
        state.apply(.record(identifier(1), record(2)))
        state.apply(.record(identifier(1), nil))
        state.apply(.record(identifier(2), record(9)))
        state.apply(.disputeCase(identifier(3), dispute(1)))
        state.rollback()
        #expect(state.records == [identifier(1): record(1)])
        #expect(state.cases.isEmpty)
    }

    @Test func committedChangesAreNotRolledBack() {
        let state = LedgerState()
        state.apply(.record(identifier(1), record(1)))
        state.commit()
        state.rollback()
        #expect(state.records == [identifier(1): record(1)])
    }

    @Test func whatIsRestoredFromTheChangelogIsNotRolledBack() {
        let state = LedgerState()
        state.restore(.disputeCase(identifier(1), dispute(1)))
        state.rollback()
        #expect(state.cases == [identifier(1): dispute(1)])
    }

    @Test func tombstonesRemove() {
        let state = LedgerState()
        state.restore(.record(identifier(1), record(1)))
        state.restore(.record(identifier(1), nil))
        #expect(state.records.isEmpty)
    }

    @Test("random transactions, committed or rolled back, leave what the committed ones alone would", arguments: 0..<50 as Range<UInt64>)
    func randomTransactions(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let state = LedgerState()
        let expected = LedgerState()
        for _ in 0..<40 {
            let changes = (0..<Int.random(in: 0...12, using: &generator)).map { _ in randomChange(&generator) }
            for change in changes { state.apply(change) }
            if Bool.random(using: &generator) {
                state.commit()
                for change in changes { expected.restore(change) }
            } else {
                state.rollback()
            }
            #expect(isSame(state, expected))
        }
    }
}
