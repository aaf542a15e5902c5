import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// Departments with old systems: every example of every adapter goes through the running hub as a message.
    @Suite struct AdapterFlowTests {
        /// One example: a message and what must come of each of its records.
        struct Example {
            var id: String
            var adapter: String
            var party: String
            var topic: String
            var value: [UInt8]
            /// Codes of each record; none for one that is taken. Nil where it depends on the day.
            var outcomes: [Set<String>?]
        }

        private static func examples(_ topology: Topology) throws -> [Example] {
            let folder = Program.repository + "/topics/adapters"
            var examples: [Example] = []
            for department in topology.departments {
                for record in department.records {
                    for adapter in record.adapters.map(\.adapter.name) {
                        let place = "\(folder)/\(adapter)/examples"
                        let files = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
                        for file in files where file.hasSuffix(".expected.json") {
                            let stem = file.dropLast(".expected.json".count)
                            let message = try #require(files.first { $0.hasPrefix("\(stem).") && $0 != file })
                            let expected = try JSONValue(parsing: bytes("\(place)/\(file)"))
                            // Examples are of one party; another that has the adapter too gives other facts.
                            guard expected["facts"]?["party"]?.stringValue == department.party else { continue }
                            examples.append(
                                Example(
                                    id: "\(adapter).\(stem)", adapter: adapter, party: department.party,
                                    topic: topology.names.department(department.party, record.record),
                                    value: try bytes("\(place)/\(message)"), outcomes: outcomes(expected)))
                        }
                    }
                }
            }
            return examples
        }

        private static func outcomes(_ expected: JSONValue) -> [Set<String>?] {
            (expected["records"]?.arrayValue ?? [expected]).map { row in
                let codes = Set((row["codes"]?.arrayValue ?? []).compactMap(\.stringValue))
                return codes.contains("CH2031") ? nil : codes
            }
        }

        private static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

        @Test("Each record of each example has its own receipt; refused ones are dead letters with exactly their bytes; one penalty in four formats is the same record")
        func allExamples() throws {
            let all = try FileManager.default.contentsOfDirectory(atPath: Program.repository + "/topics/departments")
            let withAdapters = try all.filter {
                String(decoding: try Self.bytes(Program.repository + "/topics/departments/\($0)"), as: UTF8.self).contains("\"adapters\"")
            }.map { String($0.dropLast(".json".count)) }
            let fixture = try HubFixture("adapters", parties: withAdapters)
            let examples = try Self.examples(fixture.topology)
            #expect(Set(examples.map(\.adapter)).count >= 8)
            try publish(examples, fixture)
            let hub = try fixture.hub(["--roles", "ingest"])
            try hub.start()
            let observer = try fixture.observer()
            let records = examples.reduce(0) { $0 + $1.outcomes.count }
            try fixture.expect("all receipts", observer) { observer.parties.values.reduce(0) { $0 + $1.received } >= records }
            #expect(hub.stop() == 0)
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(books.doubled == [])
            #expect(books.outcomes.count == records)
            var refused: [String: Set<String>] = [:]
            for example in examples {
                for (index, expected) in example.outcomes.enumerated() {
                    let event = example.outcomes.count == 1 ? example.id : "\(example.id)#\(index)"
                    guard let expected else { continue }
                    let outcome = books.outcomes[event]
                    #expect(outcome?.ingest == (expected.isEmpty ? "received" : "rejected"), "\(event): \(outcome?.codes ?? [])")
                    #expect(Set(outcome?.codes ?? []) == expected, "\(event)")
                    if !expected.isEmpty { refused[event] = expected }
                }
            }
            try checkDeadLetters(examples, refused, fixture)
            try checkFourFormats(fixture)
        }

        private func publish(_ examples: [Example], _ fixture: HubFixture) throws {
            let producer = try KafkaProducer(
                ProducerConfiguration(client: fixture.configuration.client("old-systems"), transactionalID: nil))
            defer { _ = producer.close(timeoutMilliseconds: 5_000) }
            for example in examples {
                var headers = KafkaHeaders(capacity: 2)
                headers.append("ce_id", example.id)
                headers.append("ce_dataschema", "adapter/\(example.adapter)")
                try producer.produce(to: try producer.topic(example.topic), key: example.id, value: example.value, headers: headers)
            }
            try producer.flush(timeoutMilliseconds: 60_000)
            #expect(producer.deliveryFailures.count == 0)
        }

        /// Each dead letter, read again on its own, is refused as it was in its message.
        private func checkDeadLetters(_ examples: [Example], _ refused: [String: Set<String>], _ fixture: HubFixture) throws {
            let intake = IntakeCheck(
                topology: fixture.topology, catalogue: fixture.catalogue, subjectKeys: try fixture.configuration.subjectKeys())
            let byID = Dictionary(uniqueKeysWithValues: examples.map { ($0.id, $0) })
            let follower = try TopicFollower(
                client: fixture.configuration.client("dlq"),
                topics: fixture.topology.departments.map { fixture.topology.names.deadLetters($0.party) })
            defer { follower.close() }
            var seen = 0
            var wrong: [String] = []
            try follower.readToEnd { letter in
                let event = letter.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
                guard let codes = refused[event] else { return }
                seen += 1
                let parts = event.split(separator: "#")
                guard let example = byID[String(parts[0])], let value = letter.value.map({ Array($0) }) else { return wrong.append(event) }
                if parts.count == 1, value != example.value { wrong.append("\(event): other bytes") }
                if parts.count == 2, !contains(example.value, value) || value.count >= example.value.count {
                    wrong.append("\(event): not its own bytes")
                }
                let record = String(example.topic.split(separator: ".").last ?? "")
                let again = intake.check(
                    party: example.party, record: record, value: value,
                    headers: [("ce_dataschema", Array("adapter/\(example.adapter)".utf8))], today: SystemClock().now().day)
                let found = Set(again.flatMap { $0.faults.map(\.code.rawValue) })
                if again.count != 1 || found != codes { wrong.append("\(event): alone \(found) instead of \(codes)") }
            }
            #expect(wrong == [])
            #expect(seen == refused.count)
        }

        private func contains(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
            guard let first = part.first, part.count <= whole.count else { return false }
            return (0...whole.count - part.count).contains { whole[$0] == first && whole[$0..<$0 + part.count].elementsEqual(part) }
        }

        /// The same penalty as JSON, in a JSON array, as CSV in GB18030 and as XML.
        private func checkFourFormats(_ fixture: HubFixture) throws {
            let follower = try TopicFollower(client: fixture.configuration.client("four"), topics: [fixture.topology.names.ledgerInput])
            defer { follower.close() }
            var canonical: [String: [UInt8]] = [:]
            var records: Set<String> = []
            try follower.readToEnd { message in
                let event = message.header("ce_id").map { String(decoding: $0, as: UTF8.self) } ?? ""
                guard event.contains("same-penalty"), let value = message.value else { return }
                canonical[event] = Array(value)
                records.insert(message.header("ce_recordid").map { String(decoding: $0, as: UTF8.self) } ?? "")
            }
            #expect(canonical.count == 4, "\(canonical.keys.sorted())")
            #expect(Set(canonical.values).count == 1)
            #expect(records.count == 1)
        }
    }
}
