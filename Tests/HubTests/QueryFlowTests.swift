import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// Queries to a hub as approval systems ask them.
    @Suite struct QueryFlowTests {
        private static let party = "administrative-approval"
        private static let sharing = "government-procurement"
        private static let takesPersons = "joint-measures"

        @Test("Queries follow the ledger: on the list, marked, off it, through a silent broker and a restart, each party by its own view")
        func queries() throws {
            let fixture = try HubFixture("query", subscribers: SampleTopics.subscribers + ["joint-measures"])
            let file = try TokenFile([Self.party, Self.sharing, Self.takesPersons])
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 77)
            func listing(_ wanted: (SampleEvent) -> Bool) -> SampleEvent {
                while true {
                    let event = samples.listing(party: "market-regulation")
                    if wanted(event) { return event }
                }
            }
            let first = listing { $0.isAboutEnterprise && $0.isKnownByCode }
            let second = listing { $0.isAboutEnterprise && $0.isKnownByCode && text("TYSHXYDM", $0) != text("TYSHXYDM", first) }
            let person = listing { !$0.isAboutEnterprise }
            let (firstCode, secondCode, number) = (text("TYSHXYDM", first), text("TYSHXYDM", second), text("ZJHM", person))

            let options = ["--query-port", "0", "--tokens", file.path, "--query-max-age", "3"]
            let hub = try fixture.hub(options)
            var client = Clients(file)
            try hub.start()
            client.port = try port(fixture, "hub", start: 1)
            try fixture.wait("the first answer") { client.ask(Self.party)?.check(firstCode)?.status == 200 }
            #expect(client.ask(Self.party)?.check(firstCode)?.isListed == false)

            for event in [first, second, person] { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
            try fixture.expect("the answers", observer) {
                [first, second, person].allSatisfy { observer.outcomes[$0.id]?.final == "accepted" }
            }
            try fixture.wait("the entry") { client.ask(Self.party)?.check(firstCode)?.isListed == true }
            let feed = try Feed(fixture, Self.party)
            try fixture.wait("the number of the subscriber's topic") {
                try? feed.pump()
                guard let answer = client.ask(Self.party)?.check(firstCode), let partition = answer.partition else { return false }
                return answer.sequence == feed.numbers[partition] && feed.numbers[partition] ?? 0 > 0
            }
            let answer = try #require(client.ask(Self.party)?.check(firstCode))
            let entry = try #require(answer.entries.first)
            #expect(entry["entry"]?.stringValue == observer.outcomes[first.id]?.record)
            #expect(entry["basis"]?.stringValue == text("RDYJ", first) && entry["disputed"]?.boolValue == false)
            let value = try #require(feed.values[entry["entry"]?.stringValue ?? ""])
            #expect(entry.jsonText.hasPrefix(value.dropLast()))
            #expect(feed.partitions[firstCode] == answer.partition)

            // Another party's token: its own fields, and no natural persons for who takes none.
            let other = try #require(client.ask(Self.sharing)?.check(firstCode)?.entries.first)
            #expect(other["content"]?["RDYJ"] == nil && other["basis"] == nil && other["content"]?["JGMC"] != nil)
            try fixture.wait("the person's entry") {
                client.ask(Self.takesPersons)?.check(documentType: "身份证", documentNumber: number)?.isListed == true
            }
            let found = try #require(client.ask(Self.takesPersons)?.check(documentType: "身份证", documentNumber: number))
            #expect(found.entries.first?["subjectKind"]?.stringValue == "person")
            #expect(found.json["subject"]?.stringValue == found.entries.first?["subject"]?.stringValue)
            #expect(client.ask(Self.party)?.check(documentType: "身份证", documentNumber: number)?.code == "personsNotTaken")
            #expect(QueryClient(port: client.port, token: "none").check(firstCode)?.status == 401)

            // A dispute marks, a delisting takes off.
            let record = try #require(observer.outcomes[second.id]?.record)
            let submission = samples.disputeSubmission(caseId: "YY-2026-0001", about: second, recordID: record)
            try publish([submission], publisher)
            try fixture.expect("the dispute", observer) { observer.outcomes[submission.id]?.final == "accepted" }
            let acceptance = samples.disputeAcceptance(caseId: "YY-2026-0001", about: second, recordID: record)
            try publish([acceptance, samples.delisting(of: first)], publisher)
            try fixture.wait("the mark") { client.ask(Self.party)?.check(secondCode)?.entries.first?["disputed"]?.boolValue == true }
            try fixture.wait("the removal") { client.ask(Self.party)?.check(firstCode)?.isListed == false }

            // A process that only answers queries, whoever runs the ledger.
            let reader = try fixture.hub(options + ["--roles", "ops", "--instance", "hub-q"], log: "reader")
            try reader.start()
            var aside = Clients(file)
            aside.port = try port(fixture, "reader", start: 1)
            try fixture.wait("the other process's answer") { aside.ask(Self.party)?.check(secondCode)?.isListed == true }
            #expect(aside.ask(Self.party)?.check(firstCode)?.isListed == false)
            #expect(reader.stop() == 0)

            // A broker that says nothing: no answer is older than was set, and then there is none.
            fixture.broker.suspend()
            let silent = DispatchTime.now().uptimeNanoseconds
            try fixture.wait("the refusal", seconds: 20) { client.ask(Self.party)?.check(secondCode)?.code == "outOfDate" }
            #expect(DispatchTime.now().uptimeNanoseconds - silent < 10_000_000_000)
            #expect(client.ask(Self.party)?.check(secondCode)?.status == 503)
            fixture.broker.resume()
            try fixture.wait("the answer") { client.ask(Self.party)?.check(secondCode)?.isListed == true }

            // The hub begins again.
            #expect(hub.stop() == 0)
            try hub.start()
            client.port = try port(fixture, "hub", start: 2)
            try fixture.wait("the answer after the restart") { client.ask(Self.party)?.check(secondCode)?.isListed == true }
            #expect(client.ask(Self.party)?.check(firstCode)?.isListed == false)
            #expect(hub.stop() == 0)

            let log = try whole(fixture, "hub")
            #expect(log.contains("[query] \(Self.party) listed ") && log.contains("[query] \(Self.party) refused outOfDate "))
            for secret in [firstCode, secondCode, number] + Array(file.tokens.values) { #expect(!log.contains(secret)) }
        }

        @Test("A start without a register of tokens, or with one that others can read, is refused")
        func refusedStarts() throws {
            let fixture = try HubFixture("querystart")
            let options = [
                "run", "--bootstrap", fixture.broker.bootstrapServers, "--prefix", fixture.configuration.prefix, "--lang", "en",
                "--contracts", fixture.configuration.contracts, "--topics", fixture.configuration.topics,
                "--subject-key", fixture.configuration.subjectKeyFile!,
            ]
            let none = try Program.run(options + ["--query-port", "0"])
            #expect(none.status == 2 && none.errors.contains("--tokens"))
            let file = try TokenFile([Self.party])
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
            let open = try Program.run(options + ["--query-port", "0", "--tokens", file.path])
            #expect(open.status == 2 && open.errors.contains("chmod 600"))
            let idle = try Program.run(options + ["--roles", "ops"])
            #expect(idle.status == 2 && idle.errors.contains("--query-port"))
        }

        // MARK: Means

        private struct Clients {
            let file: TokenFile
            var port: UInt16 = 0

            init(_ file: TokenFile) { self.file = file }

            func ask(_ party: String) -> QueryClient? { file.tokens[party].map { QueryClient(port: port, token: $0) } }
        }

        private func publish(_ events: [SampleEvent], _ publisher: Publisher) throws {
            for event in events { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
        }

        private func text(_ field: String, _ event: SampleEvent) -> String {
            (try? JSONValue(parsing: event.value))?[field]?.stringValue ?? ""
        }

        private func whole(_ fixture: HubFixture, _ name: String) throws -> String {
            try String(contentsOfFile: "\(fixture.directory)/\(name).log", encoding: .utf8)
        }

        /// The port that a process has said it listens on, at its nth start.
        private func port(_ fixture: HubFixture, _ name: String, start: Int) throws -> UInt16 {
            var port: UInt16?
            try fixture.wait("the port") {
                let ports = ((try? whole(fixture, name)) ?? "").matches(of: /listening on port ([0-9]+) of/).compactMap { UInt16($0.1) }
                port = ports.count >= start ? ports[start - 1] : nil
                return port != nil
            }
            return try #require(port)
        }

        /// What a subscriber has of its own topic.
        private final class Feed {
            /// The last number of each partition.
            private(set) var numbers: [Int: Int] = [:]
            /// The last value of each entry.
            private(set) var values: [String: String] = [:]
            /// The partition of each subject.
            private(set) var partitions: [String: Int] = [:]
            private let follower: TopicFollower

            init(_ fixture: HubFixture, _ party: String) throws {
                let topic = fixture.topology.names.subscriber(party)
                follower = try TopicFollower(client: fixture.configuration.client("feed"), topics: [topic])
            }

            deinit { follower.close() }

            private static func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

            func pump() throws {
                for _ in 0..<50 {
                    guard let message = try follower.next(timeoutMilliseconds: 5) else { continue }
                    let partition = Int(message.partition)
                    numbers[partition] = message.header("ce_sequence").flatMap { Int(Self.text($0)) }
                    guard let key = message.key, let bytes = message.value else { continue }
                    let value = Self.text(bytes)
                    values[Self.text(key)] = value
                    if let subject = (try? JSONValue(parsing: value))?["subject"]?.stringValue { partitions[subject] = partition }
                }
            }
        }
    }
}
