import Synchronization

/// A token bucket for each key: so many requests at once, refilled at a steady rate.
///
/// Kept as one moment a key, the one at which its bucket is full again (GCRA). A key whose bucket is full is forgotten when room is
/// needed; while no bucket is, keys that are not known are refused.
public final class RateLimiter: Sendable {
    public enum Verdict: Hashable, Sendable {
        case allowed
        /// Refused; a request after so many seconds, at least 1, may be allowed.
        case retry(afterSeconds: Int)
    }

    /// Nanoseconds that one token takes to come.
    private let interval: UInt64
    /// Nanoseconds from an empty bucket to a full one.
    private let capacity: UInt64
    private let mostKeys: Int
    private let now: @Sendable () -> UInt64
    private let state = Mutex(State())

    private struct State {
        /// When the bucket of each key is full again.
        var fullAt: [String: UInt64] = [:]
        /// Before this no bucket is full, if all keys are in use.
        var nextSweep: UInt64 = 0
    }

    /// - parameters:
    ///   - perSecond: tokens that come in a second, above 0.
    ///   - burst: tokens of a full bucket, at least 1.
    ///   - mostKeys: keys that are known at a time.
    ///   - now: nanoseconds of a clock that never goes back.
    public init(perSecond: Double, burst: Int, mostKeys: Int = 10_000, now: @escaping @Sendable () -> UInt64) {
        precondition(perSecond > 0 && burst >= 1 && mostKeys >= 1, "a rate limiter without tokens")
        // No bucket takes longer than a day for a token, or a hundred thousand days to fill.
        interval = UInt64(min(86_400e9, max(1, (1e9 / perSecond).rounded())))
        capacity = interval * UInt64(min(burst, 100_000))
        self.mostKeys = mostKeys
        self.now = now
    }

    /// Takes a token of a key's bucket.
    public func take(_ key: String) -> Verdict {
        let now = now()
        return state.withLock { state in
            if state.fullAt[key] == nil, state.fullAt.count >= mostKeys {
                if now >= state.nextSweep {
                    state.fullAt = state.fullAt.filter { $0.value > now }
                    state.nextSweep = state.fullAt.values.min() ?? 0
                }
                guard state.fullAt.count < mostKeys else { return .retry(afterSeconds: seconds(state.nextSweep - now)) }
            }
            let fullAt = max(state.fullAt[key] ?? now, now) + interval
            guard fullAt - now <= capacity else { return .retry(afterSeconds: seconds(fullAt - now - capacity)) }
            state.fullAt[key] = fullAt
            return .allowed
        }
    }

    /// How many keys are known.
    public var keyCount: Int { state.withLock { $0.fullAt.count } }

    private func seconds(_ nanoseconds: UInt64) -> Int {
        max(1, Int((nanoseconds + 999_999_999) / 1_000_000_000))
    }
}
