import Credit
import Dispatch
import Hub

/// Many open cases on the eve of a day, as the changelog holds them, and the pass of that day.
struct CaseGround {
    /// What the open cases take.
    struct Open: Sendable {
        var cases = 0
        /// How many there are in each state.
        var states: [String: Int] = [:]
        /// Resident bytes that came with the cases, beside those of their records.
        var memory = 0
        /// Bytes of keys and values in the changelog.
        var written = 0
        /// Seconds in which the cases were opened, with all days before.
        var seconds = 0.0
    }

    struct Times: Sendable {
        var fired = 0
        /// Seconds of the pass, and of processor time.
        var seconds = 0.0
        var processor = 0.0
        var restored = 0
        var restoreSeconds = 0.0
        var recordsRestored = 0
        var recordSeconds = 0.0
    }

    struct Outcome: Sendable {
        var alarms: [CaseDue.Alarm: Int] = [:]
        /// Commands that were sent for them.
        var commands = 0
        /// Commands of a second pass on the same day.
        var again = 0
        /// Cases of which something else was said than what was due.
        var wrong = 0
        /// Bytes that the pass took beside the state, at most.
        var memory = 0
        var times = Times()
    }

    let open: Open
    private let samples: CaseSamples
    private let ledger: Ledger
    private let shelves: ShelfRoom
    private let records: WrittenState
    private let cases: WrittenState

    /// - throws: ``SetupError`` if the ledger does not take the samples as they are meant.
    init(_ samples: CaseSamples, _ ledger: Ledger, _ shelves: ShelfRoom) throws {
        (self.samples, self.ledger, self.shelves) = (samples, ledger, shelves)
        let core = MemoryLedger(ledger, shelves)
        var refused = samples.report(to: core)
        let before = ProcessMemory()
        let begun = DispatchTime.now().uptimeNanoseconds
        refused += samples.open(on: core)
        var open = Open()
        open.seconds = Double(DispatchTime.now().uptimeNanoseconds - begun) / 1_000_000_000
        open.memory = max(0, ProcessMemory().resident - before.resident)
        for state in core.states {
            for (id, held) in state.cases {
                open.cases += 1
                open.states["\(held.kind.rawValue)/\(held.status.rawValue)", default: 0] += 1
                let sample = samples.samples[CaseSamples.number(of: id)]
                if held.kind != sample.kind || held.status != sample.status { refused += 1 }
            }
        }
        guard refused == 0, open.cases == samples.samples.count else {
            throw SetupError(
                zh: "台账没有按预期受理测速用的办件（\(refused) 件不符）", en: "the ledger did not take the bench's cases as they were meant (\(refused) differ)")
        }
        records = WrittenState.records(of: core.states)
        cases = WrittenState.cases(of: core.states)
        open.written = cases.size
        self.open = open
    }

    /// Restores the state, and fires what is due at the start of the day; then once more in its evening.
    func pass() throws -> Outcome {
        var outcome = Outcome()
        let core = MemoryLedger(ledger, shelves)
        var begun = ThreadClock.nanoseconds()
        try records.restore(into: core.states)
        outcome.times.recordsRestored = records.count
        outcome.times.recordSeconds = Double(ThreadClock.nanoseconds() - begun) / 1_000_000_000
        begun = ThreadClock.nanoseconds()
        try cases.restore(into: core.states)
        outcome.times.restored = cases.count
        outcome.times.restoreSeconds = Double(ThreadClock.nanoseconds() - begun) / 1_000_000_000

        var sounded = [UInt8](repeating: 0, count: samples.samples.count)
        let now = Timestamp(milliseconds: samples.day.start.milliseconds + 1000)
        let before = ProcessMemory(forgettingPeak: ())
        let begunAt = DispatchTime.now().uptimeNanoseconds
        begun = ThreadClock.nanoseconds()
        outcome.commands = core.fire(dueAt: now) { timer, effects in
            guard let alarm = Self.alarm(effects) else { return }
            outcome.alarms[alarm, default: 0] += 1
            // One alarm leaves its own number, two something else.
            sounded[CaseSamples.number(of: timer.id)] += UInt8(1 << CaseDue.Alarm.allCases.firstIndex(of: alarm)!)
        }
        outcome.times.processor = Double(ThreadClock.nanoseconds() - begun) / 1_000_000_000
        outcome.times.seconds = Double(DispatchTime.now().uptimeNanoseconds - begunAt) / 1_000_000_000
        outcome.memory = max(0, ProcessMemory().peak - before.resident)
        outcome.times.fired = outcome.alarms.values.reduce(0, +)
        outcome.wrong = zip(samples.samples, sounded).filter { sample, sounded in
            sounded != sample.alarm.map { UInt8(1 << CaseDue.Alarm.allCases.firstIndex(of: $0)!) } ?? 0
        }.count
        outcome.again = core.fire(dueAt: Timestamp(milliseconds: samples.day.start.milliseconds + 18 * 3_600_000))
        return outcome
    }

    /// What a command led to: what was said, or that a repair has taken effect.
    private static func alarm(_ effects: [Effect]) -> CaseDue.Alarm? {
        for effect in effects {
            switch effect {
            case .notice(_, let notice) where notice.kind == .deadlineNear: return .reminder
            case .notice(_, let notice) where notice.kind == .deadlinePassed: return .overdue
            case .notice(_, let notice) where notice.kind == .deadlineEscalated: return .escalation
            case .state(.disputeCase(_, let held?)) where held.kind == .repair && held.status == .effecting && held.due?.since == held.effectiveFrom:
                return .effective
            default: continue
            }
        }
        return nil
    }
}
