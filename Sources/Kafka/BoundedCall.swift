import Dispatch
import Synchronization

/// Gives a time limit to calls of librdkafka that have none, or do not keep theirs.
enum BoundedCall {
    /// Runs `work` on a thread of its own and waits for its result.
    ///
    /// - returns: nil when the time was over first. Then the work goes on, unheard; it must hold on to whatever it uses.
    static func run<Result: Sendable>(
        timeoutMilliseconds: Int32,
        _ work: @escaping @Sendable () -> Result
    ) -> Result? {
        let outcome = Outcome<Result>()
        DispatchQueue(label: "kafka.bounded-call").async {
            let result = work()
            outcome.value.withLock { $0 = result }
            outcome.done.signal()
        }
        guard outcome.done.wait(until: Deadline(milliseconds: timeoutMilliseconds)) else { return nil }
        return outcome.value.withLock { $0 }
    }

    private final class Outcome<Result: Sendable>: Sendable {
        let value = Mutex<Result?>(nil)
        let done = Completion()
    }
}
