import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// Where a consumer reads: seeking, pausing, asking for offsets.
    @Suite struct PositionTests {
        private let fixture: Fixture
        private let topic: String
        private let partition: TopicPartition

        /// When the first message was sent, in milliseconds since 1970; each next one came a second later. Not long ago, or else the
        /// broker's retention would delete them.
        private let start = Int64(Date().timeIntervalSince1970 * 1_000) - 60_000

        init() throws {
            fixture = try Fixture()
            topic = try fixture.topic(partitions: 2)
            partition = TopicPartition(topic, 0)
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            let handle = try producer.topic(topic)
            for number in 0..<20 {
                try withBytes(String(number)) {
                    try producer.produce(
                        to: handle, partition: 0, key: nil, value: $0, timestampMilliseconds: start + Int64(number) * 1_000)
                }
            }
            try producer.flush(timeoutMilliseconds: Fixture.patience)
        }

        private func assigned(
            at offset: Int64 = TopicPartitionOffset.beginning,
            fairly: Bool = false
        ) throws -> KafkaConsumer {
            let consumer = try fixture.consumer { $0.sharesFairly = fairly }
            // The second partition is empty: only its beginning is there.
            try consumer.assign([TopicPartitionOffset(partition, offset), TopicPartitionOffset(topic, 1, TopicPartitionOffset.beginning)])
            return consumer
        }

        @Test(arguments: [false, true]) func readingStartsWhereAssigned(fairly: Bool) throws {
            let consumer = try assigned(at: 17, fairly: fairly)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.assign([TopicPartitionOffset(partition, 17)])
            #expect(try consumer.take(3).map(\.offset) == [17, 18, 19])
        }

        @Test(arguments: [false, true]) func seekingBackRepeatsAndForthSkips(fairly: Bool) throws {
            let consumer = try assigned(fairly: fairly)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            #expect(try consumer.take(10).map(\.offset) == Array(0..<10))
            try consumer.seek([TopicPartitionOffset(partition, 2)], timeoutMilliseconds: Fixture.patience)
            #expect(try consumer.take(3).map(\.offset) == [2, 3, 4])
            try consumer.seek([TopicPartitionOffset(partition, 18)], timeoutMilliseconds: Fixture.patience)
            #expect(try consumer.take(2).map(\.offset) == [18, 19])
            try consumer.seek([TopicPartitionOffset(partition, TopicPartitionOffset.beginning)], timeoutMilliseconds: Fixture.patience)
            #expect(try consumer.take(1).map(\.offset) == [0])
        }

        @Test(arguments: [false, true]) func seekingWorksRightAfterAnAssignment(fairly: Bool) throws {
            for _ in 0..<5 {
                let consumer = try assigned(fairly: fairly)
                defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
                try consumer.seek([TopicPartitionOffset(partition, 19)], timeoutMilliseconds: Fixture.patience)
                #expect(try consumer.take(1).map(\.offset) == [19])
            }
        }

        @Test(arguments: [false, true]) func seekingWorksRightAfterTheGroupAssigned(fairly: Bool) throws {
            let consumer = try fixture.consumer(group: Fixture.unique("group")) {
                $0.offsetReset = .earliest
                $0.sharesFairly = fairly
            }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.subscribe(to: [topic]) { _ in }
            let end = Date(timeIntervalSinceNow: 20)
            while consumer.assignment.isEmpty, Date() < end { _ = try consumer.poll(timeoutMilliseconds: 1) }
            try consumer.seek([TopicPartitionOffset(partition, 15)], timeoutMilliseconds: Fixture.patience)
            #expect(try consumer.take(5).map(\.offset) == Array(15..<20))
        }

        @Test(arguments: [false, true]) func seekingWhatIsNotAssignedIsRefused(fairly: Bool) throws {
            let consumer = try assigned(fairly: fairly)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            let error = kafkaError {
                try consumer.seek([TopicPartitionOffset("elsewhere", 0, 0)], timeoutMilliseconds: Fixture.patience)
            }
            #expect(error?.code == .state)
        }

        @Test(arguments: [false, true]) func pausingHoldsBackAndResumingLosesAndRepeatsNothing(fairly: Bool) throws {
            let consumer = try assigned(fairly: fairly)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            #expect(try consumer.take(5).map(\.offset) == Array(0..<5))
            try consumer.pause([partition])
            #expect(try consumer.poll(forMilliseconds: 300).isEmpty)
            // The other partition was never paused; it must be left alone.
            try consumer.resume([partition, TopicPartition(topic, 1)])
            #expect(try consumer.take(15).map(\.offset) == Array(5..<20))
            try consumer.resume([partition])
            #expect(try consumer.poll(forMilliseconds: 300).isEmpty)
        }

        @Test(arguments: [false, true]) func aPauseEndsWithTheAssignment(fairly: Bool) throws {
            let consumer = try assigned(fairly: fairly)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.pause([partition])
            try consumer.assign([])
            try consumer.assign([TopicPartitionOffset(partition, 0)])
            #expect(try consumer.take(20).count == 20)
        }

        @Test(arguments: [false, true]) func positionsFollowWhatWasTaken(fairly: Bool) throws {
            let consumer = try assigned(fairly: fairly)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            #expect(try consumer.position([partition]).map(\.offset) == [TopicPartitionOffset.none])
            _ = try consumer.take(7)
            #expect(try consumer.position([partition]).map(\.offset) == [7])
        }

        @Test func watermarksAndTimes() throws {
            let consumer = try assigned()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            let admin = try fixture.admin()
            defer { admin.close(timeoutMilliseconds: Fixture.patience) }
            #expect(try consumer.watermarks(partition, timeoutMilliseconds: Fixture.patience) == (0, 20))
            #expect(try admin.watermarks(partition, timeoutMilliseconds: Fixture.patience) == (0, 20))
            #expect(try admin.watermarks(TopicPartition(topic, 1), timeoutMilliseconds: Fixture.patience) == (0, 0))
            let times = [TopicPartitionOffset(partition, start + 4_500)]
            #expect(try consumer.offsets(forTimes: times, timeoutMilliseconds: Fixture.patience).map(\.offset) == [5])
            let late = [TopicPartitionOffset(partition, start + 90_000)]
            #expect(
                try admin.offsets(forTimes: late, timeoutMilliseconds: Fixture.patience).map(\.offset)
                    == [TopicPartitionOffset.end])
        }

        @Test(arguments: [false, true]) func theEndOfAPartitionIsAMessageOfItsOwn(fairly: Bool) throws {
            let consumer = try fixture.consumer {
                $0.reportsPartitionEOF = true
                $0.sharesFairly = fairly
            }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.assign([TopicPartitionOffset(partition, 19)])
            var seen: [String] = []
            let end = Date(timeIntervalSinceNow: 20)
            while seen.count < 2, Date() < end {
                guard let message = try consumer.poll(timeoutMilliseconds: 100) else { continue }
                seen.append("\(message.isPartitionEOF ? "end" : "message") \(message.offset) \(message.value?.count ?? -1)")
            }
            #expect(seen == ["message 19 2", "end 20 -1"])
        }

        // MARK: Places that librdkafka leaves by itself

        /// How a place is chosen while librdkafka is still asking where the partition begins.
        enum Choice: CaseIterable {
            case seek, assignment
        }

        /// The answer comes late and is outdated then, whereupon librdkafka asks again, half a second later, and goes there.
        @Test(arguments: Choice.allCases, [false, true]) func anOvertakenLookUpDoesNotUndo(_ choice: Choice, fairly: Bool) throws {
            let listOffsets: Int16 = 2
            let cluster = try MockCluster(brokers: 1)
            let partition = TopicPartition("t", 0)
            try cluster.createTopic(partition.topic, partitions: 1, replication: 1)
            let fixture = Fixture(bootstrapServers: cluster.bootstrapServers)
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            for number in 0..<20 { try producer.send(String(number), to: partition.topic) }
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            let consumer = try fixture.consumer { $0.sharesFairly = fairly }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            // Connects it to the leader, without which it would ask later.
            _ = try consumer.watermarks(partition, timeoutMilliseconds: Fixture.patience)

            try cluster.pushRequestError(apiKey: listOffsets, error: .none, delayMilliseconds: 400, brokerID: 1)
            try consumer.assign([TopicPartitionOffset(partition, TopicPartitionOffset.beginning)])
            let place = TopicPartitionOffset(partition, 17)
            switch choice {
            case .seek:
                try consumer.seek([place], timeoutMilliseconds: Fixture.patience)
            case .assignment:
                // An answer to any question comes after it has begun to look up.
                #expect(consumer.assignment == [partition])
                try consumer.assign([place])
            }
            #expect(try consumer.take(3).map(\.offset) == [17, 18, 19])
            #expect(try consumer.poll(forMilliseconds: 1_000).map(\.offset) == [])
            // It goes on at its end.
            try producer.send("20", to: partition.topic)
            #expect(try consumer.take(1).map(\.offset) == [20])
        }

        @Test(arguments: [false, true]) func aLogThatBeginsAnewIsReadAnew(fairly: Bool) throws {
            let consumer = try fixture.consumer {
                $0.offsetReset = .earliest
                $0.sharesFairly = fairly
            }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            // As after a log was cut off: this place is behind its end.
            try consumer.assign([TopicPartitionOffset(partition, 1_000)])
            #expect(try consumer.take(20).map(\.offset) == Array(0..<20))
            try consumer.seek([TopicPartitionOffset(partition, 500)], timeoutMilliseconds: Fixture.patience)
            #expect(try consumer.take(20).map(\.offset) == Array(0..<20))
        }
    }
}
