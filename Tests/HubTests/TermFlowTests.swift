import Contracts
import Credit
import Foundation
import Hub
import Kafka
import Ops
import Synchronization
import Testing

/// A calendar that the test sets.
private final class SettableClock: Clock {
    private let milliseconds: Mutex<Int64>

    init() {
        milliseconds = Mutex(SystemClock().now().milliseconds)
    }

    func now() -> Timestamp { milliseconds.withLock { Timestamp(milliseconds: $0) } }

    func move(days: Int64) {
        milliseconds.withLock { $0 += days * 86_400_000 }
    }
}

/// A hub in this process, whose calendar the test sets.
private final class ClockedHub: Sendable {
    private let hub: Hub
    private let done = DispatchSemaphore(value: 0)
    private let failure = Mutex<SetupError?>(nil)

    init(_ fixture: HubFixture, clock: any Clock) throws {
        var configuration = fixture.configuration
        configuration.hasStaleAborts = true
        let hub = try Hub(configuration, log: HubLog(language: .en, least: .error))
        self.hub = hub
        let thread = Thread { [self] in
            do throws(SetupError) {
                try hub.run(clock: clock)
            } catch {
                failure.withLock { $0 = error }
            }
            done.signal()
        }
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// - throws: why it did not run to its orderly end.
    func stop() throws {
        hub.stop.set()
        #expect(done.wait(timeout: .now() + 60) == .success)
        if let error = failure.withLock({ $0 }) { throw error }
    }
}

extension OnARealBroker {
    /// Time passes while the hub runs, and while it does not.
    @Suite struct TermFlowTests {
        @Test("terms end while the hub is away: everything disappears once, is erased in its time, and does not come back")
        func termsEnd() throws {
            let fixture = try HubFixture("terms")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 5)
            var events: [SampleEvent] = []
            for _ in 0..<30 {
                events.append(samples.listing(party: "market-regulation"))
                events.append(samples.penalty(party: "emergency-management"))
            }
            let clock = SettableClock()
            func publish(suffix: String = "") throws {
                for var event in events {
                    event.id += suffix
                    try publisher.publish(event, time: clock.now())
                }
                try publisher.flush()
            }

            var hub = try ClockedHub(fixture, clock: clock)
            try publish()
            try fixture.expect("the records", observer) { events.allSatisfy { observer.outcomes[$0.id]?.final == "accepted" } }
            let listed = { observer.views.values.reduce(0) { $0 + $1.entries.count } }
            try fixture.expect("the views", observer) { listed() > 0 && observer.platform["ADD"] == events.count }

            // Four years pass while nothing runs. Another start, before anything can have fired twice.
            try hub.stop()
            clock.move(days: 4 * 365)
            hub = try ClockedHub(fixture, clock: clock)
            try fixture.expect("the ends of terms", observer) { observer.platform["EXPIRED"] == events.count && listed() == 0 }
            try publish(suffix: "-again")
            try fixture.expect("late answers", observer) {
                events.allSatisfy { observer.outcomes[$0.id + "-again"]?.final == "rejected" }
            }
            #expect(Set(events.flatMap { observer.outcomes[$0.id + "-again"]?.codes ?? [] }) == ["CH4010"])

            // The retention is over while it runs; the clock is set back now and then.
            clock.move(days: 7 * 365)
            let changelog = try Changelog(fixture)
            try fixture.wait("the erasures") { (try? changelog.pump()) != nil && changelog.seen.count >= events.count && changelog.held.isEmpty }
            clock.move(days: -365)
            try publish(suffix: "-later")
            try fixture.expect("later answers", observer) {
                events.allSatisfy { observer.outcomes[$0.id + "-later"]?.codes == ["CH4010"] }
            }
            try hub.stop()
            #expect(observer.platform == ["ADD": events.count, "EXPIRED": events.count])
            #expect(observer.doubled.isEmpty)
            #expect(listed() == 0)
        }

        /// Records, entries and cases that the changelog holds, once it is compacted.
        private final class Changelog {
            private(set) var held: Set<String> = []
            private(set) var seen: Set<String> = []
            private let follower: TopicFollower

            init(_ fixture: HubFixture) throws {
                follower = try TopicFollower(
                    client: fixture.configuration.client("books"), topics: [fixture.topology.names.ledgerState])
            }

            deinit { follower.close() }

            func pump() throws {
                for _ in 0..<100 {
                    guard let message = try follower.next(timeoutMilliseconds: 5) else { continue }
                    guard let key = message.key.map({ String(decoding: $0, as: UTF8.self) }), "rec".contains(key.prefix(1)) else { continue }
                    seen.insert(key)
                    if message.value == nil { held.remove(key) } else { held.insert(key) }
                }
            }
        }
    }
}
