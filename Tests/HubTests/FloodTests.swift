import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import Testing

extension OnARealBroker {
    /// Eight departments at once, some of it wrong, the hub killed on the way.
    @Suite struct FloodTests {
        private static let events = 200_000
        private static let kills = 5
        private static let parties = [
            "market-regulation", "emergency-management", "court", "taxation", "ecology-environment", "transport", "health",
            "urban-management",
        ]
        private static let faults: [SampleFault] = [
            .missingDecisionDate, .wrongCheckCharacter, .fineWithoutAmount, .yuanAsTenThousands, .unknownKind, .dateInFuture,
            .datesReversed, .brokenUTF8, .cutOff, .unknownField, .amountAsText, .personWithOrganisationFields,
        ]

        /// What was published: by event id, the party and the code that it must be refused with.
        private struct Sent {
            var party: String
            var code: String?
        }

        /// The penalty as another department's own.
        private static func given(_ event: SampleEvent, to department: DepartmentBinding) -> SampleEvent {
            var event = event
            let code = Array("11990100MB9901016H".utf8)
            event.value = replace(code, with: Array(department.code.utf8), in: event.value)
            event.party = department.party
            event.id = "\(event.id)-\(department.party)"
            return event
        }

        private static func replace(_ old: [UInt8], with new: [UInt8], in text: [UInt8]) -> [UInt8] {
            guard old != new else { return text }
            var out: [UInt8] = []
            out.reserveCapacity(text.count)
            var i = 0
            while i < text.count {
                if text[i] == old[0], i + old.count <= text.count, text[i..<i + old.count].elementsEqual(old) {
                    out += new
                    i += old.count
                } else {
                    out.append(text[i])
                    i += 1
                }
            }
            return out
        }

        @Test("200,000 events of 8 departments, 5 % wrong in 12 ways, the hub killed: one receipt each, each wrong one a dead letter with its code")
        func flood() throws {
            let fixture = try HubFixture("flood", parties: Self.parties)
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 23)
            let departments = fixture.topology.departments.filter { Self.parties.contains($0.party) }
            #expect(departments.count == Self.parties.count)
            let now = SystemClock().now()
            var sent: [String: Sent] = [:]
            sent.reserveCapacity(Self.events)
            let hub = try fixture.hub(["--roles", "ingest"])
            let answers = try ReceiptCounter(fixture, Self.parties)
            try hub.start()
            var peak = 0
            for portion in 0..<Self.kills {
                for i in 0..<Self.events / Self.kills {
                    var event = samples.penalty(party: "market-regulation")
                    var code: String?
                    if i % 20 == 7 {
                        let fault = Self.faults[i / 20 % Self.faults.count]
                        event = samples.wrong(event, how: fault)
                        code = fault.code
                    }
                    event = Self.given(event, to: departments[i % departments.count])
                    sent[event.id] = Sent(party: event.party, code: code)
                    try publisher.publish(event, time: now)
                }
                try publisher.flush()
                peak = max(peak, Self.peakMegabytes(of: hub))
                // Killed somewhere in the portion, at the last one at its end.
                let moment = portion * Self.events / Self.kills + Int.random(in: 1..<Self.events / Self.kills)
                try answers.wait(for: moment, fixture)
                peak = max(peak, Self.peakMegabytes(of: hub))
                hub.kill()
                try hub.start()
            }
            try answers.wait(for: Self.events, fixture)
            peak = max(peak, Self.peakMegabytes(of: hub))
            #expect(hub.stop() == 0)
            answers.close()
            // 256 MiB of messages fetched ahead, what is on its way out, and what the broker sends beyond what it is asked for.
            #expect(peak > 0 && peak < 900, "the hub took \(peak) MiB")

            try Self.checkReceipts(sent, fixture)
            try Self.checkDeadLetters(sent, fixture)
            try Self.checkLedgerInput(sent, fixture)
        }

