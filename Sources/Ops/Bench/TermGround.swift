import Credit
import Dispatch
import Hub

/// Records on the eve of a day on which the terms of some of them are over: the comparison.
struct TermGround {
    private let samples: CaseSamples
    private let ending: Int
    private let ledger: Ledger
    private let shelves: ShelfRoom
    private let records: WrittenState

    init(_ samples: CaseSamples, ending: Int, _ ledger: Ledger, _ shelves: ShelfRoom) throws {
        (self.samples, self.ending, self.ledger, self.shelves) = (samples, ending, ledger, shelves)
        let core = MemoryLedger(ledger, shelves)
        guard samples.reportEnding(ending, to: core) == 0 else {
            throw SetupError(zh: "台账没有接受测速用的记录", en: "the ledger did not take the bench's records")
        }
        records = WrittenState.records(of: core.states)
    }

    func pass() throws -> CaseGround.Times {
        let core = MemoryLedger(ledger, shelves)
        try records.restore(into: core.states)
        var times = CaseGround.Times()
        let begunAt = DispatchTime.now().uptimeNanoseconds
        let begun = ThreadClock.nanoseconds()
        times.fired = core.fire(dueAt: Timestamp(milliseconds: samples.day.start.milliseconds + 1000))
        times.processor = Double(ThreadClock.nanoseconds() - begun) / 1_000_000_000
        times.seconds = Double(DispatchTime.now().uptimeNanoseconds - begunAt) / 1_000_000_000
        guard times.fired == ending else {
            throw SetupError(zh: "到期的记录数不符（\(times.fired)，应为 \(ending)）", en: "\(times.fired) terms ended, and not \(ending)")
        }
        return times
    }
}
