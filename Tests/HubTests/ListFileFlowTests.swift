import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import Testing

/// A full list file as a platform sends it.
private struct ListFile {
    let name: String
    let parts: [[UInt8]]
    private let counts: [Int]

    init(_ name: String, _ parts: [[SampleEvent]]) {
        self.name = name
        self.parts = parts.map { events in
            Array("[".utf8) + events.map(\.value).joined(separator: [UInt8(ascii: ",")]) + Array("]".utf8)
        }
        counts = parts.map(\.count)
    }

    var count: Int { counts.reduce(0, +) }

    var digest: Digest256 {
        var hasher = SHA256()
        for part in parts { part.withUnsafeBytes { SHA256.hash($0) }.withBytes { hasher.update($0) } }
        return hasher.finalize()
    }

    func headers(_ id: String, _ operation: String, part: Int? = nil, list: String = "judgment-defaulter") -> [(String, String)] {
        var headers = [
            ("ce_id", id), ("ce_type", "cn.credit.list-designation.\(operation)"), ("ce_dataschema", "list-designation@1"),
            ("credithub.file", name), ("credithub.list", list),
        ]
        if let part { headers.append(("credithub.part", String(part))) }
        return headers
    }

    func sendPart(_ number: Int, _ fixture: HubFixture) throws {
        try fixture.send(
            fixture.topology.names.platformInput("city"), key: name, value: parts[number - 1],
            headers: headers("\(name)-\(number)", "list-file-part", part: number))
    }

    func sendEnd(_ fixture: HubFixture, count: Int? = nil, suffix: String = "") throws {
        let value = #"{"parts":\#(parts.count),"count":\#(count ?? self.count),"digest":"\#(digest.hex)"}"#
        try fixture.send(
            fixture.topology.names.platformInput("city"), key: name, value: Array(value.utf8),
            headers: headers("\(name)-end\(suffix)", "list-file-end"))
    }
}

extension OnARealBroker {
    /// 全量名单: full list files of an upper platform.
    @Suite struct ListFileFlowTests {
        @Test("a full list file replaces the former one, when it is whole and only then; a department's own entries stay")
        func fullFiles() throws {
            let fixture = try HubFixture("files")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 21)
            // Entries about subjects whom every subscriber of the list holds.
            func entries(_ count: Int) -> [SampleEvent] {
                var found: [SampleEvent] = []
                while found.count < count {
                    let event = samples.listing(party: "court")
                    if event.isAboutEnterprise { found.append(event) }
                }
                return found
            }
            let (kept, dropped, added, own) = (entries(40), entries(10), entries(7), entries(3))
            let hub = try fixture.hub()
            try hub.start()
            for event in own { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
            let party = "administrative-approval"
            func view() -> Int { observer.views[party]?.entries.count ?? 0 }
            try fixture.expect("the court's own entries", observer) { view() == own.count }

            let first = ListFile("2026-11-20", [Array(kept.prefix(25)), Array(kept.suffix(15)) + dropped])
            try first.sendPart(2, fixture)
            try first.sendPart(1, fixture)
            // Nothing shows before the end.
            try fixture.expect("the parts' receipts", observer) {
                ["2026-11-20-1", "2026-11-20-2"].allSatisfy { observer.outcomes[$0]?.final == "accepted" }
            }
            #expect(view() == own.count)
            try first.sendEnd(fixture)
            try fixture.expect("the first file", observer) {
                view() == own.count + 50 && observer.outcomes["2026-11-20-end"]?.final == "accepted"
            }

            // The next one lacks its end's count: nothing changes.
            let second = ListFile("2026-11-21", [kept + added])
            try second.sendPart(1, fixture)
            try second.sendEnd(fixture, count: 48, suffix: "-short")
            try fixture.expect("the refusal", observer) { observer.outcomes["2026-11-21-end-short"]?.final == "rejected" }
            #expect(observer.outcomes["2026-11-21-end-short"]?.codes == ["CH4011"])
            #expect(view() == own.count + 50)

            try second.sendPart(1, fixture)
            try second.sendEnd(fixture)
            try fixture.expect("the second file", observer) { view() == own.count + 47 && observer.views[party]?.removed == 10 }
            let removed = observer.views[party]?.removed
            #expect(removed == 10)
            // The same end again is a duplicate.
            try second.sendEnd(fixture, suffix: "-again")
            try fixture.expect("the repetition", observer) { observer.outcomes["2026-11-21-end-again"]?.final == "duplicate" }
            #expect(view() == own.count + 47 && observer.views[party]?.removed == removed)
            #expect(hub.stop() == 0)
        }

