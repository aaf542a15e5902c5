import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// What goes in comes out: keys, values, headers, timestamps.
    @Suite struct MessageTests {
        private let fixture: Fixture
        private let topic: String

        init() throws {
            fixture = try Fixture()
            topic = try fixture.topic()
        }

        private func sent(_ produce: (KafkaProducer) throws -> Void) throws -> [Received] {
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try produce(producer)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            #expect(producer.outstanding == 0)
            #expect(producer.deliveryFailures.count == 0)
            return try fixture.contents(of: topic)
        }

        @Test func keysAndValuesArriveInOrder() throws {
            let received = try sent { producer in
                for number in 0..<100 { try producer.send("value \(number)", key: "key \(number)", to: topic) }
            }
            #expect(received.map(\.text) == (0..<100).map { "value \($0)" })
            #expect(received.map { String(decoding: $0.key ?? [], as: UTF8.self) } == (0..<100).map { "key \($0)" })
            #expect(received.map(\.offset) == Array(0..<100))
            #expect(received.allSatisfy { $0.topic == topic && $0.partition == 0 })
        }

        @Test func nullAndEmptyAreNotTheSame() throws {
            let received = try sent { producer in
                try producer.send(nil, key: "tombstone", to: topic)
                try producer.send("", key: "empty", to: topic)
                try producer.send("no key", key: nil, to: topic)
                try producer.send("empty key", key: "", to: topic)
            }
            #expect(received.map(\.value) == [nil, [], Array("no key".utf8), Array("empty key".utf8)])
            #expect(received.map(\.key) == [Array("tombstone".utf8), Array("empty".utf8), nil, []])
        }

        @Test func headersKeepOrderRepeatsNullsAndBytes() throws {
            let binary: [UInt8] = [0, 255, 10, 0, 128]
            let received = try sent { producer in
                var headers = KafkaHeaders(capacity: 6)
                headers.append("ce_id", "一号")
                binary.withUnsafeBytes { headers.append("binary", $0) }
                headers.append("null", nil as UnsafeRawBufferPointer?)
                headers.append("empty", "")
                headers.append("ce_id", "two")
                headers.append(String("dynamic"), "name")
                headers.append("removed", "x")
                headers.remove("removed")
                #expect(headers.count == 6)
                try producer.produce(to: try producer.topic(topic), key: nil, value: nil, headers: headers)
            }
            #expect(
                received.first?.headers == [
                    .init("ce_id", Array("一号".utf8)), .init("binary", binary), .init("null", nil), .init("empty", []),
                    .init("ce_id", Array("two".utf8)), .init("dynamic", Array("name".utf8)),
                ])
        }

        @Test func headersAreFoundByNameAndCopied() throws {
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            var headers = KafkaHeaders(capacity: 3)
            headers.append("a", "1")
            headers.append("a", "2")
            headers.append("null", nil as UnsafeRawBufferPointer?)
            try producer.produce(to: try producer.topic(topic), key: nil, value: nil, headers: headers)
            try producer.flush(timeoutMilliseconds: Fixture.patience)

            let consumer = try fixture.consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.assign([TopicPartitionOffset(topic, 0, TopicPartitionOffset.beginning)])
            let copied = try copyOfFirst(of: consumer)
            try producer.produce(to: try producer.topic(topic), key: nil, value: nil, headers: copied)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            let contents = try fixture.contents(of: topic)
            #expect(contents.count == 2)
            #expect(contents.first?.headers == contents.last?.headers)
        }

        /// Looks at the first message's headers; returns a copy of them.
        private func copyOfFirst(of consumer: KafkaConsumer) throws -> KafkaHeaders {
            let end = Date(timeIntervalSinceNow: 20)
            while Date() < end {
                guard let message = try consumer.poll(timeoutMilliseconds: 100) else { continue }
                #expect(message.header("a").map { [UInt8]($0) } == Array("2".utf8))
                #expect(message.header("null") == nil)
                #expect(message.header("absent") == nil)
                return message.copyHeaders()
            }
            Issue.record("no message")
            return KafkaHeaders(capacity: 0)
        }

        @Test func timestampsAreKept() throws {
            let before = Int64(Date().timeIntervalSince1970 * 1_000)
            // Not long ago, or else the broker's retention would delete it.
            let earlier = before - 3_600_000
            let received = try sent { producer in
                let topic = try producer.topic(topic)
                try producer.produce(to: topic, key: nil, value: nil, timestampMilliseconds: earlier)
                try producer.produce(to: topic, key: nil, value: nil)
            }
            #expect(received.first?.timestampMilliseconds == earlier)
            #expect(try #require(received.last).timestampMilliseconds >= before)
        }

        /// Java's clients must find the same key in the same partition. These are the hashes that Kafka itself is tested with.
        @Test func keysChoosePartitionsAsJavaDoes() throws {
            let topic = try fixture.topic(partitions: 6)
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            let hashes: [(key: String, hash: Int32)] = [
                ("21", -973_932_308), ("foobar", -790_332_482),
                ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
            ]
            for (key, _) in hashes { try producer.send(key, key: key, to: topic) }
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            let received = try fixture.contents(of: topic, partitions: 6)
            #expect(received.count == hashes.count)
            for (key, hash) in hashes {
                #expect(received.first { $0.text == key }?.partition == (hash & Int32.max) % 6)
            }
        }

        @Test func twelveMegabytesGoThrough() throws {
            let topic = try fixture.topic(configuration: ["max.message.bytes": "20000000"])
            // Not compressible, so that it is as large on the way.
            var generator = SystemRandomNumberGenerator()
            let value = (0..<(12 << 17)).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try value.withUnsafeBytes { try producer.produce(to: try producer.topic(topic), key: nil, value: $0) }
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            #expect(producer.deliveryFailures.count == 0)
            let received = try fixture.contents(of: topic)
            #expect(received.count == 1)
            #expect(received.first?.value == value)
        }

        @Test func aMessageBeyondTheLimitIsRefusedAtOnce() throws {
            let producer = try fixture.producer { $0.maxMessageBytes = 10_000 }
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            let error = kafkaError { try producer.send(String(repeating: "x", count: 20_000), to: topic) }
            #expect(error?.code == .messageSizeTooLarge)
        }

        @Test func oneTopicHasOneIdentity() throws {
            let other = try fixture.topic()
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            for _ in 0..<5 {
                try producer.send("x", to: topic)
                try producer.send("x", to: other)
            }
            try producer.flush(timeoutMilliseconds: Fixture.patience)

            let consumer = try fixture.consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            var identities: [String: Set<UnsafeRawPointer>] = [:]
            // Also across assignments that do not contain the topic.
            for topics in [[topic, other], [other], [topic]] {
                try consumer.assign(topics.map { TopicPartitionOffset($0, 0, TopicPartitionOffset.beginning) })
                var count = 0
                let end = Date(timeIntervalSinceNow: 20)
                while count < topics.count * 5, Date() < end {
                    guard let message = try consumer.poll(timeoutMilliseconds: 100) else { continue }
                    identities[message.topic, default: []].insert(message.topicIdentity)
                    count += 1
                }
                #expect(count == topics.count * 5)
            }
            #expect(identities.mapValues(\.count) == [topic: 1, other: 1])
            #expect(identities[topic] != identities[other])
        }

        /// With a full queue producing waits for room rather than failing.
        @Test func aFullQueueIsWaitedFor() throws {
            let received = try {
                let producer = try fixture.producer { $0.queueMaxMessages = 10 }
                defer { producer.close(timeoutMilliseconds: Fixture.patience) }
                for number in 0..<200 { try producer.send(String(number), to: topic) }
                try producer.flush(timeoutMilliseconds: Fixture.patience)
                return try fixture.contents(of: topic)
            }()
            #expect(received.map(\.text) == (0..<200).map(String.init))
        }
    }
}
