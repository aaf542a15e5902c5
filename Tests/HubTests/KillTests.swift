import Credit
import Foundation
import Hub
import Ops
import Testing

extension OnARealBroker {
    /// The hub is killed with -9 at random moments while events flow.
    @Suite struct KillTests {
        /// How often the hub is killed.
        private static let kills = 10

        @Test("20,000 events, killed again and again: each event has one receipt, nothing is lost or doubled")
        func killedWhileEventsFlow() throws {
            let fixture = try HubFixture("kill")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 11)
            let events = samples.mix(count: 20_000)
            let hub = try fixture.hub()
            try hub.start()

            // Each portion is published behind the one before, whatever of that is still on its way; then the hub dies after
            // a random number of further answers. So it is killed as often on a fast machine as on a slow one.
            func answered() -> Int { observer.parties.values.reduce(0) { $0 + $1.final } }
            let now = SystemClock().now()
            let portion = events.count / Self.kills
            for start in stride(from: 0, to: events.count, by: portion) {
                for event in events[start..<start + portion] { try publisher.publish(event, time: now) }
                try publisher.flush()
                let moment = min(start + portion - 1, answered() + Int.random(in: 1...portion))
                try fixture.expect("answer \(moment)", observer) { answered() >= moment }
                hub.kill()
                try hub.start()
            }
            let expectation = Expectation(events, fixture.topology)
            try fixture.expect("delivery", observer, seconds: 120) { expectation.isComplete(observer.books) }
            #expect(hub.stop() == 0)
            // What an outsider reads afterwards, from the beginning, is what counts.
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(expectation.findings(books.books) == [])
        }
    }
}
