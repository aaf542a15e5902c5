import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import Synchronization
import TestSupport
import Testing

extension OnARealBroker {
    /// `credithub dlq` on a broker, beside a hub at work.
    @Suite struct DeadLetterReplayTests {
        private static let mendable: [SampleFault] = [
            .missingDecisionDate, .unknownKind, .dateInFuture, .datesReversed, .unknownField, .blankInName, .brokenUTF8, .cutOff,
        ]
        private static let party = DeadLetterDesk.party

        @Test("200 refused events, half of them mended, replayed by two operators at once: each mended one is accepted once, in order")
        func twoOperators() throws {
            let fixture = try HubFixture("dlq-two")
            let desk = DeadLetterDesk(fixture: fixture)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 31)
            var events: [SampleEvent] = []
            var mended: [String: [UInt8]] = [:]
            var accepted: Set<String> = []
            var held: Set<String> = []
            for index in 0..<180 {
                let good = samples.penalty(party: Self.party)
                let wrong = samples.wrong(good, how: Self.mendable[index % Self.mendable.count])
                events.append(wrong)
                if index % 2 == 0 {
                    mended[wrong.id] = good.value
                    accepted.insert(wrong.id)
                }
            }
            for index in 0..<10 {
                let report = samples.penalty(party: Self.party)
                let correction = samples.correction(of: report)
                events += [DeadLetterDesk.broken(report), DeadLetterDesk.broken(correction)]
                mended[correction.id] = correction.value
                if index % 2 == 0 {
                    mended[report.id] = report.value
                    accepted.formUnion([report.id, correction.id])
                } else {
                    held.insert(correction.id)
                }
            }
            let hub = try fixture.hub()
            try hub.start()
            try desk.publish(events, publisher)
            try fixture.expect("200 dead letters", observer) { observer.deadLetters[Self.party] == 200 }

            let file = try desk.export(mending: mended)
            let arguments = desk.arguments(["replay", "--from", file, "--execute", "--reason", "mended"])
            let results = Mutex<[(status: Int32, output: String, errors: String)]>([])
            DispatchQueue.concurrentPerform(iterations: 2) { _ in
                if let result = try? Program.run(arguments) {
                    results.withLock { $0.append((result.status, result.output, result.errors)) }
                }
            }
            let ends = results.withLock { $0 }
            let told = ends.map { "\($0.status): \($0.output.split(separator: "\n").last ?? "") \($0.errors)" }.joined(separator: "\n")
            // Both leave something: the held and the refused, or the other operator's.
            #expect(ends.map(\.status) == [1, 1], "\(told)")
            // Whichever came later finished the work, also if both stopped.
            _ = try desk.run("replay", "--from", file, "--execute")
            try fixture.expect("answers to the mended", observer) { accepted.allSatisfy { observer.outcomes[$0 + "~1"]?.final != nil } }

            for event in events {
                let outcome = observer.outcomes[event.id + "~1"]?.final
                #expect(outcome == (accepted.contains(event.id) ? "accepted" : nil), "\(event.operation) \(event.id) \(told)")
            }
            let rest = try desk.letters()
            #expect(rest.count == 200 - accepted.count)
            #expect(Set(rest.compactMap { $0["event"]?.stringValue }) == Set(events.map(\.id)).subtracting(accepted))
            let plan = try desk.run("replay", "--from", try desk.export(mending: mended), "--json")
            let waiting = try plan.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
                .filter { $0["decision"] == .string("held") }.compactMap { $0["event"]?.stringValue }
            #expect(Set(waiting) == held)
            let audit = try desk.waitForAudit(accepted.count)
            #expect(Set(audit.compactMap { $0["note"]?["event"]?.stringValue }) == accepted)
            #expect(Set(audit.compactMap { $0["event"]?.stringValue }).count == accepted.count)
            #expect(audit.count == accepted.count)
            #expect(audit.allSatisfy { $0["note"]?["edited"] == .bool(true) && $0["note"]?["reason"] == .string("mended") })
            #expect(hub.stop() == 0)
            // The notes stand in the one chain, among what the ledger took.
            let chain = try AuditBook(configuration: fixture.configuration).verify()
            #expect(chain.isWhole)
            #expect(chain.entries >= 2 * accepted.count)
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(books.doubled == [])
            #expect(books.parties[Self.party]?.accepted == accepted.count)
            #expect(books.deadLetters[Self.party] == 200)
        }

