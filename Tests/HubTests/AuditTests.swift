import Credit
import Foundation
import Hub
import JSON
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// `credithub audit` on what a hub at work writes.
    @Suite struct AuditTests {
        @Test("Each event that the ledger took has one entry, each other none; the chain is whole beside the hub at work and afterwards")
        func entries() throws {
            let fixture = try HubFixture("audit")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 71)
            let events = samples.mix(count: 400)
            let hub = try fixture.hub()
            try hub.start()
            func answered() -> Int { observer.parties.values.reduce(0) { $0 + $1.final } }
            func publish(_ events: ArraySlice<SampleEvent>) throws {
                for event in events { try publisher.publish(event, time: SystemClock().now()) }
                try publisher.flush()
            }
            try publish(events[..<200])
            let book = AuditBook(configuration: fixture.configuration)
            var looks = 0
            while answered() < 200 {
                let report = try book.verify()
                #expect(report.isWhole, "\(report.lines(.en))")
                looks += 1
                try observer.pump(milliseconds: 10)
            }
            #expect(looks > 0)
            let anchor = try AuditCopy(fixture).run(["verify", "--json"])
            #expect(anchor.status == 0, "\(anchor.output) \(anchor.errors)")
            let file = try TemporaryFile(anchor.output, named: "anchor.json")

            try publish(events[200...])
            let expectation = Expectation(events, fixture.topology)
            try fixture.expect("delivery", observer, seconds: 120) { expectation.isComplete(observer.books) }
            #expect(hub.stop() == 0)
            #expect(expectation.findings(observer.books) == [])

            let copy = try AuditCopy(fixture)
            let counts = copy.countByEvent
            for event in events {
                #expect(counts[event.id, default: 0] == (event.expectation == .accepted ? 1 : 0), "\(event.operation) \(event.expectation)")
            }
            // Nothing else but what the ledger does by itself, and the cases that a platform's having it has ended.
            let others = copy.entries.filter { $0.json?["actor"] != .string("credithub") && $0.json?["action"] != .string("delivered") }
            #expect(others.count == events.count { $0.expectation == .accepted })
            let result = try copy.run(["verify", "--anchor", file.path])
            #expect(result.status == 0, "\(result.output) \(result.errors)")
            #expect(result.output.contains("the chain is whole: \(copy.entries.count) entries in 6 partitions, and holds what the anchor says"))
            let one = try copy.run(["verify", "--partition", "\(copy.fullest)", "--json"])
            let report = try JSONValue(parsing: one.output.trimmingCharacters(in: .whitespacesAndNewlines))
            #expect(report["partitions"]?.arrayValue?.count == 1)
            #expect(report["entries"]?.intValue == copy.partitions[copy.fullest]?.count)
            #expect(try copy.run(["verify", "--partition", "6"]).status == 2)
            try show(copy, events, observer)
        }

        private func show(_ copy: AuditCopy, _ events: [SampleEvent], _ observer: HubObserver) throws {
            let correction = try #require(events.first { $0.operation == "corrected" && $0.expectation == .accepted })
            let record = try #require(observer.outcomes[correction.id]?.record)
            let entry = try #require(copy.entries.first { $0.json?["event"]?.stringValue == correction.id })
            let subject = String(decoding: entry.key, as: UTF8.self)
            func found(_ words: [String]) throws -> [String] {
                let result = try copy.run(["show", "--json"] + words)
                #expect(result.status == 0, "\(result.errors)")
                return try result.output.split(separator: "\n").compactMap { try JSONValue(parsing: String($0))["event"]?.stringValue }
            }
            #expect(try found(["--event", correction.id]) == [correction.id])
            let ofRecord = try found(["--record", record])
            #expect(ofRecord.count >= 2)
            #expect(ofRecord.contains(correction.id))
            #expect(try Set(found(["--subject", subject])).isSuperset(of: ofRecord))
            #expect(try found(["--record", record, "--limit", "1"]) == [ofRecord.last])
            #expect(try found(["--since", "1h", "--limit", "1000000"]).count == copy.entries.count)
            let table = try copy.run(["show", "--event", correction.id])
            #expect(table.output.contains("record \(record.prefix(8)) active/1 → active/2"), "\(table.output)")
            let none = try copy.run(["show", "--event", "nobody"])
            #expect(none.status == 1)
        }

        @Test("Whoever changes, takes out, swaps, repeats or cuts entries in Kafka is found, at the place where it was done")
        func tampered() throws {
            let fixture = try HubFixture("audit-bad")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 72)
            let events = samples.mix(count: 300)
            let hub = try fixture.hub()
            try hub.start()
            for event in events { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
            try fixture.expect("all answers", observer) { observer.parties.values.reduce(0) { $0 + $1.final } >= events.count }
            #expect(hub.stop() == 0)
            let copy = try AuditCopy(fixture)
            let partition = copy.fullest
            let count = try #require(copy.partitions[partition]?.count)
            try #require(count > 12)
            try copy.write(prefix: "same.")
            let whole = try copy.run(["verify", "--json"], prefix: "same.")
            #expect(whole.status == 0, "\(whole.output)")

            let cases: [(name: String, kind: String, offset: Int, change: (inout [AuditCopy.Entry]) -> Void)] = [
                ("changed", "changed", 5, { entries in
                    let start = entries[5].value.firstRange(of: Array("\"actor\":\"".utf8))!
                    entries[5].value[start.upperBound] ^= 1
                }),
                ("last-changed", "other-than-state", count - 1, { entries in
                    let text = String(decoding: entries[count - 1].value, as: UTF8.self)
                    entries[count - 1].value = Array(text.replacing("\"action\":\"", with: "\"action\":\"x").utf8)
                }),
                ("removed", "missing", 7, { $0.remove(at: 7) }),
                ("swapped", "missing", 8, { $0.swapAt(8, 9) }),
                ("tail", "tail-missing", count - 3, { $0.removeLast(3) }),
                ("all", "tail-missing", 0, { $0.removeAll() }),
                ("beginning", "beginning-missing", 0, { $0.removeFirst(4) }),
                ("repeated", "repeated", 11, { $0.insert($0[10], at: 11) }),
                ("foreign", "not-an-entry", 3, { $0.insert(AuditCopy.Entry(key: [], value: Array("{\"action\":\"x\"}".utf8)), at: 3) }),
            ]
            for (name, kind, offset, change) in cases {
                var bad = copy
                change(&bad.partitions[partition]!)
                try bad.write(prefix: "\(name).")
                let result = try copy.run(["verify", "--json"], prefix: "\(name).")
                #expect(result.status == 1, "\(name): \(result.output) \(result.errors)")
                let report = try JSONValue(parsing: result.output.trimmingCharacters(in: .whitespacesAndNewlines))
                for place in report["partitions"]?.arrayValue ?? [] {
                    guard place["partition"]?.intValue == Int(partition) else {
                        #expect(place["break"] == nil, "\(name)")
                        continue
                    }
                    #expect(place["break"]?["kind"]?.stringValue == kind, "\(name): \(place.jsonText)")
                    #expect(place["break"]?["offset"]?.intValue == offset, "\(name): \(place.jsonText)")
                    #expect(place["head"] == nil)
                }
                let told = try copy.run(["verify"], prefix: "\(name).")
                #expect(told.status == 1)
                #expect(told.output.contains("✗ \(name).audit/\(partition)/\(offset) "), "\(told.output)")
                #expect(told.output.contains("broken in 1 of 6 partitions"))
            }
            // The log itself begins at 0: not retention removed the beginning.
            #expect(try copy.run(["verify", "--accept-retention"], prefix: "beginning.").status == 1)

            // Whoever can write the ledger's state too is found only by what was kept elsewhere.
            var rewritten = copy
            rewritten.rewrite(partition, at: 6)
            try rewritten.write(prefix: "rewritten.")
            #expect(try copy.run(["verify"], prefix: "rewritten.").status == 0)
            let kept = try TemporaryFile(whole.output.replacing("same.audit", with: "rewritten.audit"), named: "anchor.json")
            let anchored = try copy.run(["verify", "--anchor", kept.path], prefix: "rewritten.")
            #expect(anchored.status == 1)
            #expect(anchored.output.contains("✗ rewritten.audit/\(partition)/\(count - 1) "), "\(anchored.output)")
            let foreign = try copy.run(["verify", "--anchor", kept.path], prefix: "same.")
            #expect(foreign.status == 2)
            #expect(foreign.errors.contains("rewritten.audit"))
        }

        @Test("A hub that is killed again and again leaves a whole chain, and one entry for each event that it took")
        func killed() throws {
            let fixture = try HubFixture("audit-kill")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 73)
            var events = samples.mix(count: 1_500)
            let hub = try fixture.hub()
            try hub.start()
            let book = AuditBook(configuration: fixture.configuration)
            func answered() -> Int { observer.parties.values.reduce(0) { $0 + $1.final } }
            for start in stride(from: 0, to: events.count, by: 500) {
                for event in events[start..<start + 500] { try publisher.publish(event, time: SystemClock().now()) }
                try publisher.flush()
                let moment = min(start + 499, answered() + Int.random(in: 1...500))
                try fixture.expect("answer \(moment)", observer) { answered() >= moment }
                hub.kill()
                try hub.start()
                let report = try book.verify()
                #expect(report.isWhole, "\(report.lines(.en))")
            }
            // One more for the hub that was started last.
            events.append(samples.penalty(party: "court"))
            try publisher.publish(events.last!, time: SystemClock().now())
            try publisher.flush()
            try fixture.expect("all answers", observer, seconds: 120) { answered() >= events.count }
            #expect(hub.stop() == 0)
            let report = try book.verify()
            #expect(report.isWhole, "\(report.lines(.en))")
            let counts = try AuditCopy(fixture).countByEvent
            #expect(events.allSatisfy { counts[$0.id, default: 0] == ($0.expectation == .accepted ? 1 : 0) })
        }
    }
}
