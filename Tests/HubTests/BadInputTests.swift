import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import Testing

extension OnARealBroker {
    /// Whatever is in a message, it gets a receipt and a dead letter, and its partition goes on.
    @Suite struct BadInputTests {
        /// A message as some department's system might send it.
        struct Message {
            var name: String
            var value: [UInt8]?
            var headers: [(String, String)] = [("ce_dataschema", "administrative-penalty@2")]
            var code: String
            /// Faults that stand behind the first.
            var more: [String] = []
        }

        @Test("Each bad message is refused with its code, keeps its bytes in a dead letter, and holds nothing up")
        func badMessages() throws {
            let fixture = try HubFixture("bad")
            var samples = fixture.samples(seed: 5)
            let good = samples.penalty(party: "market-regulation")
            let standard = [
                ("ce_specversion", "1.0"), ("ce_source", "market-regulation"), ("ce_dataschema", "administrative-penalty@2"),
                ("ce_type", "cn.credit.administrative-penalty.reported"),
            ]
            func with(_ name: String, _ value: String) -> [(String, String)] { standard.filter { $0.0 != name } + [(name, value)] }
            let messages = [
                Message(name: "broken UTF-8", value: Array("{\"CF_WSH\":\"".utf8) + [0xff, 0xfe] + Array("\"}".utf8), code: "CH1002"),
                Message(name: "not JSON", value: Array("CF_WSH=1;CF_XDR_MC=2".utf8), code: "CH1003"),
                Message(name: "cut off", value: Array(good.value.dropLast(20)), code: "CH1003"),
                Message(name: "deep nesting", value: Array(repeating: UInt8(ascii: "["), count: 1 << 19), code: "CH1004"),
                Message(name: "10 MB of nesting", value: Array(repeating: UInt8(ascii: "["), count: 10 << 20), code: "CH1004"),
                Message(name: "a record of 2 MB", value: Array(repeating: UInt8(ascii: "{"), count: 2 << 20), code: "CH1005"),
                Message(name: "huge", value: Array("{\"BZ\":\"".utf8) + Array(repeating: UInt8(ascii: "x"), count: 12 << 20) + Array("\"}".utf8), code: "CH1005"),
                Message(name: "empty", value: [], code: "CH1001"),
                Message(name: "tombstone", value: nil, code: "CH1001"),
                Message(name: "duplicate member", value: Array("{\"CF_WSH\":\"1\",\"CF_WSH\":\"2\"}".utf8), code: "CH1006"),
                Message(name: "unknown contract", value: good.value, headers: with("ce_dataschema", "no-such@9"), code: "CH1009"),
                Message(name: "unknown version", value: good.value, headers: with("ce_dataschema", "administrative-penalty@77"), code: "CH1009"),
                Message(name: "a contract of another topic", value: good.value, headers: with("ce_dataschema", "administrative-permit@2"), code: "CH3001"),
                Message(name: "unknown operation", value: good.value, headers: with("ce_type", "cn.credit.administrative-penalty.burned"), code: "CH1010"),
                Message(name: "another department's name", value: good.value, headers: with("ce_source", "court"), code: "CH3002"),
                Message(
                    name: "another department's decision without a date",
                    value: Array(
                        String(decoding: good.value, as: UTF8.self)
                            .replacing("\"CF_JDRQ\"", with: "\"CF_JDRQX\"")
                            .replacing("\"CF_CFJGDM\":\"11990100MB9901016H\"", with: "\"CF_CFJGDM\":\"11990100MB99010327\"").utf8),
                    code: "CH2007", more: ["CH2001", "CH3003"]),
                Message(name: "id with blanks", value: good.value, headers: standard + [("ce_id", "a b")], code: "CH1008"),
                Message(name: "id with an identity number", value: good.value, headers: standard + [("ce_id", "zj-11010519491231002X")], code: "CH1008"),
                Message(name: "revision that is none", value: good.value, headers: standard + [("ce_revision", "-1")], code: "CH1008"),
            ]
            let topic = fixture.topology.names.department("market-regulation", "administrative-penalty")
            try publish(messages, to: topic, fixture)
            let publisher = try fixture.publisher()
            // One after them in every partition, and one of a department without headers.
            let followers = (0..<20).map { _ in samples.penalty(party: "market-regulation") }
            for event in followers { try publisher.publish(event, time: SystemClock().now()) }
            let bare = samples.penalty(party: "market-regulation")
            try publisher.publish(bare, withHeaders: false, time: SystemClock().now())
            try publisher.flush()

            let hub = try fixture.hub()
            try hub.start()
            let observer = try fixture.observer()
            try fixture.expect("all answers", observer) {
                observer.parties["market-regulation"]!.final == messages.count + followers.count + 1
            }
            for event in followers { #expect(observer.outcomes[event.id]?.final == "accepted") }
            #expect(observer.parties["market-regulation"]!.accepted == followers.count + 1)
            #expect(observer.parties["market-regulation"]!.rejected == messages.count)
            #expect(observer.doubled == [])
            #expect(hub.stop() == 0)

            try checkDeadLetters(messages, fixture, observer)
        }

        private func publish(_ messages: [Message], to topic: String, _ fixture: HubFixture) throws {
            let producer = try KafkaProducer(
                ProducerConfiguration(client: fixture.configuration.client("bad"), transactionalID: nil))
            defer { _ = producer.close(timeoutMilliseconds: 5_000) }
            let handle = try producer.topic(topic)
            for message in messages {
                var headers = KafkaHeaders(capacity: 8)
                headers.append("test-name", message.name)
                ([0x00, 0xff, 0x80] as [UInt8]).withUnsafeBytes { headers.append("binary", $0) }
                for (name, value) in message.headers { headers.append(name, value) }
                try producer.produce(to: handle, key: "k-\(message.name)", value: message.value, headers: headers)
            }
            try producer.flush(timeoutMilliseconds: 60_000)
            #expect(producer.deliveryFailures.count == 0)
        }

        private func checkDeadLetters(_ messages: [Message], _ fixture: HubFixture, _ observer: HubObserver) throws {
            let follower = try TopicFollower(
                client: fixture.configuration.client("dlq"), topics: [fixture.topology.names.deadLetters("market-regulation")])
            defer { follower.close() }
            var seen: Set<String> = []
            var wrong: [String] = []
            try follower.readToEnd { letter in
                let name = letter.headerText("test-name") ?? ""
                let code = letter.headerText("credithub.error.code") ?? ""
                guard let message = messages.first(where: { $0.name == name }), seen.insert(name).inserted else {
                    return wrong.append("unexpected dead letter \(name)")
                }
                if letter.value.map({ Array($0) }) != message.value { wrong.append("\(name): other bytes") }
                if code != message.code { wrong.append("\(name): \(code) instead of \(message.code)") }
                if letter.headerText("credithub.original.key") != "k-\(name)" { wrong.append("\(name): other key") }
                if letter.header("binary").map({ Array($0) }) != [0x00, 0xff, 0x80] { wrong.append("\(name): other headers") }
                if letter.headerText("credithub.error.stage") != "ingest" { wrong.append("\(name): stage") }
                for (original, value) in message.headers {
                    if letter.headerText(original) != value { wrong.append("\(name): header \(original)") }
                }
                let event = letter.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
                if observer.outcomes[event]?.codes != [message.code] + message.more {
                    wrong.append("\(name): receipt says \(observer.outcomes[event]?.codes ?? [])")
                }
                if event.contains("11010519491231002X") { wrong.append("\(name): an identity number became a key") }
            }
            #expect(wrong == [])
            #expect(seen.count == messages.count)
        }
    }
}

extension KafkaMessage {
    /// The last header of a name, as text.
    func headerText(_ name: String) -> String? {
        var found: String?
        forEachHeader { header, value in
            if header.elementsEqual(name.utf8) { found = value.map { String(decoding: $0, as: UTF8.self) } }
        }
        return found
    }
}