        @Test("A letter that fails again and again is parked, and is superseded once the ledger has newer content of its record")
        func parkedAndSuperseded() throws {
            let fixture = try HubFixture("dlq-parked")
            let desk = DeadLetterDesk(fixture: fixture)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 32)
            let report = samples.penalty(party: Self.party)
            let correction = samples.correction(of: report)
            let hub = try fixture.hub()
            try hub.start()
            // The ledger has no record that it could correct.
            try desk.publish([correction], publisher)
            for attempt in 1...3 {
                try fixture.expect("dead letter \(attempt)", observer) { observer.deadLetters[Self.party] == attempt }
                let letters = try desk.letters()
                #expect(letters.map { $0["attempt"]?.intValue } == [attempt - 1])
                #expect(letters.map { $0["state"] } == [.string("outstanding")])
                let result = try desk.run("replay", "--execute")
                #expect(result.status == 0, "\(result.output) \(result.errors)")
            }
            try fixture.expect("the last dead letter", observer) { observer.deadLetters[Self.party] == 4 }
            try fixture.expect("the last answer", observer) { observer.outcomes[correction.id + "~3"]?.final == "rejected" }
            let parked = try desk.letters("parked")
            #expect(parked.map { $0["attempt"]?.intValue } == [3])
            #expect(parked.first?["root"] == (try desk.letters("replayed")).first?["origin"])
            #expect(try desk.letters("replayed").count == 3)
            let again = try desk.run("replay", "--execute")
            #expect(again.status == 1)
            #expect(again.output.contains("parked"))
            let id = try #require(parked.first?["letter"]?.stringValue)
            let shown = try desk.run("show", id)
            #expect(shown.status == 0, "\(shown.errors)")
            #expect(shown.output.contains("replayed #3"))
            #expect(!shown.output.contains("CF_WSH"))
            #expect(try desk.run("show", id, "--value").output.contains("CF_WSH"))

            // A letter behind it of the same record waits, whatever is right with it.
            let later = DeadLetterDesk.broken(samples.correction(of: correction))
            try desk.publish([later], publisher)
            try fixture.expect("a later letter", observer) { observer.deadLetters[Self.party] == 5 }
            let file = try desk.export(mending: [later.id: correction.value], only: true)
            let held = try desk.run("replay", "--from", file)
            #expect(held.status == 1)
            #expect(held.output.contains("held"), "\(held.output)")

