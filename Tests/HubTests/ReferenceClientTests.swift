import Credit
import Foundation
import Hub
import JSON
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// The client for approval systems, beside a hub at work.
    @Suite struct ReferenceClientTests {
        private static let parties = ["market-regulation", "emergency-management", "court"]
        private static let subscriber = "joint-measures"
        /// How often the client is killed.
        private static let kills = 10

        /// Entries come on lists, are corrected and come off again.
        struct Changes {
            var samples: SampleGenerator
            var listed: [SampleEvent] = []

            mutating func next(_ count: Int) -> [SampleEvent] {
                (0..<count).map { index in
                    if index % 3 == 1, let entry = listed.indices.randomElement() { return samples.delisting(of: listed.remove(at: entry)) }
                    if index % 5 == 4, let entry = listed.randomElement() { return samples.correction(of: entry) }
                    listed.append(samples.listing(party: ReferenceClientTests.parties.randomElement()!))
                    return listed.last!
                }
            }
        }

        @Test("Killed again and again while lists change, the client ends with exactly the right list each time, and confirms it")
        func killed() throws {
            let fixture = try HubFixture("client-kill", parties: Self.parties + ["credit-office"], subscribers: [Self.subscriber])
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var changes = Changes(samples: fixture.samples(seed: 91))
            let hub = try fixture.hub()
            try hub.start()
            let client = PythonClient(fixture, party: Self.subscriber)
            func answered() -> Int { observer.parties.values.reduce(0) { $0 + $1.final } }
            try awaitSubscription(fixture)
            #expect(try client.once().status == 0)
            var sent = 0
            for kill in 1...Self.kills {
                try client.start()
                let moment = client.changes + Int.random(in: 1...45)
                let events = changes.next(60)
                for event in events { try publisher.publish(event, time: SystemClock().now()) }
                try publisher.flush()
                sent += events.count
                try fixture.wait("change \(moment)") { client.changes >= moment }
                _ = poll(nil, 0, Int32.random(in: 0...40))
                #expect(client.isRunning)
                client.kill()
                try fixture.expect("\(sent) answers", observer) { answered() >= sent }
                let result = try client.once()
                #expect(result.status == 0, "kill \(kill): \(result.lines.map(\.jsonText)) \(result.errors)")
                #expect(result.faults == [])
                #expect(result.proof.count == 6)
                let right = try ViewCopy(fixture, party: Self.subscriber).view
                #expect(try client.view() == right, "kill \(kill)")
                #expect(right.count > kill * 5)
            }

            let asked = try lists(fixture, ["verify", "--subscriber", Self.subscriber, "--ask"])
            #expect(asked.status == 0, "\(asked.output) \(asked.errors)")
            let confirmed = try client.once(["--confirm"])
            #expect(confirmed.status == 0, "\(confirmed.errors)")
            try fixture.wait("the confirmation of everything") {
                guard let result = try? lists(fixture, ["counts", "--subscriber", Self.subscriber, "--json"]),
                    let counts = try? JSONValue(parsing: Array(result.output.utf8)), let view = counts["views"]?.arrayValue?.first
                else { return false }
                return view["sent"] == view["confirmed"] && view["unconfirmedRemovals"]?.intValue == 0 && view["sent"]?.intValue ?? 0 > 0
            }
            #expect(hub.stop() == 0)
        }

        @Test("A message that is lost, forged or comes twice is noticed by the client and by lists verify, and what was served stays")
        func tampered() throws {
            let fixture = try HubFixture("client-bad", parties: Self.parties + ["credit-office"], subscribers: [Self.subscriber])
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var changes = Changes(samples: fixture.samples(seed: 92))
            let hub = try fixture.hub()
            try hub.start()
            try awaitSubscription(fixture)
            let events = changes.next(180)
            for event in events { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
            try fixture.expect("all answers", observer) { observer.parties.values.reduce(0) { $0 + $1.final } >= events.count }
            #expect(hub.stop() == 0)
            let copy = try ViewCopy(fixture, party: Self.subscriber)
            let partition = copy.fullest
            let messages = try #require(copy.partitions[partition])
            // The only message of an entry, with others behind it.
            let index = try #require(
                messages.indices.dropLast(3).last { index in
                    messages[index].key != ViewChange.digestKey && messages.count { $0.key == messages[index].key } == 1
                })

            try copy.write(prefix: "same.")
            let whole = try lists(fixture, ["verify", "--subscriber", Self.subscriber, "--json"], prefix: "same.")
            #expect(whole.status == 0, "\(whole.output) \(whole.errors)")
            let client = PythonClient(fixture, party: Self.subscriber, prefix: "same.")
            let right = try client.once()
            #expect(right.status == 0)
            #expect(try client.view() == copy.view)

            let cases: [(name: String, kind: String, change: (inout [ViewCopy.Message]) -> Void)] = [
                ("dropped", "count", { $0.remove(at: index) }),
                ("changed", "digest", { $0[index].value = Array("{\"entry\":\"\(messages[index].key)\"}".utf8) }),
                ("forged", "digest", { list in
                    var forged = list[index]
                    forged.key = String(repeating: "0", count: 31) + "1"
                    forged["ce_sequence"] = "\(list.count + 1)"
                    forged["ce_viewcount"] = "\(Int(list.last!["ce_viewcount"])! + 1)"
                    forged["ce_viewdigest"] = list.last!["ce_viewdigest"]
                    list.append(forged)
                }),
                ("repeated", "sequence-back", { $0.insert($0[index], at: index + 1) }),
                ("bare", "no-proof", { $0[index].headers.removeAll { $0.name == "ce_viewdigest" } }),
                ("foreign", "foreign-key", { $0[index].key = "somebody" }),
            ]
            for (name, kind, change) in cases {
                var bad = copy
                change(&bad.partitions[partition]!)
                try bad.write(prefix: "\(name).")
                let result = try lists(fixture, ["verify", "--subscriber", Self.subscriber, "--json"], prefix: "\(name).")
                #expect(result.status == 1, "\(name): \(result.output) \(result.errors)")
                let report = try JSONValue(parsing: Array(result.output.utf8))
                for place in report["partitions"]?.arrayValue ?? [] {
                    let expected = place["partition"]?.intValue == Int(partition) ? kind : nil
                    #expect(place["fault"]?["kind"]?.stringValue == expected, "\(name): \(place.jsonText)")
                }
                let told = try lists(fixture, ["verify", "--subscriber", Self.subscriber], prefix: "\(name).")
                #expect(told.output.contains("✗ \(name).subscriber.joint-measures/\(partition)/"), "\(told.output)")
                #expect(told.output.contains("wrong in 1 of 6 partitions"))
                // Whoever reads from the start only sees in the end that it does not fit.
                let outsider = try PythonClient(fixture, party: Self.subscriber, prefix: "\(name).").once()
                #expect(outsider.status == 1, "\(name): \(outsider.lines.map(\.jsonText)) \(outsider.errors)")
                #expect(outsider.proof.count { $0["ok"]?.boolValue == false } == 1)
                #expect(!outsider.faults.isEmpty)
            }
            try follow(copy, partition, index)

            // The hub is not running: nobody tells the digest.
            let unanswered = try lists(fixture, ["verify", "--subscriber", Self.subscriber, "--ask", "--timeout", "1", "--json"])
            #expect(unanswered.status == 1)
            #expect(unanswered.output.contains("\"unanswered\""), "\(unanswered.output) \(unanswered.errors)")
        }

        /// One that follows notices a lost message at the next one, and keeps serving what it had.
        private func follow(_ copy: ViewCopy, _ partition: Int32, _ index: Int) throws {
            try copy.create(prefix: "live.")
            var beginning = copy.partitions
            beginning[partition] = Array(copy.partitions[partition]![..<index])
            try copy.append(beginning, prefix: "live.")
            let client = PythonClient(copy.fixture, party: Self.subscriber, prefix: "live.")
            #expect(try client.once().status == 0)
            let before = try client.view()
            try client.start()
            try copy.append([partition: Array(copy.partitions[partition]![(index + 1)...])], prefix: "live.")
            try copy.fixture.wait("three attempts") { client.lines.contains { $0["again"]?.stringValue == "none" } }
            let faults = client.lines.compactMap { line in line["again"]?.stringValue.map { ($0, line["fault"]?.stringValue ?? "") } }
            #expect(faults.map(\.0) == ["last good place", "start", "start", "none"])
            #expect(faults[0].1 == "sequence \(index + 2) after \(index)")
            #expect(faults[1].1 == faults[0].1)
            #expect(faults[2].1 == "count or digest differs at the end")
            #expect(client.isRunning)
            client.kill()
            #expect(try client.view() == before)
        }

        /// Waits until each partition has told that the subscription is there.
        private func awaitSubscription(_ fixture: HubFixture) throws {
            try fixture.wait("the subscription", seconds: 120) {
                (try? ViewCopy(fixture, party: Self.subscriber))?.partitions.count == 6
            }
        }

        private func lists(_ fixture: HubFixture, _ words: [String], prefix: String? = nil) throws -> Program.Result {
            try Program.run(
                ["lists"] + words + [
                    "--bootstrap", fixture.broker.bootstrapServers, "--prefix", prefix ?? fixture.configuration.prefix,
                    "--topics", fixture.configuration.topics, "--lang", "en",
                ])
        }
    }
}
