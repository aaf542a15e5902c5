import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import Testing

extension OnARealBroker {
    /// What the ledger refuses is a dead letter as it came to ingest, not as ingest handed it on.
    @Suite struct LedgerLetterTests {
        private struct Sent {
            var key: String?
            var value: [UInt8]
            var headers: [(name: String, value: String?)]
        }

        @Test("A correction of what nobody knows is a dead letter with its own key, bytes, headers and timestamp")
        func original() throws {
            let fixture = try HubFixture("letters")
            var samples = fixture.samples(seed: 8)
            let type = "cn.credit.administrative-penalty.corrected"
            func spaced(_ value: [UInt8]) -> [UInt8] { Array(String(decoding: value, as: UTF8.self).replacing(",\"CF_", with: ",\n  \"CF_").utf8) }
            let schema = ("ce_dataschema", "administrative-penalty@2" as String?)
            let standard: [(String, String?)] = [
                ("ce_specversion", "1.0"), ("ce_id", "std-1"), ("ce_source", "market-regulation"), ("ce_type", type),
                ("ce_time", "2026-11-20T09:00:00+08:00"), schema, ("content-type", "application/json"),
            ]
            let messages = [
                Sent(key: "k-1", value: samples.penalty(party: "market-regulation").value, headers: standard.map { (name: $0.0, value: $0.1) }),
                Sent(
                    key: nil, value: spaced(samples.penalty(party: "market-regulation").value),
                    headers: [("x-system", "old"), ("ce_type", type), schema, ("x-null", nil), ("ce_revision", "4")].map { (name: $0.0, value: $0.1) }),
                Sent(
                    key: "k-3", value: Array("[".utf8) + samples.penalty(party: "market-regulation").value + Array("]".utf8),
                    headers: [("ce_type", type), schema, ("ce_id", "array"), ("content-type", "application/json; charset=utf-8")].map { (name: $0.0, value: $0.1) }),
            ]
            let time = SystemClock().now().milliseconds - 60_000
            try publish(messages, at: time, fixture)
            let hub = try fixture.hub()
            try hub.start()
            let observer = try fixture.observer()
            try fixture.expect("all answers", observer) { observer.parties["market-regulation"]!.final == messages.count }
            #expect(hub.stop() == 0)
            #expect(observer.parties["market-regulation"]!.reasons == ["CH4003": messages.count])

            var seen = 0
            let follower = try TopicFollower(
                client: fixture.configuration.client("dlq"), topics: [fixture.topology.names.deadLetters("market-regulation")])
            defer { follower.close() }
            try follower.readToEnd { letter in
                seen += 1
                #expect(letter.timestampMilliseconds == time)
                let value = letter.value.map { Array($0) }
                guard let sent = messages.first(where: { $0.value == value }) else {
                    Issue.record("a dead letter with other bytes")
                    return
                }
                var headers: [String] = []
                letter.forEachHeader { name, value in
                    let name = String(decoding: name, as: UTF8.self)
                    guard !name.hasPrefix("credithub."), !name.hasPrefix("__connect.") else { return }
                    headers.append("\(name)=\(value.map { String(decoding: $0, as: UTF8.self) } ?? "null")")
                }
                #expect(headers == sent.headers.map { "\($0.name)=\($0.value ?? "null")" })
                #expect(letter.headerText("credithub.original.key") == sent.key)
                #expect(letter.headerText("credithub.error.stage") == "ledger")
                #expect(letter.headerText("credithub.original.topic") == fixture.topology.names.department("market-regulation", "administrative-penalty"))
            }
            #expect(seen == messages.count)
        }

        private func publish(_ messages: [Sent], at time: Int64, _ fixture: HubFixture) throws {
            let producer = try KafkaProducer(ProducerConfiguration(client: fixture.configuration.client("letters"), transactionalID: nil))
            defer { _ = producer.close(timeoutMilliseconds: 5_000) }
            let topic = try producer.topic(fixture.topology.names.department("market-regulation", "administrative-penalty"))
            for message in messages {
                var headers = KafkaHeaders(capacity: 8)
                for (name, value) in message.headers {
                    if let value { headers.append(name, value) } else { headers.append(name, nil as UnsafeRawBufferPointer?) }
                }
                let key = message.key.map { Array($0.utf8) }
                var pending: KafkaHeaders? = headers
                try message.value.withUnsafeBytes { value in
                    if let key {
                        try key.withUnsafeBytes {
                            try producer.produce(to: topic, key: $0, value: value, headers: pending.take(), timestampMilliseconds: time)
                        }
                    } else {
                        try producer.produce(to: topic, key: nil, value: value, headers: pending.take(), timestampMilliseconds: time)
                    }
                }
            }
            try producer.flush(timeoutMilliseconds: 30_000)
        }
    }
}
