import Credit
import Foundation
import Hub
import JSON
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// `credithub lists send` and what becomes of a full list.
    @Suite struct FullListTests {
        @Test("A full list comes to subscribers as a whole, the next replaces it, and one with a fault changes nothing")
        func sent() throws {
            let fixture = try HubFixture("full-list", parties: ["court", "credit-office"], subscribers: ["joint-measures"])
            let hub = try fixture.hub()
            try hub.start()
            var samples = fixture.samples(seed: 93)
            let entries = (0..<25).map { _ in String(decoding: samples.listing(party: "court").value, as: UTF8.self) }

            let first = try send(fixture, "[\n" + entries.joined(separator: ",\n") + "\n]", name: "defaulters-1.json")
            #expect(first.status == 0, "\(first.output) \(first.errors)")
            #expect(first.output.contains("defaulters-1.json: 25 entries in 3 parts, digest "))
            #expect(try shown(fixture).count == 25)

            let second = try send(fixture, entries.dropFirst(5).joined(separator: "\n"), name: "defaulters-2.json", ["--json"])
            #expect(second.status == 0, "\(second.output) \(second.errors)")
            let report = try JSONValue(parsing: Array(second.output.utf8))
            #expect(report["count"]?.intValue == 20)
            #expect(report["receipt"]?["status"]?.stringValue == "accepted")
            let left = try shown(fixture)
            #expect(left.count == 20)
            let again = try send(fixture, entries.dropFirst(5).joined(separator: "\n"), name: "defaulters-2.json")
            #expect(again.status == 0, "\(again.output) \(again.errors)")

            let used = try send(fixture, entries[0], name: "defaulters-1.json")
            #expect(used.status == 1, "\(used.output) \(used.errors)")
            #expect(used.output.contains("CH4020") && !used.output.contains("has not answered"))
            for part in [entries.prefix(21), entries.dropFirst(5)] {
                let result = try send(fixture, part.joined(separator: "\n"), name: nil)
                #expect(result.status == 0, "\(result.output) \(result.errors)")
                #expect(try shown(fixture).count == part.count)
            }
            let old = try send(fixture, entries.prefix(21).joined(separator: "\n"), name: nil, ["--json"])
            #expect(old.status == 0 && old.output.contains("duplicate"))
            let kept = try shown(fixture)
            #expect(kept.count == 20)

            let bad = try send(fixture, (entries + ["{\"HMDMC\":\"失信被执行人名单\"}"]).joined(separator: "\n"), name: "defaulters-3.json")
            #expect(bad.status == 1, "\(bad.output) \(bad.errors)")
            #expect(bad.output.contains("rejected") && !bad.output.contains("has not answered"))
            #expect(try shown(fixture).map(\.jsonText) == kept.map(\.jsonText))

            let verified = try lists(fixture, ["verify", "--subscriber", "joint-measures", "--ask"])
            #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
            #expect(verified.output.contains("✓ the view is what the ledger says: 20 entries in 6 partitions"))
            let counts = try JSONValue(parsing: Array(try lists(fixture, ["counts", "--json"]).output.utf8))
            let line = counts["lists"]?.arrayValue?.first { $0["subscriber"]?.stringValue == "joint-measures" }
            #expect(line?["list"]?.stringValue == "judgment-defaulter")
            #expect(line?["pushed"]?.intValue == 34)
            let view = counts["views"]?.arrayValue?.first { $0["subscriber"]?.stringValue == "joint-measures" }
            #expect(view?["entries"]?.intValue == 20)
            #expect(view?["unconfirmedRemovals"]?.intValue == 14)
            #expect(view?["due"] != nil)

            let table = try lists(fixture, ["show", "--subscriber", "joint-measures"])
            #expect(table.status == 0)
            #expect(table.output.split(separator: "\n").count == 22)
            let subject = try #require(left[0]["subject"]?.stringValue)
            let one = try lists(fixture, ["show", "--subscriber", "joint-measures", "--subject", subject, "--json"])
            #expect(one.output.contains(subject))
            #expect(try lists(fixture, ["show", "--subscriber", "joint-measures", "--list", "work-safety"]).status == 1)
            #expect(hub.stop() == 0)
            let waiting = try send(fixture, entries[0], name: "defaulters-4.json", ["--timeout", "1"])
            #expect(waiting.status == 3, "\(waiting.output) \(waiting.errors)")
        }

        @Test("An entry that only the ledger can refuse is told, and the exit status says so")
        func refusedByTheLedger() throws {
            let fixture = try HubFixture("full-list-refused", parties: ["court", "credit-office"], subscribers: ["joint-measures"])
            let hub = try fixture.hub()
            try hub.start()
            var samples = fixture.samples(seed: 94)
            let own = samples.listing(party: "court")
            let publisher = try fixture.publisher()
            try publisher.publish(own, time: SystemClock().now())
            try publisher.flush()
            let observer = try fixture.observer()
            try fixture.expect("the court's own entry", observer) { observer.views["joint-measures"]?.entries.count == 1 }
            let entries = ([own] + (0..<5).map { _ in samples.listing(party: "court") }).map { String(decoding: $0.value, as: UTF8.self) }
            let result = try send(fixture, entries.joined(separator: "\n"), name: "refused")
            #expect(result.status == 1, "\(result.output) \(result.errors)")
            #expect(result.output.contains("CH4009") && result.output.contains("accepted"))
            #expect(try shown(fixture).count == 6)
            #expect(hub.stop() == 0)
        }

        private func shown(_ fixture: HubFixture) throws -> [JSONValue] {
            let words = ["show", "--subscriber", "joint-measures", "--list", "judgment-defaulter", "--json"]
            return try lists(fixture, words).output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        }

        private func send(_ fixture: HubFixture, _ text: String, name: String?, _ more: [String] = []) throws -> Program.Result {
            let file = try TemporaryFile(text, named: "list.json")
            return try lists(
                fixture,
                [
                    "send", "--platform", "city", "--list", "judgment-defaulter", "--file", file.path, "--part-size", "10",
                ] + (name.map { ["--name", $0] } ?? []) + more)
        }

        private func lists(_ fixture: HubFixture, _ words: [String]) throws -> Program.Result {
            try Program.run(
                ["lists"] + words + [
                    "--bootstrap", fixture.broker.bootstrapServers, "--prefix", fixture.configuration.prefix, "--topics",
                    fixture.configuration.topics, "--lang", "en",
                ])
        }
    }
}
