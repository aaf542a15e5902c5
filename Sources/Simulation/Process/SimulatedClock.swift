import Credit
import Hub
import Synchronization

/// The calendar's time in a simulation: it may jump, and even go back.
final class SimulatedClock: Clock {
    private let milliseconds: Atomic<Int64>

    init(_ start: Timestamp) {
        milliseconds = Atomic(start.milliseconds)
    }

    func now() -> Timestamp { Timestamp(milliseconds: milliseconds.load(ordering: .relaxed)) }

    func advance(milliseconds change: Int64) {
        milliseconds.add(change, ordering: .relaxed)
    }
}

/// The clock of one machine, which is a little fast or slow.
struct SkewedClock: Clock {
    let clock: SimulatedClock
    let milliseconds: Int64

    func now() -> Timestamp { Timestamp(milliseconds: clock.now().milliseconds + milliseconds) }
}
