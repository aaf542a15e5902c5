import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// What all topics together fetch ahead is bounded. The embedded broker answers with a partition's whole backlog at once.
    @Suite struct BufferBoundTests {
        private static let messageBytes = 10_000
        private static let bound = 8 << 20

        private let fixture: Fixture

        init() throws {
            fixture = try Fixture()
        }

        private func consumer(boundedBy kilobytes: Int? = bound >> 10) throws -> KafkaConsumer {
            try fixture.consumer {
                $0.sharesFairly = true
                $0.offsetReset = .earliest
                $0.bufferedKilobytes = kilobytes
            }
        }

        /// Topics with so many messages of 10 kB in each partition.
        private func topics(_ count: Int, partitions: Int32 = 1, holding messages: Int) throws -> [String] {
            let topics = try (0..<count).map { _ in try fixture.topic(partitions: partitions) }
            let value = [UInt8](repeating: 120, count: BufferBoundTests.messageBytes)
            for topic in topics {
                let producer = try fixture.producer()
                defer { producer.close(timeoutMilliseconds: Fixture.patience) }
                let handle = try producer.topic(topic)
                for number in 0..<messages * Int(partitions) {
                    try value.withUnsafeBytes {
                        try producer.produce(to: handle, partition: Int32(number) % partitions, key: nil, value: $0)
                    }
                }
                try producer.flush(timeoutMilliseconds: Fixture.patience)
            }
            return topics
        }

        private func partitions(of topics: [String], _ count: Int32 = 1) -> [TopicPartition] {
            topics.flatMap { topic in (0..<count).map { TopicPartition(topic, $0) } }
        }

        /// What was read, and whether each message was the next one of its partition.
        private struct Reading {
            var next: [TopicPartition: Int64]
            var wrong = 0
            var total = 0

            init(_ partitions: [TopicPartition]) {
                next = Dictionary(uniqueKeysWithValues: partitions.map { ($0, Int64(0)) })
            }

            mutating func take(from consumer: KafkaConsumer) throws {
                guard let message = try consumer.poll(timeoutMilliseconds: 50) else { return }
                let partition = TopicPartition(message.topic, message.partition)
                if message.offset != next[partition] { wrong += 1 }
                next[partition] = message.offset + 1
                total += 1
            }
        }

        /// Assigns, and waits until all is fetched before anything is read.
        private func start(_ consumer: KafkaConsumer, at offsets: [TopicPartitionOffset], messages: Int) throws {
            try consumer.assign(offsets)
            // What no message has been read of counts as messages of 1 KiB.
            let end = end()
            while consumer.bufferedBytes < messages << 10, Date() < end { Thread.sleep(forTimeInterval: 0.01) }
            try #require(consumer.bufferedBytes >= messages << 10)
        }

        private func end() -> Date { Date(timeIntervalSinceNow: 60) }

        /// Polls until the bound holds something back.
        private func readUntilHeldBack(_ reading: inout Reading, _ consumer: KafkaConsumer) throws {
            let end = end()
            while consumer.heldBack.isEmpty, Date() < end { try reading.take(from: consumer) }
            #expect(!consumer.heldBack.isEmpty)
        }

        /// Reads on until so many messages were read in all, and then that nothing more comes.
        private func readOn(_ reading: inout Reading, _ consumer: KafkaConsumer, to total: Int) throws {
            let end = end()
            while reading.total < total, Date() < end { try reading.take(from: consumer) }
            for _ in 0..<10 { try reading.take(from: consumer) }
            #expect(reading.wrong == 0)
            #expect(reading.total == total)
        }

        @Test(arguments: [1, 2] as [Int32]) func manyFloodsStayWithinTheBoundAndLoseNothing(partitions count: Int32) throws {
            let each = 2_000 / Int(count)
            let all = partitions(of: try topics(6, partitions: count, holding: each), count)
            let consumer = try consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try start(consumer, at: all.map { TopicPartitionOffset($0, TopicPartitionOffset.beginning) }, messages: 12_000)
            var reading = Reading(all)
            // All six may answer before the first look.
            try readUntilHeldBack(&reading, consumer)
            for _ in 0..<512 { try reading.take(from: consumer) }
            var (peak, changes, held) = (0, 0, consumer.heldBack)
            let end = end()
            while reading.total < 12_000, Date() < end {
                try reading.take(from: consumer)
                guard reading.total % 32 == 0 else { continue }
                peak = max(peak, consumer.bufferedBytes)
                if consumer.heldBack != held { (changes, held) = (changes + 1, consumer.heldBack) }
            }
            try readOn(&reading, consumer, to: 12_000)
            #expect(reading.next.values.allSatisfy { $0 == each })
            // The bound and the answers of two topics, of 20 MB each; all six have 120.
            #expect(peak < BufferBoundTests.bound + 2 * 20_000_000, "\(peak)")
            #expect(changes >= 4, "topics were released one by one")
            #expect(consumer.heldBack.isEmpty)
        }

        @Test func withoutABoundNothingIsHeldBack() throws {
            let all = partitions(of: try topics(4, holding: 1_000))
            let consumer = try consumer(boundedBy: nil)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try start(consumer, at: all.map { TopicPartitionOffset($0, 0) }, messages: 1_000 * all.count)
            var (reading, peak) = (Reading(all), 0)
            for _ in 0..<3_000 {
                try reading.take(from: consumer)
                peak = max(peak, consumer.bufferedBytes)
                guard consumer.heldBack.isEmpty else { break }
            }
            #expect(consumer.heldBack.isEmpty)
            #expect(peak > 2 * BufferBoundTests.bound)
            try readOn(&reading, consumer, to: 4_000)
        }

        @Test func theApplicationsPauseOutlastsTheBounds() throws {
            let all = partitions(of: try topics(4, holding: 1_000))
            let consumer = try consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try start(consumer, at: all.map { TopicPartitionOffset($0, 0) }, messages: 1_000 * all.count)
            var reading = Reading(all)
            try readUntilHeldBack(&reading, consumer)
            let held = try #require(consumer.heldBack.first)
            try consumer.pause([held])
            #expect(!consumer.heldBack.contains(held))
            let before = try #require(reading.next[held])
            try readOn(&reading, consumer, to: 3_000 + Int(before))
            #expect(reading.next[held] == before)
            try consumer.resume([held])
            try readOn(&reading, consumer, to: 4_000)
        }

        @Test func whatTheApplicationResumesRuns() throws {
            let all = partitions(of: try topics(4, holding: 1_000))
            let consumer = try consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try start(consumer, at: all.map { TopicPartitionOffset($0, 0) }, messages: 1_000 * all.count)
            var reading = Reading(all)
            try readUntilHeldBack(&reading, consumer)
            let held = consumer.heldBack
            try consumer.resume(held)
            #expect(consumer.heldBack.isEmpty)
            try readOn(&reading, consumer, to: 4_000)
        }

        @Test func aSeekIsKeptWhileHeldBackAndBefore() throws {
            let all = partitions(of: try topics(4, holding: 1_000))
            let consumer = try consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try start(consumer, at: all.map { TopicPartitionOffset($0, 0) }, messages: 1_000 * all.count)
            var reading = Reading(all)
            try readUntilHeldBack(&reading, consumer)
            // All of them: some run, some are held back, and some will be before they gave anything from there.
            try consumer.seek(all.map { TopicPartitionOffset($0, 500) }, timeoutMilliseconds: Fixture.patience)
            for partition in all { reading.next[partition] = 500 }
            try readOn(&reading, consumer, to: reading.total + 2_000)
            #expect(reading.next.values.allSatisfy { $0 == 1_000 })
        }

        @Test func holdingBackEndsWithTheAssignment() throws {
            let all = partitions(of: try topics(4, holding: 1_000))
            let consumer = try consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try start(consumer, at: all.map { TopicPartitionOffset($0, 0) }, messages: 1_000 * all.count)
            var reading = Reading(all)
            try readUntilHeldBack(&reading, consumer)
            let held = consumer.heldBack
            try consumer.assign([])
            #expect(consumer.heldBack.isEmpty)
            reading = Reading(held)
            try start(consumer, at: held.map { TopicPartitionOffset($0, 0) }, messages: 1_000 * held.count)
            try readOn(&reading, consumer, to: 1_000 * held.count)
        }

        @Test func nobodyIsHeldBackAsLongAsAFloodLasts() throws {
            let all = partitions(of: try topics(2, holding: 1_000))
            let consumer = try consumer(boundedBy: 1_024)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try start(consumer, at: all.map { TopicPartitionOffset($0, 0) }, messages: 1_000 * all.count)
            var reading = Reading(all)
            try readUntilHeldBack(&reading, consumer)
            let held = try #require(consumer.heldBack.first)
            let before = try #require(reading.next[held])
            // Too slowly for the other one to come to an end.
            let end = Date(timeIntervalSinceNow: 5)
            while reading.next[held] == before, Date() < end {
                try reading.take(from: consumer)
                Thread.sleep(forTimeInterval: 0.01)
            }
            #expect(reading.next[held]! > before)
            try readOn(&reading, consumer, to: 2_000)
        }
    }
}