            // The report comes at last: to put the correction behind it is for somebody to decide.
            try desk.publish([report], publisher)
            try fixture.expect("the report", observer) { observer.outcomes[report.id]?.final == "accepted" }
            let superseded = try desk.run("replay", id, "--execute", "--max-attempts", "5")
            #expect(superseded.status == 1)
            #expect(superseded.output.contains("superseded"), "\(superseded.output)")
            let sent = try desk.run("replay", id, "--execute", "--max-attempts", "5", "--even-superseded")
            #expect(sent.status == 0, "\(sent.output) \(sent.errors)")
            try fixture.expect("the correction", observer) { observer.outcomes[correction.id + "~4"]?.final == "accepted" }
            #expect(observer.doubled == [])
            #expect(hub.stop() == 0)
        }

        @Test("A mended record that is older than what the ledger holds is not sent")
        func superseded() throws {
            let fixture = try HubFixture("dlq-newer")
            let desk = DeadLetterDesk(fixture: fixture)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 33)
            let good = samples.penalty(party: Self.party)
            var newer = good
            newer.id += "-newer"
            let wrong = DeadLetterDesk.broken(good)
            let hub = try fixture.hub()
            try hub.start()
            try desk.publish([wrong, newer], publisher)
            try fixture.expect("both answers", observer) { observer.outcomes[newer.id]?.final == "accepted" && observer.outcomes[wrong.id]?.final == "rejected" }
            let file = try desk.export(mending: [wrong.id: good.value])
            let result = try desk.run("replay", "--from", file, "--execute")
            #expect(result.status == 1)
            #expect(result.output.contains("superseded"), "\(result.output)")
            #expect(result.output.contains(newer.id))
            #expect(try desk.letters().count == 1)
            let forced = try desk.run("replay", "--from", file, "--execute", "--even-superseded")
            #expect(forced.status == 0, "\(forced.output)")
            try fixture.expect("its answer", observer) { observer.outcomes[wrong.id + "~1"]?.final == "duplicate" }
            #expect(hub.stop() == 0)
        }

        @Test("A dry run changes nothing; a discarded letter leaves the list, and the audit has who and why")
        func dryRunAndDiscard() throws {
            let fixture = try HubFixture("dlq-discard")
            let desk = DeadLetterDesk(fixture: fixture)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 34)
            let good = samples.penalty(party: Self.party)
            let wrong = DeadLetterDesk.broken(good)
            let later = DeadLetterDesk.broken(samples.correction(of: good))
            let hub = try fixture.hub()
            try hub.start()
            try desk.publish([wrong, later], publisher)
            try fixture.expect("the dead letters", observer) { observer.deadLetters[Self.party] == 2 }
            let topics = [
                fixture.topology.names.department(Self.party, "administrative-penalty"), fixture.topology.names.deadLetters(Self.party),
                fixture.topology.names.ledgerInput, fixture.topology.names.audit,
            ]
            let before = try topics.map { try desk.count($0) }
            let file = try desk.export(mending: [wrong.id: good.value, later.id: good.value])
            let dry = try desk.run("replay", "--from", file)
            #expect(dry.status == 0, "\(dry.output) \(dry.errors)")
            #expect(dry.output.contains("2 would be sent"))
            #expect(try desk.run("discard", "--reason", "no use", "--event", wrong.id).output.contains("1 would be discarded"))
            #expect(try topics.map { try desk.count($0) } == before)

            let path = fixture.directory + "/out.jsonl"
            #expect(try desk.run("export", "--out", path).status == 0)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try desk.run("export", "--out", path).status == 2)
            #expect(try desk.run("export", "--out", path, "--force").status == 0)

            let discard = try desk.run("discard", "--reason", "sent twice", "--event", wrong.id, "--execute", "--actor", "li.si")
            #expect(discard.status == 0, "\(discard.errors)")
            #expect(try desk.letters().map { $0["event"] } == [.string(later.id)])
            #expect(try desk.letters("discarded").map { $0["event"] } == [.string(wrong.id)])
            let line = try #require(try desk.waitForAudit(1).first)
            #expect(line["actor"] == .string("li.si"))
            #expect(line["action"] == .string("dead-letter.discarded"))
            #expect(line["changes"]?.arrayValue?.isEmpty == true)
            #expect(line["note"]?["reason"] == .string("sent twice"))
            #expect(line["note"]?["event"] == .string(wrong.id))
            #expect(line["note"]?["edited"] == .bool(false))
            let shown = try AuditCopy(fixture).run(["show", "--event", wrong.id])
            #expect(shown.status == 0, "\(shown.errors)")
            #expect(shown.output.contains("dead-letter.discarded") && shown.output.contains("reason=sent twice"), "\(shown.output)")
            let id = try #require(try desk.letters("discarded").first?["letter"]?.stringValue)
            let again = try desk.run("replay", id, "--execute")
            #expect(again.status == 0)
            #expect(again.errors.contains("discarded"))
            #expect(try desk.run("replay", "0/999999").status == 1)
            #expect(hub.stop() == 0)
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(books.deadLetters[Self.party] == 2)
        }

        @Test("An operator who is overtaken between planning and sending sends nothing, and is told")
        func overtaken() throws {
            let fixture = try HubFixture("dlq-fence")
            let desk = DeadLetterDesk(fixture: fixture)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 36)
            let corrections = (0..<3).map { _ in samples.correction(of: samples.penalty(party: Self.party)) }
            let hub = try fixture.hub()
            try hub.start()
            try desk.publish(corrections, publisher)
            try fixture.expect("the dead letters", observer) { observer.deadLetters[Self.party] == 3 }
            // The clock is asked once when the plan is made and nothing is sent yet: there the other one comes in between.
            let isOvertaken = Mutex(false)
            let other = desk.arguments(["replay", "--execute"])
            let clock = InterruptedClock { call in
                guard call == 2, !isOvertaken.withLock({ $0 }) else { return }
                isOvertaken.withLock { $0 = true }
                let result = try? Program.run(other)
                #expect(result?.status == 0, "\(result?.errors ?? "")")
            }
            var configuration = fixture.configuration
            configuration.hasStaleAborts = true
            let office = DeadLetterOffice(
                configuration: configuration, topology: fixture.topology, catalogue: fixture.catalogue, subjectKeys: try configuration.subjectKeys(),
                party: Self.party, clock: clock, log: HubLog(language: .en))
            let result = try office.replay(DeadLetterOffice.Request(), actor: "first", reason: "")
            #expect(isOvertaken.withLock { $0 })
            #expect(result.isFenced)
            #expect(result.applied == 0)
            #expect(!result.isComplete)
            try fixture.expect("the answers", observer) { corrections.allSatisfy { observer.outcomes[$0.id + "~1"]?.final != nil } }
            try fixture.expect("the new dead letters", observer) { observer.deadLetters[Self.party] == 6 }
            let audit = try desk.waitForAudit(3)
            #expect(audit.count == 3)
            #expect(audit.allSatisfy { $0["actor"] != .string("first") })
            #expect(hub.stop() == 0)
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(books.doubled == [])
        }

        @Test("A replay that is killed again and again: nothing is lost, nothing is sent twice")
        func killed() throws {
            let fixture = try HubFixture("dlq-kill")
            let desk = DeadLetterDesk(fixture: fixture)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 35)
            let good = (0..<2_600).map { _ in samples.penalty(party: Self.party) }
            let hub = try fixture.hub()
            try hub.start()
            try desk.publish(good.map { DeadLetterDesk.broken($0) }, publisher)
            try fixture.expect("the dead letters", observer) { observer.deadLetters[Self.party] == good.count }
            let file = try desk.export(mending: Dictionary(uniqueKeysWithValues: good.map { ($0.id, $0.value) }))
            // Killed when so many of its notes have come to the ledger, committed or not: in the midst of a transaction, or between two.
            let watch = try NoteWatch(fixture)
            var moments: [String] = []
            for _ in 0..<6 {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: try Program.executable())
                process.arguments = desk.arguments(["replay", "--from", file, "--execute", "--limit", "2000"])
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try watch.drain()
                try process.run()
                let seen = try watch.wait(for: Int.random(in: 1...900)) { process.isRunning }
                if process.isRunning { kill(process.processIdentifier, SIGKILL) }
                process.waitUntilExit()
                moments.append("\(seen) seen, \(try desk.letters("replayed").count) sent")
            }
            print("replays killed: \(moments.joined(separator: "; "))")
            let last = try Program.run(desk.arguments(["replay", "--from", file, "--execute", "--limit", "5000"]))
            #expect(last.status == 0, "\(last.errors)")
            try fixture.expect("all answers", observer) { good.allSatisfy { observer.outcomes[$0.id + "~1"]?.final != nil } }
            #expect(good.allSatisfy { observer.outcomes[$0.id + "~1"]?.final == "accepted" }, "\(moments)")
            #expect(try desk.letters().count == 0)
            #expect(try desk.letters("replayed").count == good.count)
            #expect(try desk.waitForAudit(good.count).count == good.count)
            #expect(hub.stop() == 0)
            #expect(try AuditBook(configuration: fixture.configuration).verify().isWhole)
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(books.doubled == [])
            #expect(books.parties[Self.party]?.accepted == good.count)
            #expect(books.outcomes.count == 2 * good.count)
        }
    }
}

