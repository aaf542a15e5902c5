import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// Topics take turns.
    @Suite struct FairnessTests {
        private let fixture: Fixture

        init() throws {
            fixture = try Fixture()
        }

        /// One that ``ConsumerConfiguration/sharesFairly``.
        private func fairConsumer(
            group: String? = nil,
            _ adjust: (inout ConsumerConfiguration) -> Void = { _ in }
        ) throws -> KafkaConsumer {
            try fixture.consumer(group: group) {
                $0.sharesFairly = true
                $0.offsetReset = .earliest
                adjust(&$0)
            }
        }

        /// A topic with so many messages in each of its partitions; each is its own number.
        private func topic(partitions: Int32 = 1, holding count: Int) throws -> String {
            let topic = try fixture.topic(partitions: partitions)
            try fill(topic, partitions: partitions, with: count)
            return topic
        }

        private func fill(_ topic: String, partitions: Int32 = 1, with count: Int) throws {
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            for partition in 0..<partitions {
                for number in 0..<count { try producer.send(String(number), to: topic, partition: partition) }
            }
            try producer.flush(timeoutMilliseconds: Fixture.patience)
        }

        private func beginnings(_ topics: [String], partitions: Int32 = 1) -> [TopicPartitionOffset] {
            topics.flatMap { topic in (0..<partitions).map { TopicPartitionOffset(topic, $0, 0) } }
        }

        // MARK: Fairness

        @Test(arguments: [1, 64]) func topicsWithBacklogsGetTheSame(turn: Int) throws {
            let topics = [try topic(holding: 10_000), try topic(holding: 10_000)]
            let statistics = Collector<String>()
            let consumer = try fairConsumer(group: Fixture.unique("group")) {
                $0.turnMessages = turn
                $0.client.statisticsIntervalMilliseconds = 50
                $0.client.statistics = { statistics.add($0) }
            }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.subscribe(to: topics) { _ in }
            try consumer.poll {
                Thread.sleep(forTimeInterval: 0.01)
                return topics.allSatisfy { waiting(of: $0, statistics.items.last) >= 5_000 }
            }
            let next = try consumer.take(2_000)
            #expect(next.count == 2_000)
            let share = next.count { $0.topic == topics[0] }
            #expect(abs(share - 1_000) <= turn, "\(share) of 2000")
        }

        /// How many fetched messages wait in the queue that a topic's partition feeds.
        private func waiting(of topic: String, _ statistics: String?) -> Int {
            func object(_ value: Any?) -> [String: Any] { value as? [String: Any] ?? [:] }
            let root = try? JSONSerialization.jsonObject(with: Data((statistics ?? "").utf8))
            let partitions = object(object(object(object(root)["topics"])[topic])["partitions"])
            return object(partitions["0"])["fetchq_cnt"] as? Int ?? 0
        }

        @Test func aFewMessagesDoNotWaitBehindABacklog() throws {
            let big = try topic(holding: 50_000)
            let small = try fixture.topic()
            let consumer = try fairConsumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.assign(beginnings([big, small]))
            // The backlog is there first.
            #expect(try consumer.take(1).map(\.topic) == [big])
            try fill(small, with: 100)
            var received: [String: Int] = [:]
            while received[small, default: 0] < 100, received[big, default: 0] < 2_000 {
                guard let next = try consumer.take(1).first else { break }
                received[next.topic, default: 0] += 1
                // Gives the broker the time to be asked for the small topic, which does not depend on how much is taken meanwhile.
                if received[small] == nil { Thread.sleep(forTimeInterval: 0.005) }
            }
            #expect(received[small] == 100)
            #expect(received[big, default: 0] < 2_000)
        }

        @Test func aLonelyTopicIsNotHeldUp() throws {
            let topics = [try topic(holding: 1_000), try fixture.topic()]
            let consumer = try fairConsumer { $0.turnMessages = 1 }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.assign(beginnings(topics))
            #expect(try consumer.take(1_000).map(\.offset) == Array(0..<1_000))
            // And a message that comes while everything sleeps wakes the reader.
            try fill(topics[1], with: 1)
            #expect(try consumer.take(1).map(\.topic) == [topics[1]])
        }

        // MARK: Order

        @Test func everyPartitionComesInOrderAndOnceWhateverIsSought() throws {
            let topics = try (0..<3).map { _ in try topic(partitions: 3, holding: 1_000) }
            let consumer = try fairConsumer { $0.turnMessages = 7 }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            let partitions = beginnings(topics, partitions: 3).map(\.topicPartition)
            try consumer.assign(partitions.map { TopicPartitionOffset($0, 0) })
            var expected = Dictionary(uniqueKeysWithValues: partitions.map { ($0, Int64(0)) })
            var (taken, wrong, seeks) = (0, 0, 0)
            let end = Date(timeIntervalSinceNow: 60)
            while expected.values.contains(where: { $0 < 1_000 }), Date() < end {
                guard let message = try consumer.take(1).first else { break }
                let partition = TopicPartition(message.topic, message.partition)
                if message.offset != expected[partition] { wrong += 1 }
                expected[partition] = message.offset + 1
                taken += 1
                guard taken % 200 == 0, seeks < 30 else { continue }
                // Back, forth, or to where it is.
                let sought = partitions[seeks * 7 % partitions.count]
                let target = min(1_000, max(0, expected[sought]! + [-150, 40, 0][seeks % 3]))
                try consumer.seek([TopicPartitionOffset(sought, target)], timeoutMilliseconds: Fixture.patience)
                expected[sought] = target
                seeks += 1
            }
            #expect(wrong == 0)
            #expect(seeks == 30)
            #expect(expected.values.allSatisfy { $0 == 1_000 })
            #expect(try consumer.poll(forMilliseconds: 300).isEmpty, "nothing comes twice")
        }

        @Test func assigningAnewStartsAnew() throws {
            let topics = [try topic(partitions: 2, holding: 500), try topic(partitions: 2, holding: 500)]
            let consumer = try fairConsumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            for round in 0..<20 {
                try consumer.assign(beginnings(topics, partitions: 2).map { TopicPartitionOffset($0.topicPartition, Int64(round)) })
                let received = try consumer.take(round % 2 == 0 ? 100 : 4 * (500 - round))
                for (_, messages) in Dictionary(grouping: received, by: { TopicPartition($0.topic, $0.partition) }) {
                    #expect(messages.map(\.offset) == (0..<messages.count).map { Int64(round + $0) })
                }
                #expect(received.count == (round % 2 == 0 ? 100 : 4 * (500 - round)))
            }
        }

        // MARK: Holding back

        @Test func aPausedTopicStopsAlone() throws {
            let topics = [try topic(holding: 3_000), try topic(holding: 3_000)]
            let held = TopicPartition(topics[0], 0)
            let consumer = try fairConsumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.assign(beginnings(topics))
            var received = try consumer.take(1_000)
            try consumer.pause([held])
            let meanwhile = try consumer.take(3_000 - received.count { $0.topic == topics[1] })
            #expect(meanwhile.allSatisfy { $0.topic == topics[1] })
            #expect(try consumer.poll(forMilliseconds: 300).isEmpty)
            try consumer.resume([held])
            received += meanwhile
            received += try consumer.take(6_000 - received.count)
            for topic in topics {
                #expect(received.filter { $0.topic == topic }.map(\.offset) == Array(0..<3_000))
            }
        }

        // MARK: Leaving

        @Test func whoLeavesAndJoinsAgainGetsEverythingOnce() throws {
            let topics = [try topic(partitions: 2, holding: 1_000), try topic(partitions: 2, holding: 1_000)]
            let consumer = try fairConsumer(group: Fixture.unique("group"))
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            var received: [TopicPartition: [Int64]] = [:]
            var assignments = 0
            for share in [700, 900, 1_100, 1_300] {
                try consumer.subscribe(to: topics) { if case .assigned = $0 { assignments += 1 } }
                let taken = try consumer.take(share)
                for message in taken {
                    received[TopicPartition(message.topic, message.partition), default: []].append(message.offset)
                }
                try commit(received.mapValues { $0.last! + 1 }, of: consumer)
                consumer.unsubscribe()
                try consumer.poll { consumer.assignment.isEmpty }
            }
            #expect(assignments == 4)
            #expect(received.count == 4)
            for offsets in received.values { #expect(offsets == Array(0..<1_000)) }
        }

        /// Commits the next offsets to read.
        private func commit(_ offsets: [TopicPartition: Int64], of consumer: KafkaConsumer) throws {
            let producer = try fixture.transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.beginTransaction()
            let group = try #require(consumer.groupMetadata())
            try producer.sendOffsets(
                offsets.map { TopicPartitionOffset($0, $1) }, group: group, timeoutMilliseconds: Fixture.patience)
            try producer.commitTransaction(timeoutMilliseconds: Fixture.patience)
        }

        @Test func closingDropsWhatWasNotRead() throws {
            let topics = [try topic(partitions: 2, holding: 5_000), try topic(partitions: 2, holding: 5_000)]
            for taken in [0, 1, 100] {
                let consumer = try fairConsumer(group: Fixture.unique("group"))
                try consumer.subscribe(to: topics) { _ in }
                if taken > 0 {
                    #expect(try consumer.take(taken).count == taken)
                } else {
                    try consumer.poll { !consumer.assignment.isEmpty }
                }
                #expect(consumer.close(timeoutMilliseconds: Fixture.patience))
                #expect(kafkaError { _ = try consumer.poll(timeoutMilliseconds: 0) }?.code == .state)
            }
            for _ in 0..<5 {
                let consumer = try fairConsumer()
                try consumer.assign(beginnings(topics, partitions: 2))
                #expect(try consumer.take(1).count == 1)
                #expect(consumer.close(timeoutMilliseconds: Fixture.patience))
            }
        }
    }
}