        /// The most memory that a process has held so far, in MiB.
        private static func peakMegabytes(of hub: HubProcess) -> Int {
            guard let id = hub.processIdentifier, let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8),
                let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
            else { return 0 }
            return (Int(line.filter(\.isNumber)) ?? 0) / 1024
        }

        private static func checkReceipts(_ sent: [String: Sent], _ fixture: HubFixture) throws {
            var wrong: [String] = []
            var seen: Set<String> = []
            let parser = JSONParser()
            for party in parties {
                try read(fixture.topology.names.receipts(party), fixture) { message in
                    guard let value = message.value, let receipt = try? parser.parse(value), let event = receipt.member("event")?.string
                    else { return wrong.append("unreadable") }
                    guard seen.insert(event).inserted else { return wrong.append("\(event) twice") }
                    let codes = Set((receipt.member("errors")?.elements).map { $0.compactMap { $0.member("code")?.string } } ?? [])
                    guard let expected = sent[event], expected.party == party else { return wrong.append("\(event) of \(party)") }
                    if codes != Set([expected.code].compactMap { $0 }) { wrong.append("\(event): \(codes) instead of \(expected.code ?? "none")") }
                    if (receipt.member("status")?.string == "received") != (expected.code == nil) { wrong.append("\(event): status") }
                }
            }
            #expect(wrong.prefix(10) == [], "\(wrong.count) receipts")
            #expect(seen.count == sent.count)
        }

        private static func checkDeadLetters(_ sent: [String: Sent], _ fixture: HubFixture) throws {
            var wrong: [String] = []
            var seen: Set<String> = []
            for party in parties {
                try read(fixture.topology.names.deadLetters(party), fixture) { letter in
                    let event = letter.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
                    guard seen.insert(event).inserted else { return wrong.append("\(event) twice") }
                    guard let expected = sent[event], expected.party == party, let code = expected.code else {
                        return wrong.append("\(event) is no dead letter of \(party)")
                    }
                    let found = letter.header("credithub.error.code").map { String(decoding: $0, as: UTF8.self) }
                    let connect = letter.header("__connect.errors.exception.class.name").map { String(decoding: $0, as: UTF8.self) }
                    if found != code || connect != code { wrong.append("\(event): \(found ?? "") instead of \(code)") }
                }
            }
            #expect(wrong.prefix(10) == [], "\(wrong.count) dead letters")
            #expect(seen.count == sent.values.count { $0.code != nil })
        }

        private static func checkLedgerInput(_ sent: [String: Sent], _ fixture: HubFixture) throws {
            var seen: Set<String> = []
            var twice = 0
            try read(fixture.topology.names.ledgerInput, fixture) { message in
                let event = message.header("ce_id").map { String(decoding: $0, as: UTF8.self) } ?? ""
                if sent[event]?.code != nil || !seen.insert(event).inserted { twice += 1 }
            }
            #expect(twice == 0)
            #expect(seen.count == sent.values.count { $0.code == nil })
        }

        private static func read(_ topic: String, _ fixture: HubFixture, _ body: (borrowing KafkaMessage) -> Void) throws {
            let follower = try TopicFollower(client: fixture.configuration.client("flood"), topics: [topic])
            defer { follower.close() }
            try follower.readToEnd(body)
        }

        /// How many receipts there are by now.
        private final class ReceiptCounter {
            private let follower: TopicFollower
            private var count = 0

            init(_ fixture: HubFixture, _ parties: [String]) throws {
                follower = try TopicFollower(
                    client: fixture.configuration.client("count"), topics: parties.map { fixture.topology.names.receipts($0) })
            }

            func wait(for wanted: Int, _ fixture: HubFixture) throws {
                var silence = 0
                while count < wanted {
                    if try follower.next(timeoutMilliseconds: 100) != nil {
                        count += 1
                        silence = 0
                    } else {
                        silence += 1
                        try #require(silence < 600, "\(count) of \(wanted) receipts; the hub's log:\n\(fixture.log)")
                    }
                }
            }

            func close() { follower.close() }
        }
    }
}
