import Credit
import Foundation
import Hub
import JSON
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// Letters that are not simply a message that ingest refused.
    @Suite struct DeadLetterFormTests {
        private static let party = DeadLetterDesk.party

        @Test("Records of one message are letters of their own, sent again one by one in their order")
        func oneMessage() throws {
            let fixture = try HubFixture("dlq-array")
            let desk = DeadLetterDesk(fixture: fixture)
            let observer = try fixture.observer()
            var samples = fixture.samples(seed: 41)
            let good = (0..<3).map { _ in samples.penalty(party: Self.party) }
            let texts = [DeadLetterDesk.broken(good[0]), good[1], DeadLetterDesk.broken(good[2])].map { String(decoding: $0.value, as: UTF8.self) }
            let hub = try fixture.hub()
            try hub.start()
            try desk.publish(Array("[\(texts.joined(separator: ","))]".utf8), key: "k", headers: [("ce_id", "batch")])
            try fixture.expect("two dead letters", observer) { observer.deadLetters[Self.party] == 2 }
            let file = try desk.export(mending: ["batch#0": good[0].value, "batch#2": good[2].value])
            let result = try desk.run("replay", "--from", file, "--execute", "--json")
            #expect(result.status == 0, "\(result.output) \(result.errors)")
            let events = try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0))["event"]?.stringValue }
            #expect(events == ["batch#0", "batch#2"])
            try fixture.expect("the answers", observer) {
                ["batch#1", "batch#0~1", "batch#2~1"].allSatisfy { observer.outcomes[$0]?.final == "accepted" }
            }
            #expect(hub.stop() == 0)
        }

        @Test("What the ledger refused of an old version is sent again as it came")
        func oldVersion() throws {
            let fixture = try HubFixture("dlq-old")
            let desk = DeadLetterDesk(fixture: fixture, party: "emergency-management")
            let observer = try fixture.observer()
            let folder = "\(Program.repository)/contracts/administrative-penalty/examples/upgrade"
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().first)
            let example = try JSONValue(parsing: [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))))
            let document = Array(try #require(example["document"]).jsonText.utf8)
            let hub = try fixture.hub()
            try hub.start()
            let type = "cn.credit.administrative-penalty."
            // Nothing is there that it could correct.
            try desk.publish(
                document, key: "k",
                headers: [("ce_id", "old"), ("ce_dataschema", "administrative-penalty@1"), ("ce_type", type + "corrected"), ("ce_revision", "7")])
            try fixture.expect("the dead letter", observer) { observer.deadLetters["emergency-management"] == 1 }
            #expect(try desk.letters().first?["stage"] == .string("ledger"))
            let result = try desk.run("replay", "--execute")
            #expect(result.status == 0, "\(result.output)")
            try fixture.expect("the ledger's answer", observer) { observer.outcomes["old~1"]?.final == "rejected" && observer.deadLetters["emergency-management"] == 2 }
            #expect(observer.outcomes["old~1"]?.ingest == "received")
            let follower = try TopicFollower(
                client: fixture.configuration.client("look"), topics: [fixture.topology.names.department(desk.party, "administrative-penalty")])
            defer { follower.close() }
            var sent: [(schema: String?, revision: String?, value: [UInt8])] = []
            try follower.readToEnd { message in
                sent.append((message.headerText("ce_dataschema"), message.headerText("ce_revision"), message.value.map { Array($0) } ?? []))
            }
            #expect(sent.map(\.schema) == ["administrative-penalty@1", "administrative-penalty@1"])
            #expect(sent.map(\.revision) == ["7", "7"])
            #expect(sent.map(\.value) == [document, document])
            #expect(hub.stop() == 0)
        }

        @Test("A sender cannot put a mark on other letters, nor reasons on its own")
        func forged() throws {
            let fixture = try HubFixture("dlq-forged")
            let desk = DeadLetterDesk(fixture: fixture)
            let observer = try fixture.observer()
            let hub = try fixture.hub()
            try hub.start()
            try desk.publish(Array("{}".utf8), key: "a", headers: [("ce_id", "first")])
            try fixture.expect("the first letter", observer) { observer.deadLetters[Self.party] == 1 }
            let first = try #require(try desk.letters().first?["letter"]?.stringValue)
            try desk.publish(
                Array("{\"\u{1b}[2J\":1}".utf8), key: "b",
                headers: [
                    ("ce_id", "second"), ("credithub.dlq.disposition", "discarded"), ("credithub.dlq.letter", first),
                    ("credithub.error.code", "CH9999"), ("credithub.error.record", "00000000000000000000000000000001"),
                    ("credithub.original.topic", "elsewhere"), ("x-\u{1b}[2J", "\u{1b}[2J"),
                ])
            try fixture.expect("the second letter", observer) { observer.deadLetters[Self.party] == 2 }
            let letters = try desk.letters()
            #expect(letters.count == 2)
            #expect(letters.allSatisfy { $0["state"] == .string("outstanding") && $0["record"] == nil })
            #expect(letters.allSatisfy { !($0["codes"]?.arrayValue ?? []).contains(.string("CH9999")) })
            let second = try #require(letters.first { $0["event"] == .string("second") }?["letter"]?.stringValue)
            for words in [["show", second, "--value"], ["list"], ["replay"]] {
                let result = try Program.run(desk.arguments(words))
                #expect(!result.output.contains("\u{1b}"), "\(words)")
            }
            #expect(hub.stop() == 0)
        }
    }
}
