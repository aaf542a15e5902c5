import Credit
import Foundation
import Hub
import Ops
import Testing

extension OnARealBroker {
    /// The hub is killed with -9 at random moments while events flow.
    @Suite struct KillTests {
        @Test("20,000 events, killed again and again: each event has one receipt, nothing is lost or doubled")
        func killedWhileEventsFlow() throws {
            let fixture = try HubFixture("kill")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 11)
            let events = samples.mix(count: 20_000)
            let hub = try fixture.hub()
            try hub.start()

            // The moments are drawn by how many answers have come: a run on a slow machine is killed in as many places.
            var random = SystemRandomNumberGenerator()
            var kills = 0
            var nextKill = Int.random(in: 1...1500, using: &random)
            func answered() -> Int { observer.parties.values.reduce(0) { $0 + $1.final } }
            func killIfDue() throws {
                guard answered() >= nextKill else { return }
                hub.kill()
                kills += 1
                try hub.start()
                nextKill = answered() + Int.random(in: 1...1500, using: &random)
            }
            let now = SystemClock().now()
            for (index, event) in events.enumerated() {
                try publisher.publish(event, time: now)
                guard index % 100 == 99 else { continue }
                try observer.pump(milliseconds: 1)
                try killIfDue()
            }
            try publisher.flush()
            var idle = 0
            while answered() < events.count {
                let before = answered()
                try observer.pump(milliseconds: 50) { answered() >= min(nextKill, events.count) }
                idle = answered() == before ? idle + 1 : 0
                try #require(idle < 600, "no answer for half a minute; the hub's log:\n\(fixture.log)")
                try killIfDue()
            }
            let expectation = Expectation(events)
            try fixture.expect("delivery", observer, seconds: 120) { expectation.isComplete(events, observer) }
            #expect(hub.stop() == 0)
            // What an outsider reads afterwards, from the beginning, is what counts.
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(kills >= 3)
            expectation.check(events, books)
        }
    }
}
