import Credit
import Foundation
import Hub
import Ops
import Testing

extension OnARealBroker {
    /// State is what the changelog says, whichever process holds it.
    @Suite struct RestartTests {
        @Test("After a restart the ledger knows every record, entry and dispute that it knew before")
        func stateIsRestored() throws {
            let fixture = try HubFixture("restart")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 3)
            let penalty = samples.penalty(party: "market-regulation")
            let entry = samples.listing(party: "market-regulation")
            let first = try fixture.hub()
            try first.start()
            try send([penalty, entry], publisher)
            try fixture.expect("first answers", observer) { [penalty, entry].allSatisfy { observer.outcomes[$0.id]?.final == "accepted" } }
            let record = try #require(observer.outcomes[entry.id]?.record)
            let submission = samples.disputeSubmission(caseId: "YY-1", about: entry, recordID: record)
            let acceptance = samples.disputeAcceptance(caseId: "YY-1", about: entry, recordID: record)
            try send([submission, acceptance], publisher)
            try fixture.expect("the mark", observer) { observer.views["administrative-approval"]?.entries[record] == true }
            #expect(first.stop() == 0)

            // Another process of the same name: it has nothing but the changelog.
            let second = try fixture.hub()
            try second.start()
            var again = penalty
            again.id = "again-1"
            let correction = samples.correction(of: penalty)
            let verification = samples.disputeVerification(caseId: "YY-1", about: entry, recordID: record, result: .upheld)
            try send([again, correction, verification], publisher)
            try fixture.expect("later answers", observer) { observer.outcomes[verification.id]?.final != nil && observer.outcomes[correction.id]?.final != nil }
            #expect(observer.outcomes["again-1"]?.final == "duplicate")
            #expect(observer.outcomes[correction.id]?.final == "accepted")
            #expect(observer.outcomes[verification.id]?.final == "accepted")
            try fixture.expect("the end of the dispute", observer) {
                observer.views["administrative-approval"]?.entries[record] == false && observer.outcomes[submission.id]?.isClosed == true
            }
            #expect(observer.doubled == [])
            #expect(second.stop() == 0)
        }

        @Test("A broker that goes away and comes back: the hub waits, goes on, and nothing is lost or doubled")
        func brokerGoesAway() throws {
            let fixture = try HubFixture("away")
            var samples = fixture.samples(seed: 8)
            let events = samples.mix(count: 600)
            let expectation = Expectation(events, fixture.topology)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            // Short time-outs, so that the hub soon notices a broker that is frozen in the middle of its work.
            let file = fixture.directory + "/hub.json"
            try Data(#"{"clientProperties": {"socket.timeout.ms": "3000"}}"#.utf8).write(to: URL(fileURLWithPath: file))
            let hub = try fixture.hub(["--config", file])
            try hub.start()
            try send(Array(events.prefix(300)), publisher)
            try fixture.expect("some answers", observer) { observer.parties.values.reduce(0) { $0 + $1.final } >= 30 }
            fixture.broker.suspend()
            try fixture.wait("a word about it") { fixture.log.contains("the connection to Kafka is interrupted") }
            fixture.broker.resume()
            try send(Array(events.dropFirst(300)), publisher)
            try fixture.expect("all answers", observer, seconds: 120) { expectation.isComplete(observer.books) }
            #expect(hub.isRunning)
            #expect(hub.stop() == 0)
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(expectation.findings(books.books) == [])
        }

        @Test("Roles in three processes do what one process does")
        func rolesApart() throws {
            let fixture = try HubFixture("roles")
            var samples = fixture.samples(seed: 21)
            let events = samples.mix(count: 400)
            let expectation = Expectation(events, fixture.topology)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            let hubs = try ["ingest", "ledger", "delivery"].map { try fixture.hub(["--roles", $0, "--instance", "hub-\($0)"]) }
            for hub in hubs { try hub.start() }
            try send(events, publisher)
            try fixture.expect("all answers", observer) { expectation.isComplete(observer.books) }
            for hub in hubs { #expect(hub.stop() == 0) }
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(expectation.findings(books.books) == [])
        }

        @Test("A second process of the same name takes over; the first stops and says why")
        func sameNameTwice() throws {
            let fixture = try HubFixture("twice")
            var samples = fixture.samples(seed: 2)
            let events = samples.mix(count: 300)
            let expectation = Expectation(events, fixture.topology)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            let first = try fixture.hub()
            try first.start()
            try send(Array(events.prefix(100)), publisher)
            try fixture.expect("first answers", observer) { observer.parties.values.reduce(0) { $0 + $1.final } >= 100 }
            let second = try fixture.hub()
            try second.start()
            try send(Array(events.dropFirst(100)), publisher)
            try fixture.expect("all answers", observer) { expectation.isComplete(observer.books) }
            try fixture.expect("the end of the first", observer) { !first.isRunning }
            #expect(first.stop() != 0)
            #expect(fixture.log.contains("another process runs under the instance name hub-1"))
            #expect(second.stop() == 0)
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(expectation.findings(books.books) == [])
        }

        private func send(_ events: [SampleEvent], _ publisher: Publisher) throws {
            for event in events { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
        }
    }
}
