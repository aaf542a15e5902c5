import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// A department whose system still writes the standard of 2015.
    @Suite struct OldVersionTests {
        private static func upgradeExample() throws -> JSONValue {
            let folder = "\(Program.repository)/contracts/administrative-penalty/examples/upgrade"
            let file = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().first)
            return try JSONValue(parsing: [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(file)"))))
        }

        @Test func aRecordOf2015IsTakenAndGoesUpstreamInTheNewestForm() throws {
            let fixture = try HubFixture("old")
            let example = try Self.upgradeExample()
            let document = try #require(example["document"])
            let topic = fixture.topology.names.department("emergency-management", "administrative-penalty")
            let producer = try KafkaProducer(ProducerConfiguration(client: fixture.configuration.client("old"), transactionalID: nil))
            defer { _ = producer.close(timeoutMilliseconds: 5_000) }
            var headers = KafkaHeaders(capacity: 4)
            for (name, value) in [
                ("ce_specversion", "1.0"), ("ce_id", "old-1"), ("ce_dataschema", "administrative-penalty@1"),
                ("ce_type", "cn.credit.administrative-penalty.reported"),
            ] { headers.append(name, value) }
            try producer.produce(to: try producer.topic(topic), key: "1", value: Array(document.jsonText.utf8), headers: headers)
            try producer.flush(timeoutMilliseconds: 30_000)

            let hub = try fixture.hub()
            try hub.start()
            let observer = try fixture.observer()
            try fixture.expect("the answer and the delivery", observer) {
                observer.outcomes["old-1"]?.final != nil && !observer.platform.isEmpty
            }
            #expect(observer.outcomes["old-1"]?.final == "accepted")
            #expect(hub.stop() == 0)

            // What the ledger got is of version 2, with the fields that version 2 has no place for kept.
            let follower = try TopicFollower(
                client: fixture.configuration.client("look"), topics: [fixture.topology.names.ledgerInput])
            defer { follower.close() }
            var seen: [JSONValue] = []
            var schemas: [String] = []
            try follower.readToEnd { message in
                // The hub's own commands are of no contract.
                guard let schema = message.headerText("ce_dataschema") else { return }
                if let value = message.value, let record = try? JSONValue(parsing: Array(value)) { seen.append(record) }
                schemas.append(schema)
            }
            #expect(schemas == ["administrative-penalty@2"])
            let lifted = try #require(seen.first)
            #expect(lifted["CF_CFJGDM"] == .string("11990100MB9901024C"), "the authority comes from the binding")
            #expect(lifted["CF_WSH"] == document["CF_WSH"])
            #expect(lifted["origin2015"]?.objectValue?.isEmpty == false)
        }
    }
}
