import HTTP
import Synchronization
import Testing

@Suite("Rate limiter") struct RateLimiterTests {
    private final class HandClock: Sendable {
        private let nanoseconds = Mutex<UInt64>(1_000_000_000_000)

        func advance(milliseconds: UInt64) { nanoseconds.withLock { $0 += milliseconds * 1_000_000 } }
        var now: UInt64 { nanoseconds.withLock { $0 } }
    }

    private let clock = HandClock()

    private func limiter(perSecond: Double, burst: Int, mostKeys: Int = 100) -> RateLimiter {
        RateLimiter(perSecond: perSecond, burst: burst, mostKeys: mostKeys) { [clock] in clock.now }
    }

    @Test("A full bucket allows a burst, then requests at the rate")
    func burst() {
        let limiter = limiter(perSecond: 2, burst: 3)
        for _ in 0..<3 { #expect(limiter.take("a") == .allowed) }
        #expect(limiter.take("a") == .retry(afterSeconds: 1))
        clock.advance(milliseconds: 499)
        #expect(limiter.take("a") == .retry(afterSeconds: 1))
        clock.advance(milliseconds: 1)
        #expect(limiter.take("a") == .allowed)
        #expect(limiter.take("a") == .retry(afterSeconds: 1))
        clock.advance(milliseconds: 3_600_000)
        for _ in 0..<3 { #expect(limiter.take("a") == .allowed) }
        #expect(limiter.take("a") == .retry(afterSeconds: 1))
    }

    @Test("The wait told is long enough, and no second too long")
    func retry() {
        let limiter = limiter(perSecond: 0.1, burst: 1)
        #expect(limiter.take("a") == .allowed)
        #expect(limiter.take("a") == .retry(afterSeconds: 10))
        clock.advance(milliseconds: 9_999)
        #expect(limiter.take("a") == .retry(afterSeconds: 1))
        clock.advance(milliseconds: 1)
        #expect(limiter.take("a") == .allowed)
    }

    @Test("Keys do not share a bucket")
    func keys() {
        let limiter = limiter(perSecond: 1, burst: 1)
        #expect(limiter.take("a") == .allowed)
        #expect(limiter.take("b") == .allowed)
        #expect(limiter.take("a") != .allowed)
    }

    @Test("With all keys in use another is refused until one's bucket is full; no key loses its bucket before")
    func mostKeys() {
        let limiter = limiter(perSecond: 1, burst: 2, mostKeys: 2)
        #expect(limiter.take("a") == .allowed)
        #expect(limiter.take("b") == .allowed)
        #expect(limiter.take("b") == .allowed)
        #expect(limiter.take("c") == .retry(afterSeconds: 1))
        #expect(limiter.keyCount == 2)
        #expect(limiter.take("b") == .retry(afterSeconds: 1))
        clock.advance(milliseconds: 1_000)
        #expect(limiter.take("c") == .allowed)
        #expect(limiter.keyCount == 2)
        #expect(limiter.take("b") == .allowed)
        #expect(limiter.take("b") != .allowed)
    }
}