/// A clock that does something each time that it is asked.
private final class InterruptedClock: Clock {
    private let calls = Mutex(0)
    private let action: @Sendable (Int) -> Void

    init(_ action: @escaping @Sendable (Int) -> Void) {
        self.action = action
    }

    func now() -> Timestamp {
        action(calls.withLock { $0 += 1; return $0 })
        return SystemClock().now()
    }
}

/// Counts the operators' notes that come to the ledger, of open transactions too.
private final class NoteWatch {
    private let consumer: KafkaConsumer

    init(_ fixture: HubFixture) throws {
        var configuration = ConsumerConfiguration(client: fixture.configuration.client("watch"), groupID: nil)
        configuration.isolation = .readUncommitted
        configuration.offsetReset = .earliest
        configuration.fetchWaitMaxMilliseconds = 5
        consumer = try KafkaConsumer(configuration)
        try consumer.assign((0..<6).map { TopicPartitionOffset(fixture.topology.names.ledgerInput, $0, 0) })
    }

    func drain() throws {
        while try consumer.poll(timeoutMilliseconds: 500) != nil {}
    }

    /// Waits for so many notes, as long as a condition holds.
    func wait(for count: Int, while condition: () -> Bool) throws -> Int {
        var seen = 0
        while seen < count, condition() {
            guard let message = try consumer.poll(timeoutMilliseconds: 20) else { continue }
            if message.header("credithub.action") != nil { seen += 1 }
        }
        return seen
    }
}
