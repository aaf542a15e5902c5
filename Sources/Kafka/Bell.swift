import Dispatch
import Synchronization

/// Wakes a consumer's thread when there may be something to read.
///
/// Rung by librdkafka's threads, heard by the consumer's thread. Rings that nobody waits for add up to one, not to many.
final class Bell: Sendable {
    private let isRung = Atomic(false)
    private let rings = DispatchSemaphore(value: 0)

    func ring() {
        if !isRung.exchange(true, ordering: .acquiringAndReleasing) { rings.signal() }
    }

    /// Returns when it rings, or has rung since the last wait, or when the time is over.
    func wait(milliseconds: Int32) {
        guard rings.wait(timeout: .now() + .milliseconds(Int(milliseconds))) == .success else { return }
        // Before the caller looks at what there is: who rings from now on is heard by the next wait.
        _ = isRung.exchange(false, ordering: .acquiringAndReleasing)
    }
}
