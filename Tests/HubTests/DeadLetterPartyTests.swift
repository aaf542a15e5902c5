import Credit
import Foundation
import Hub
import JSON
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// Letters of subscribers and of upper platforms.
    @Suite struct DeadLetterPartyTests {
        private func kinds(_ letters: [JSONValue]) -> [String: String] {
            Dictionary(letters.compactMap { letter in
                letter["event"]?.stringValue.map { ($0, letter["kind"]?.stringValue ?? "") }
            }) { $1 }
        }

        private func decisions(_ result: Program.Result) throws -> [String: JSONValue] {
            let lines = try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
            return Dictionary(lines.map { ($0["event"]?.stringValue ?? "", $0) }) { $1 }
        }

        @Test("What a subscriber sent is shown for what it is, mended, and sent again to its own topic")
        func subscriber() throws {
            let party = "joint-measures"
            let fixture = try HubFixture("dlq-subscriber", subscribers: [party])
            let desk = DeadLetterDesk(fixture: fixture, party: party)
            let observer = try fixture.observer()
            let topic = fixture.topology.names.feedback(party)
            let hub = try fixture.hub()
            try hub.start()
            try fixture.send(
                topic, key: "k", value: Array(#"{"partition":77,"sequence":1}"#.utf8),
                headers: [("ce_id", "held"), ("ce_type", "cn.credit.view.confirmed")])
            try fixture.send(topic, key: "k", value: Array("[".utf8), headers: [("ce_id", "ask"), ("ce_type", "cn.credit.view.digest-requested")])
            try fixture.send(topic, key: "k", value: Array("{}".utf8), headers: [("ce_id", "fb")])
            try fixture.expect("three dead letters", observer) { observer.deadLetters[party] == 3 }
            let letters = try desk.letters()
            #expect(kinds(letters) == ["held": "confirmation", "ask": "digest-request", "fb": "feedback"])
            let held = try #require(letters.first { $0["event"] == .string("held") }?["letter"]?.stringValue)
            let shown = try desk.run("show", held)
            #expect(shown.status == 0 && shown.output.contains("CH2008") && shown.output.contains("confirmation"), "\(shown.output)")
            #expect(try desk.run("list").output.contains("digest request"))

            let file = try desk.export(mending: ["held": Array(#"{"partition":0,"sequence":1000}"#.utf8), "ask": Array("{}".utf8)])
            let result = try desk.run("replay", "--from", file, "--execute", "--json")
            #expect(result.status == 1, "\(result.errors)")
            let decided = try decisions(result)
            #expect(decided.mapValues { $0["decision"]?.stringValue } == ["held": "send", "ask": "send", "fb": "still-refused"])
            try fixture.expect("the answers", observer) {
                observer.outcomes["ask~1"]?.final == "accepted" && observer.outcomes["held~1"]?.codes == ["CH4013"]
            }
            #expect(try desk.run("discard", "--event", "fb", "--reason", "no use", "--execute").status == 0)
            #expect(try desk.letters().isEmpty)
            #expect(try desk.waitForAudit(3).allSatisfy { $0["note"]?["party"] == .string(party) })
            #expect(hub.stop() == 0)
        }

        @Test("Of a list file only its end can be mended, parts go as they came, entries not at all; each is told why")
        func platform() throws {
            let party = "city"
            let fixture = try HubFixture("dlq-platform")
            let desk = DeadLetterDesk(fixture: fixture, party: party)
            let observer = try fixture.observer()
            let topic = fixture.topology.names.platformInput(party)
            var samples = fixture.samples(seed: 51)
            let good = samples.listing(party: "court")
            var wrong = samples.listing(party: "court")
            wrong.value = Array(String(decoding: wrong.value, as: UTF8.self).replacing("\"GZRQ\"", with: "\"GZRX\"").utf8)
            let hub = try fixture.hub()
            try hub.start()
            func send(_ id: String, _ operation: String, file: String, list: String = "judgment-defaulter", _ value: [UInt8]) throws {
                try fixture.send(
                    topic, key: list, value: value,
                    headers: [
                        ("ce_id", id), ("ce_type", "cn.credit.list-designation.\(operation)"), ("ce_dataschema", "list-designation@1"),
                        ("credithub.file", file), ("credithub.list", list), ("credithub.part", "1"),
                    ])
            }
            let part = Array("[".utf8) + good.value + Array(",".utf8) + wrong.value + Array("]".utf8)
            try send("entry", "list-file-part", file: "a", part)
            try send("part", "list-file-part", file: "b", list: "tax-serious", part)
            try send("end", "list-file-end", file: "c", Array("{".utf8))
            try fixture.expect("three dead letters", observer) { observer.deadLetters[party] == 3 }
            #expect(kinds(try desk.letters()) == ["entry#1": "list-file-entry", "part": "list-file-part", "end": "list-file-end"])

            let plan = try decisions(try desk.run("replay", "--json"))
            #expect(plan["part"]?["decision"] == .string("still-refused"))
            let obstacle = try #require(plan["entry#1"]?["obstacle"])
            #expect(plan["entry#1"]?["decision"] == .string("list-file-entry") && obstacle["code"] == .string("list-file-entry"))
            for name in ["message", "remedy"] { for language in ["zh", "en"] { #expect(obstacle[name]?[language]?.stringValue?.isEmpty == false) } }

            // The end is whole now, but its file is not there: the ledger says so, and to this file's name.
            let digest = String(repeating: "0", count: 64)
            let file = try desk.export(mending: ["end": Array(#"{"parts":1,"count":2,"digest":"\#(digest)"}"#.utf8)])
            let mended = try decisions(try desk.run("replay", "--from", file, "--json"))
            #expect(mended["part"]?["decision"] == .string("sealed-part"))
            #expect(mended["end"]?["decision"] == .string("send"))
            let result = try desk.run("replay", "--from", file, "--event", "end", "--execute")
            #expect(result.status == 0, "\(result.output) \(result.errors)")
            try fixture.expect("the answer", observer) { observer.outcomes["end~1"]?.codes == ["CH4011"] }
            #expect(try desk.run("discard", "--reason", "sent anew", "--execute").status == 0)
            #expect(try desk.letters().isEmpty)
            #expect(hub.stop() == 0)
        }
    }
}
