import Credit
import Dispatch
import Hub

/// Events on their way to the hub, slice by slice, while its answers are read: so that there is always something to lose.
final class DrillFlow {
    private let ground: DrillGround
    /// What is left to publish of this turn, and how much at once.
    private var left = 0
    private var slice = 1
    private var answersBefore = 0
    private var killedAt: Timestamp?
    private var recovery: Double?

    /// Longest time without an answer, in nanoseconds: above the 60 seconds after which a broker ends the transaction of a process
    /// that died.
    private static let patience: UInt64 = 120_000_000_000
    /// Most events that wait for their answers when more are published beyond a turn's portion.
    private static let mostWaiting = 200

    init(_ ground: DrillGround) {
        self.ground = ground
    }

    /// Final answers since the turn began.
    var answersInTurn: Int { ground.observer.books.finals - answersBefore }

    /// A turn begins, with a portion of events.
    func begin(_ portion: Int) {
        left = portion
        slice = max(1, portion / 12)
        answersBefore = ground.observer.books.finals
    }

    func publish(_ count: Int) throws {
        try ground.publish(count)
    }

    /// Goes on until a condition holds.
    ///
    /// - throws: ``DrillStall`` if no answer comes for long, or one of the processes ends.
    func go(_ processes: [HubProcess], until condition: () -> Bool) throws {
        _ = try tryGo(processes, milliseconds: .max, until: condition)
    }

    /// The same for up to a time.
    ///
    /// - returns: whether the condition holds.
    func tryGo(_ processes: [HubProcess], milliseconds: Int, until condition: () -> Bool) throws -> Bool {
        let start = DispatchTime.now().uptimeNanoseconds
        var last = start
        var answers = ground.observer.books.finals
        while true {
            if condition() { return true }
            let now = DispatchTime.now().uptimeNanoseconds
            guard (now - start) / 1_000_000 < UInt64(milliseconds) else { return false }
            try demand(processes)
            if ground.observer.books.finals > answers {
                answers = ground.observer.books.finals
                last = now
            } else if now - last > Self.patience {
                throw DrillStall(
                    reason: Bilingual(zh: "信枢 \(Self.patience / 1_000_000_000) 秒没有任何答复", en: "no answer of the hub for \(Self.patience / 1_000_000_000) seconds"),
                    log: processes.map { $0.logTail() }.joined(separator: "\n"))
            }
            try publishSlice()
            let holds = try ground.observer.pump(milliseconds: 20, until: condition)
            measure()
            if holds { return true }
        }
    }

    /// Ends a process in order while events flow.
    ///
    /// - throws: ``DrillStall`` if it does not end, or not in order.
    func stop(_ process: HubProcess, _ others: [HubProcess], publishing: Bool = true) throws {
        process.terminate()
        let hasEnded = publishing
            ? try tryGo(others, milliseconds: 60_000, until: { !process.isRunning })
            : try ground.observer.pump(milliseconds: 60_000, until: { !process.isRunning })
        guard hasEnded, process.hasEndedInOrder else {
            throw DrillStall(
                reason: Bilingual(zh: "信枢进程没有正常停止", en: "a process of the hub did not stop in order"), log: process.logTail())
        }
    }

    /// Waits until everything is answered and delivered; nothing more is published.
    func finish(_ processes: [HubProcess]) throws {
        left = 0
        let expectation = ground.expectation
        var last = DispatchTime.now().uptimeNanoseconds
        var before = (0, 0)
        while try !ground.observer.pump(milliseconds: 200, until: { expectation.isComplete(ground.observer.books) }) {
            measure()
            try demand(processes)
            let books = ground.observer.books
            let now = (books.finals, books.platform.values.reduce(0, +))
            if now != before {
                before = now
                last = DispatchTime.now().uptimeNanoseconds
            } else if DispatchTime.now().uptimeNanoseconds - last > Self.patience {
                // What is missing is told by the books.
                return
            }
        }
        measure()
    }

    private func publishSlice() throws {
        if left > 0 {
            try ground.publish(min(slice, left))
            left -= min(slice, left)
        } else if ground.events.count - ground.observer.books.finals < Self.mostWaiting {
            try ground.publish(slice)
        }
    }

    private func demand(_ processes: [HubProcess]) throws {
        for process in processes where !process.isRunning {
            throw DrillStall(reason: Bilingual(zh: "信枢进程自行退出", en: "a process of the hub ended by itself"), log: process.logTail())
        }
    }

    // MARK: Recovery

    /// A process has just died.
    func noteKill() {
        killedAt = SystemClock().now()
        recovery = nil
    }

    /// From the last kill to the first answer that was written after it, in milliseconds; nil if there is none.
    func takeRecovery() -> Double? {
        measure()
        return recovery
    }

    func measure() {
        guard recovery == nil, let killedAt, let answer = ground.observer.books.lastFinal, answer > killedAt else { return }
        recovery = Double(SystemClock().now().milliseconds - killedAt.milliseconds)
    }
}
