import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import Testing

extension OnARealBroker {
    /// 订阅、反馈、确认: subscriptions that begin, change and end, and what subscribers send back.
    @Suite struct SubscriptionFlowTests {
        /// What a subscriber's topic holds when it is read from the start, and whether its last digests are right.
        private func read(
            _ party: String, _ fixture: HubFixture
        ) throws -> (entries: [String: JSONValue], isProven: Bool, isClosed: Bool, numbers: [Int32: Int64]) {
            var entries: [Int32: [String: [UInt8]]] = [:]
            var last: [Int32: (number: Int64, count: Int, digest: String)] = [:]
            var closed: Set<Int32> = []
            let follower = try TopicFollower(
                client: fixture.configuration.client("test"), topics: [fixture.topology.names.subscriber(party)])
            defer { follower.close() }
            try follower.readToEnd { message in
                let key = message.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
                let number = text(message.header("ce_sequence")).flatMap { Int64($0) } ?? 0
                let count = text(message.header("ce_viewcount")).flatMap { Int($0) } ?? -1
                let digest = text(message.header("ce_viewdigest")) ?? ""
                if number > last[message.partition]?.number ?? 0 { last[message.partition] = (number, count, digest) }
                let value = message.value.map { Array($0) }
                if key == "@digest" {
                    let isClosed = value.map { String(decoding: $0, as: UTF8.self).contains(#""view":"closed""#) } ?? false
                    if isClosed { closed.insert(message.partition) } else { closed.remove(message.partition) }
                } else {
                    entries[message.partition, default: [:]][key] = value
                }
            }
            var isProven = last.count == Int(fixture.topology.ledgerPartitions)
            for (partition, told) in last {
                var digest = ViewDigest.empty
                for (key, value) in entries[partition] ?? [:] {
                    digest.add(Array(key.utf8).withUnsafeBytes { key in value.withUnsafeBytes { ViewDigest.entry(key: key, value: $0) } })
                }
                if digest.hex != told.digest || (entries[partition] ?? [:]).count != told.count { isProven = false }
            }
            var values: [String: JSONValue] = [:]
            for (key, value) in entries.values.joined() { values[key] = try JSONValue(parsing: value) }
            return (values, isProven, closed.count == last.count && !last.isEmpty, last.mapValues(\.number))
        }

        private func text(_ bytes: UnsafeRawBufferPointer?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

        private func binding(_ party: String, _ fixture: HubFixture, _ change: (inout [String: Any]) -> Void) throws {
            let path = "\(fixture.configuration.topics)/subscribers/\(party).json"
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            var json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            change(&json)
            try JSONSerialization.data(withJSONObject: json).write(to: URL(fileURLWithPath: path))
        }

        @Test("a subscription that begins, changes or ends takes effect at the next start, from the ledger, and its digest proves it")
        func changes() throws {
            let fixture = try HubFixture("subscriptions")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 31)
            let events = (0..<60).map { _ in samples.listing(party: "emergency-management") }
            let penalties = (0..<20).map { _ in samples.penalty(party: "emergency-management") }
            var hub = try fixture.hub()
            try hub.start()
            for event in events + penalties { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
            try fixture.expect("the records", observer) { (events + penalties).allSatisfy { observer.outcomes[$0.id]?.final == "accepted" } }
            let enterprises = events.filter(\.isAboutEnterprise).count

            func settled(_ party: String, _ count: Int, closed: Bool = false) throws -> [String: JSONValue] {
                var found: [String: JSONValue] = [:]
                try fixture.wait("the view of \(party) with \(count) entries") {
                    guard let view = try? read(party, fixture) else { return false }
                    found = view.entries
                    return view.entries.count == count && view.isProven && view.isClosed == closed
                }
                return found
            }
            _ = try settled("administrative-approval", enterprises)
            _ = try settled("government-procurement", 0)
            let portal = try settled("credit-portal", events.count + penalties.count)
            // The portal sees natural persons masked.
            let person = try #require(portal.values.first { $0["subjectKind"]?.stringValue == "person" && $0["list"] != nil })
            #expect(person["content"]?["JGMC"]?.stringValue?.contains("*") == true)
            #expect(person["content"]?["ZJHM"] == nil)

            // Procurement takes this list as well now, approval only one field, and the portal is gone.
            #expect(hub.stop() == 0)
            try binding("government-procurement", fixture) { $0["lists"] = ["market-regulation-serious", "work-safety"] }
            try binding("administrative-approval", fixture) { $0["fields"] = ["JGMC", "subjectName"] }
            try FileManager.default.removeItem(atPath: "\(fixture.configuration.topics)/subscribers/credit-portal.json")
            hub = try fixture.hub(log: "second")
            try hub.start()
            _ = try settled("government-procurement", enterprises)
            try fixture.wait("the fewer fields") {
                guard let view = try? read("administrative-approval", fixture), view.isProven else { return false }
                return view.entries.count == enterprises && view.entries.values.allSatisfy { $0["content"]?.objectValue?.names == ["JGMC"] }
            }
            let former = try settled("credit-portal", 0, closed: true)
            #expect(former.isEmpty)
            #expect(hub.stop() == 0)
        }

        @Test("feedback is joined to its entry and counted; a confirmation is taken, and one of what was never sent is not")
        func feedback() throws {
            let party = "joint-measures"
            let fixture = try HubFixture("feedback", subscribers: [party])
            let subscriber = try #require(fixture.topology.subscribers.first { $0.party == party && $0.givesFeedback })
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 41)
            var listing = samples.listing(party: "emergency-management")
            while !listing.isAboutEnterprise { listing = samples.listing(party: "emergency-management") }
            let hub = try fixture.hub()
            try hub.start()
            try publisher.publish(listing, time: SystemClock().now())
            try publisher.flush()
            try fixture.expect("the entry", observer) { observer.views[party]?.entries.count == 1 }
            let entry = try #require(observer.views[party]?.entries.keys.first)

            let today = SystemClock().now().day.description
            func feedback(_ number: String, entry: String) throws -> [UInt8] {
                let listed = try JSONValue(parsing: listing.value)
                func text(_ name: String) -> String { listed[name]?.stringValue ?? "" }
                return Array(
                    #"{"feedbackNumber":"\#(number)","subjectName":"\#(text("JGMC"))","subjectCategory":"\#(text("XYZTLB"))","subjectCode":"\#(text("TYSHXYDM"))","hit":"是","listRecordId":"\#(entry)","listRevision":1,"listName":"\#(text("HMDMC"))","querySystem":"一门式审批系统","approvalCaseNumber":"SP-2026-1","queryDate":"\#(today)","measureType":"1","measureCode":"CJ-2-1","measureContent":"限制参与政府采购活动","decision":"限制","basis":"政府采购法第二十二条","authorityName":"\#(subscriber.name.zh)","authorityCode":"\#(subscriber.code)","feedbackDate":"\#(today)","sourceName":"\#(subscriber.name.zh)","sourceCode":"\#(subscriber.code)"}"#.utf8)
            }
            let topic = fixture.topology.names.feedback(party)
            try fixture.send(topic, key: "1", value: try feedback("FK-1", entry: entry), headers: [("ce_id", "fb-1")])
            try fixture.send(topic, key: "2", value: try feedback("FK-2", entry: String(repeating: "0", count: 32)), headers: [("ce_id", "fb-2")])
            func confirm(_ id: String, _ partition: Int, _ sequence: Int64) throws {
                try fixture.send(
                    topic, key: id, value: Array(#"{"partition":\#(partition),"sequence":\#(sequence)}"#.utf8),
                    headers: [("ce_id", id), ("ce_type", "cn.credit.view.confirmed")])
            }
            let number = try #require(try read(party, fixture).numbers.max { $0.value < $1.value })
            try confirm("ok", Int(number.key), number.value)
            try confirm("ahead", Int(number.key), 1_000)
            try confirm("nowhere", 77, 1)
            try fixture.send(topic, key: "d", value: Array("{}".utf8), headers: [("ce_id", "ask"), ("ce_type", "cn.credit.view.digest-requested")])
            try fixture.expect("the answers", observer) {
                observer.outcomes["fb-1"]?.final == "accepted" && observer.outcomes["fb-2"]?.codes == ["CH4014"]
                    && observer.outcomes["ok"]?.final == "accepted" && observer.outcomes["ahead"]?.codes == ["CH4013"]
                    && observer.outcomes["nowhere"]?.codes == ["CH2008"] && observer.outcomes["ask"]?.final == "accepted"
            }
            // It goes to the city as a case.
            try fixture.expect("the case at the city", observer) { observer.platform["ADD"] == 2 }
            try fixture.wait("the digests") { (try? read(party, fixture).isProven) == true }
            #expect(hub.stop() == 0)
        }
    }
}
