import Foundation
import Hub
import JSON
import Kafka
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// Files handed over, and what came back, as people do it.
    @Suite struct PublishTests {
        @Test("A file is accepted, the same again gives duplicates only, and the receipts tell both in every format")
        func twice() throws {
            let fixture = try HubFixture("publish")
            let hub = try fixture.hub()
            try hub.start()
            let file = try Self.file(fixture, count: 20, seed: 41)

            let first = try Self.publish(file, fixture)
            #expect(first.status == 0, "\(first.output)\(first.errors)\(fixture.log)")
            #expect(first.output == "20 records: 20 accepted\n")
            let again = try Self.publish(file, fixture, ["--json"])
            #expect(again.status == 0)
            let lines = try Self.lines(again.output)
            #expect(lines.dropLast().allSatisfy { $0["status"]?.stringValue == "duplicate" })
            #expect(lines.last?["summary"]?["duplicate"]?.intValue == 20)
            let events = lines.dropLast().compactMap { $0["event"]?.stringValue }
            #expect(lines.dropLast().compactMap { $0["original"]?.stringValue } == events)

            try messages(file, events, fixture)
            try receipts(events, fixture)
            try rights(fixture)
            #expect(hub.stop() == 0)
        }

        @Test("What ingest would refuse stays here, what the ledger refuses is told by line, and corrections stay behind their reports")
        func refusals() throws {
            let fixture = try HubFixture("refuse")
            let hub = try fixture.hub()
            try hub.start()
            var samples = fixture.samples(seed: 43)
            let report = samples.penalty(party: "market-regulation")
            let unknown = samples.correction(of: samples.penalty(party: "market-regulation"))
            let correction = samples.correction(of: report)
            let wrong = samples.wrong(samples.penalty(party: "market-regulation"), how: .dateInFuture)

            // Nothing goes out of a file that is not good as a whole, unless asked for.
            let mixed = try Self.file([report.value, wrong.value])
            let held = try Self.publish(mixed, fixture)
            #expect(held.status == 1)
            #expect(held.output.contains("CH2031"))
            #expect(held.output.hasSuffix("2 records: 1 refused by the check, 1 good, not published\n"))
            #expect(try Self.receipts(fixture, ["--format", "json"]).status == 1)
            let part = try Self.publish(mixed, fixture, ["--valid-only"])
            #expect(part.status == 1)
            #expect(part.output.hasSuffix("2 records: 1 refused by the check, 1 accepted\n"), "\(part.output)")

            // The first correction is of a record that nobody reported.
            let corrections = try Self.file([unknown.value, correction.value])
            let refused = try Self.publish(corrections, fixture, ["--operation", "corrected"])
            #expect(refused.status == 1)
            #expect(refused.output.contains("   1  CH4003"), "\(refused.output)")
            #expect(refused.output.hasSuffix("2 records: 1 accepted, 1 rejected\n"))
            let shown = try Self.receipts(fixture, ["--status", "rejected", "--format", "json"])
            let rejected = try Self.lines(shown.output)
            #expect(rejected.map { $0["sender"]?["row"]?.stringValue } == ["1"])
            #expect(hub.stop() == 0)
        }

        @Test("Without a hub the answers stay open; later they are there")
        func unanswered() throws {
            let fixture = try HubFixture("open")
            let file = try Self.file(fixture, count: 3, seed: 47)
            let open = try Self.publish(file, fixture, ["--timeout", "1"])
            #expect(open.status == 3)
            #expect(open.output == "3 records: 3 without an answer\n")
            #expect(open.errors.contains("credithub receipts --party market-regulation --since "))
            let quick = try Self.publish(file, fixture, ["--no-wait"])
            #expect(quick.status == 0)
            #expect(quick.output == "3 records: 3 published\n")

            let hub = try fixture.hub()
            try hub.start()
            let observer = try fixture.observer()
            try fixture.expect("the answers", observer) { observer.parties["market-regulation"]!.final >= 6 }
            let accepted = try Self.receipts(fixture, ["--since", "1h", "--status", "accepted", "--format", "json"])
            #expect(try Self.lines(accepted.output).count == 3)
            #expect(hub.stop() == 0)

            let wrong = try Program.run(
                ["publish", "--party", "market-regulation", "--record", "administrative-penalty", file.path, "--prefix", "nothing."]
                    + Self.options(fixture, prefix: nil))
            #expect(wrong.status == 2)
            #expect(wrong.errors.contains("topics apply"))
        }

        // MARK: Parts

        /// What the department's topic holds: nothing personal in the keys, the line in a header.
        private func messages(_ file: TemporaryFile, _ events: [String], _ fixture: HubFixture) throws {
            let follower = try TopicFollower(
                client: fixture.configuration.client("look"), topics: [fixture.topology.names.department("market-regulation", "administrative-penalty")])
            defer { follower.close() }
            let numbers = try Self.lines(String(contentsOfFile: file.path, encoding: .utf8)).compactMap { $0["CF_WSH"]?.stringValue }
            var seen: [String: Int] = [:]
            var wrong: [String] = []
            try follower.readToEnd { message in
                let event = message.headerText("ce_id") ?? ""
                let key = message.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
                let row = message.headerText("ce_senderrow").flatMap { Int($0) } ?? 0
                seen[event, default: 0] += 1
                guard row >= 1, row <= numbers.count, key == numbers[row - 1] else { return wrong.append("\(event): key \(key), row \(row)") }
                if event != events[row - 1] { wrong.append("\(event) in row \(row)") }
                if message.headerText("ce_dataschema") != "administrative-penalty@2" { wrong.append("\(event): schema") }
                if message.headerText("ce_type") != "cn.credit.administrative-penalty.reported" { wrong.append("\(event): type") }
                if message.headerText("ce_source") != "market-regulation" { wrong.append("\(event): source") }
            }
            #expect(wrong == [])
            #expect(seen == Dictionary(uniqueKeysWithValues: events.map { ($0, 2) }))
        }

        private func receipts(_ events: [String], _ fixture: HubFixture) throws {
            // Deliveries come behind the ledger's answers.
            try fixture.wait("the deliveries") {
                let delivered = try? Self.receipts(fixture, ["--status", "delivered", "--format", "json"])
                return delivered?.output.split(separator: "\n").count == 20
            }
            let all = try Self.receipts(fixture, ["--format", "json"])
            #expect(all.status == 0)
            #expect(try Self.lines(all.output).count == 20 * 5)
            let latest = try Self.lines(try Self.receipts(fixture, ["--latest", "--format", "json"]).output)
            #expect(latest.compactMap { $0["event"]?.stringValue }.sorted() == events.sorted())
            let one = try Self.lines(try Self.receipts(fixture, ["--event", events[4], "--format", "json"]).output)
            #expect(one.count == 5)
            #expect(one.allSatisfy { $0["event"]?.stringValue == events[4] && $0["sender"]?["row"]?.stringValue == "5" })

            let table = try Self.receipts(fixture, ["--event", events[4], "--lang", "zh"])
            #expect(table.output.split(separator: "\n").count == 2 + 5)
            #expect(table.output.contains("受理入账 (accepted)"))
            #expect(table.output.contains("CH4001"))

            let path = fixture.directory + "/receipts.csv"
            let csv = try Self.receipts(fixture, ["--status", "duplicate", "--format", "csv", "--out", path, "--lang", "zh"])
            #expect(csv.status == 0)
            #expect(csv.output == "20 条回执已写入 \(path)\n")
            let bytes = Array(try #require(FileManager.default.contents(atPath: path)))
            #expect(bytes.starts(with: [0xef, 0xbb, 0xbf]))
            let rows = String(decoding: bytes.dropFirst(3), as: UTF8.self).components(separatedBy: "\r\n")
            #expect(rows.count == 1 + 20 + 1)
            #expect(rows[0].hasPrefix("事件,结果,"))
            #expect(rows[1].contains("重复 (duplicate)"))

            #expect(try Self.receipts(fixture, ["--event", "nothing"]).status == 1)
            #expect(try Self.receipts(fixture, ["--until", "2020-01-01"]).status == 1)
            #expect(try Self.receipts(fixture, ["--format", "csv", "--out", "/nonexistent/x.csv"]).status == 2)
        }

        /// The groups that the hub has used are those that it is given rights for.
        private func rights(_ fixture: HubFixture) throws {
            let admin = try KafkaAdmin(fixture.configuration.client("groups"))
            defer { _ = admin.close(timeoutMilliseconds: 1_000) }
            let groups = try admin.listGroups(timeoutMilliseconds: 10_000).map(\.name)
            let hub = try #require(try TopologyRights(fixture.topology).holders.first { $0.kind == .hub })
            let allowed = hub.rights.filter { $0.resource == .group }.map(\.name)
            #expect(groups.count >= 3)
            #expect(groups.allSatisfy { group in allowed.contains { group.hasPrefix($0) } }, "\(groups)")
        }

        // MARK: Means

        private static func file(_ fixture: HubFixture, count: Int, seed: UInt64) throws -> TemporaryFile {
            var samples = fixture.samples(seed: seed)
            return try file((0..<count).map { _ in samples.penalty(party: "market-regulation").value })
        }

        private static func file(_ records: [[UInt8]]) throws -> TemporaryFile {
            try TemporaryFile(records.map { String(decoding: $0, as: UTF8.self) + "\n" }.joined(), named: "records.jsonl")
        }

        private static func options(_ fixture: HubFixture, prefix: String?) -> [String] {
            [
                "--bootstrap", fixture.broker.bootstrapServers, "--contracts", fixture.configuration.contracts, "--topics",
                fixture.configuration.topics,
            ] + (prefix.map { ["--prefix", $0] } ?? [])
        }

        private static func publish(_ file: TemporaryFile, _ fixture: HubFixture, _ more: [String] = []) throws -> Program.Result {
            try Program.run(
                ["publish", "--party", "market-regulation", "--record", "administrative-penalty", file.path]
                    + options(fixture, prefix: fixture.configuration.prefix) + more)
        }

        private static func receipts(_ fixture: HubFixture, _ more: [String]) throws -> Program.Result {
            try Program.run(
                ["receipts", "--party", "market-regulation"] + options(fixture, prefix: fixture.configuration.prefix) + more)
        }

        private static func lines(_ output: String) throws -> [JSONValue] {
            try output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        }
    }
}
