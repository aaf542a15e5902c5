/// A moment until which to wait, on a clock that nobody sets.
struct Moment: Sendable {
    private let instant: ContinuousClock.Instant

    static func after(milliseconds: Int) -> Moment {
        Moment(instant: ContinuousClock.now + .milliseconds(max(0, milliseconds)))
    }

    var hasPassed: Bool { ContinuousClock.now >= instant }

    /// The time left as `poll` takes it: rounded up to whole milliseconds, at least 0.
    var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = (instant - ContinuousClock.now).components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return Int32(clamping: seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
