/// A moment until which to wait, on a clock that nobody sets.
struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    /// A negative time has passed already: librdkafka would take it for "for ever", which is never meant.
    init(milliseconds: Int32) {
        end = ContinuousClock.now + .milliseconds(max(0, milliseconds))
    }

    var hasPassed: Bool { ContinuousClock.now >= end }

    /// The time left, rounded up to whole milliseconds, at least 0.
    var remainingMilliseconds: Int32 {
        let (seconds, attoseconds) = (end - ContinuousClock.now).components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return Int32(clamping: seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    /// The time left, but no more than `slice` milliseconds.
    func remainingMilliseconds(atMost slice: Int32) -> Int32 {
        min(slice, remainingMilliseconds)
    }
}