        @Test("an entry that is refused spoils the file, and is told; so is a list that the platform does not send")
        func badFiles() throws {
            let fixture = try HubFixture("badfiles")
            let observer = try fixture.observer()
            var samples = fixture.samples(seed: 22)
            let good = samples.listing(party: "court")
            var wrong = samples.listing(party: "court")
            wrong.value = Array(String(decoding: wrong.value, as: UTF8.self).replacing("\"GZRQ\"", with: "\"GZRX\"").utf8)
            let hub = try fixture.hub()
            try hub.start()
            let file = ListFile("bad", [[good, wrong]])
            try file.sendPart(1, fixture)
            try file.sendEnd(fixture)
            try fixture.expect("the answers", observer) {
                ["bad-1", "bad-1#1", "bad-end"].allSatisfy { observer.outcomes[$0]?.final == "rejected" }
            }
            #expect(observer.outcomes["bad-1"]?.codes == ["CH4012"])
            #expect(observer.outcomes["bad-1#1"]?.codes.contains("CH2007") == true)
            #expect(observer.outcomes["bad-end"]?.codes == ["CH4012"])
            try fixture.send(
                fixture.topology.names.platformInput("city"), key: "k", value: file.parts[0],
                headers: file.headers("other", "list-file-part", part: 1, list: "tax-serious"))
            try fixture.send(fixture.topology.names.platformInput("city"), key: "k", value: Array("{}".utf8), headers: [("ce_id", "odd")])
            try fixture.expect("the other refusals", observer) {
                observer.outcomes["other"]?.codes == ["CH3004"] && observer.outcomes["odd"]?.codes == ["CH1010"]
            }
            try fixture.expect("the dead letters", observer) { observer.books.deadLetterEvents.isSuperset(of: ["bad-1#1", "other", "odd"]) }
            #expect(observer.views.values.allSatisfy { $0.entries.isEmpty })
            #expect(hub.stop() == 0)
        }

        @Test("what ingest can see is refused with the part: terms that are over, entries that say two things, parts too large, wrong headers")
        func refusedParts() throws {
            let fixture = try HubFixture("badparts")
            let observer = try fixture.observer()
            var samples = fixture.samples(seed: 23)
            let good = samples.listing(party: "court")
            func altered(_ members: [String: String], _ event: SampleEvent) throws -> SampleEvent {
                var event = event
                let object = try #require(try JSONValue(parsing: event.value).objectValue)
                event.value = Array(
                    JSONValue.object(JSONObject(object.map { ($0.name, members[$0.name].map { .string($0) } ?? $0.value) })).jsonText.utf8)
                return event
            }
            let over = try altered(
                ["RDRQ": "2022-06-01", "GZRQ": "2022-05-01", "YXQS": "2022-06-01", "YXQZ": "2024-06-01"], samples.listing(party: "court"))
            let twice = try altered(["LRMDSY": "另一事由"], good)
            // One subject, so one partition: as sent they are within the limits.
            let long = String(repeating: "a", count: 1_050)
            let large = try (0..<9_999).map { try altered(["WSH": "(2026)云0100执字第\($0)号", "LRMDSY": long], good) }
            let hub = try fixture.hub()
            try hub.start()
            for (name, entries) in [("over", [good, over]), ("twice", [good, twice]), ("large", large)] {
                let file = ListFile(name, [entries])
                #expect(file.parts[0].count < 16 << 20)
                try file.sendPart(1, fixture)
                try file.sendEnd(fixture)
            }
            try fixture.expect("the answers", observer) {
                ["over", "twice", "large"].allSatisfy { observer.outcomes["\($0)-1"]?.final == "rejected" && observer.outcomes["\($0)-end"]?.final == "rejected" }
            }
            #expect(observer.outcomes["over-1#1"]?.codes == ["CH4010"])
            #expect(observer.outcomes["twice-1#1"]?.codes == ["CH2033"])
            #expect(observer.outcomes["large-1"]?.codes == ["CH1005"])
            for name in ["over", "twice", "large"] { #expect(observer.outcomes["\(name)-end"]?.codes == ["CH4012"]) }

            let file = ListFile("headers", [[good]])
            let odd: [(String, [(String, String)], String)] = [
                ("source", [("ce_source", "taxation")], "CH3002"), ("name", [("credithub.file", "a\nb")], "CH1008"),
                ("person", [("credithub.file", "list-990100199003071230")], "CH1008"), ("plus", [("credithub.part", "+1")], "CH1008"),
                ("zero", [("credithub.part", "01")], "CH1008"), ("none", [("credithub.part", "0")], "CH1008"),
            ]
            for (id, changes, _) in odd {
                let headers = file.headers(id, "list-file-part", part: 1).filter { header in !changes.contains { $0.0 == header.0 } }
                try fixture.send(
                    fixture.topology.names.platformInput("city"), key: "k", value: file.parts[0], headers: headers + changes)
            }
            try fixture.expect("the refusals", observer) { odd.allSatisfy { observer.outcomes[$0.0]?.final == "rejected" } }
            for (id, _, code) in odd { #expect(observer.outcomes[id]?.codes == [code], "\(id)") }
            #expect(observer.views.values.allSatisfy { $0.entries.isEmpty })
            #expect(hub.stop() == 0)
        }
    }
}
