import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// Messages and offsets commit together or not at all, on a real broker.
    @Suite struct TransactionTests {
        private let fixture: Fixture
        private let topic: String

        init() throws {
            fixture = try Fixture()
            topic = try fixture.topic()
        }

        @Test func committedIsSeenAndAbortedIsNot() throws {
            let producer = try fixture.transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.begin(sending: ["a", "b"], to: topic)
            #expect(producer.isInTransaction)
            try producer.commitTransaction(timeoutMilliseconds: Fixture.patience)
            #expect(!producer.isInTransaction)
            try producer.begin(sending: ["never"], to: topic)
            try producer.abortTransaction(timeoutMilliseconds: Fixture.patience)
            try producer.begin(sending: ["c"], to: topic)
            try producer.commitTransaction(timeoutMilliseconds: Fixture.patience)
            #expect(try fixture.contents(of: topic).map(\.text) == ["a", "b", "c"])
        }

        @Test func anOpenTransactionIsNotSeenYet() throws {
            let producer = try fixture.transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            let consumer = try fixture.consumer()
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.assign([TopicPartitionOffset(topic, 0, TopicPartitionOffset.beginning)])
            try producer.begin(sending: ["open"], to: topic)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            #expect(try consumer.poll(forMilliseconds: 500).isEmpty)
            try producer.commitTransaction(timeoutMilliseconds: Fixture.patience)
            #expect(try consumer.take(1).map(\.text) == ["open"])
        }

        @Test func producingOutsideATransactionIsAStateErrorWithoutAbort() throws {
            let producer = try fixture.transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            let error = kafkaError { try producer.send("x", to: topic) }
            #expect(error?.code == .state)
            #expect(error?.requiresAbort == false)
        }

        @Test func offsetsAreStoredWithTheTransaction() throws {
            let group = Fixture.unique("group")
            let filler = try fixture.producer()
            defer { filler.close(timeoutMilliseconds: Fixture.patience) }
            for number in 0..<10 { try filler.send(String(number), to: topic) }
            try filler.flush(timeoutMilliseconds: Fixture.patience)
            let admin = try fixture.admin()
            defer { admin.close(timeoutMilliseconds: Fixture.patience) }
            let partition = TopicPartition(topic, 0)
            func stored() throws -> Int64? {
                try admin.groupOffsets(group: group, partitions: [partition], timeoutMilliseconds: Fixture.patience).first?.offset
            }
            #expect(try stored() == TopicPartitionOffset.none)

            let consumer = try fixture.consumer(group: group) { $0.offsetReset = .earliest }
            let producer = try fixture.transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.subscribe(to: [topic]) { _ in }
            #expect(try consumer.take(10).count == 10)
            let metadata = try #require(consumer.groupMetadata())

            try producer.beginTransaction()
            try producer.sendOffsets(
                [TopicPartitionOffset(partition, 4)], group: metadata, timeoutMilliseconds: Fixture.patience)
            try producer.commitTransaction(timeoutMilliseconds: Fixture.patience)
            #expect(try stored() == 4)

            try producer.beginTransaction()
            try producer.sendOffsets(
                [TopicPartitionOffset(partition, 9)], group: metadata, timeoutMilliseconds: Fixture.patience)
            try producer.abortTransaction(timeoutMilliseconds: Fixture.patience)
            #expect(try stored() == 4)
            #expect(
                try consumer.committed([partition], timeoutMilliseconds: Fixture.patience) == [TopicPartitionOffset(partition, 4)])
            #expect(consumer.close(timeoutMilliseconds: Fixture.patience))

            let successor = try fixture.consumer(group: group)
            defer { successor.close(timeoutMilliseconds: Fixture.patience) }
            try successor.subscribe(to: [topic]) { _ in }
            #expect(try successor.take(6).map(\.text) == ["4", "5", "6", "7", "8", "9"])
        }

        /// The shape of each stage of the hub: read, write, send offsets, commit; after an abort rewind and do it again.
        @Test func afterAnAbortTheSameMessagesAreReadAgain() throws {
            let output = try fixture.topic()
            let filler = try fixture.producer()
            defer { filler.close(timeoutMilliseconds: Fixture.patience) }
            for number in 0..<5 { try filler.send(String(number), to: topic) }
            try filler.flush(timeoutMilliseconds: Fixture.patience)

            let consumer = try fixture.consumer(group: Fixture.unique("group")) { $0.offsetReset = .earliest }
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            let producer = try fixture.transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.subscribe(to: [topic]) { _ in }
            for attempt in 0..<2 {
                let read = try consumer.take(5)
                #expect(read.map(\.text) == ["0", "1", "2", "3", "4"])
                try producer.begin(sending: read.map { $0.text + " in attempt \(attempt)" }, to: output)
                let next = [TopicPartitionOffset(topic, 0, 5)]
                let metadata = try #require(consumer.groupMetadata())
                try producer.sendOffsets(next, group: metadata, timeoutMilliseconds: Fixture.patience)
                if attempt == 0 {
                    try producer.abortTransaction(timeoutMilliseconds: Fixture.patience)
                    let assigned = consumer.assignment
                    let rewound = try consumer.committed(assigned, timeoutMilliseconds: Fixture.patience).map {
                        let offset = $0.offset == TopicPartitionOffset.none ? TopicPartitionOffset.beginning : $0.offset
                        return TopicPartitionOffset($0.topicPartition, offset)
                    }
                    try consumer.seek(rewound, timeoutMilliseconds: Fixture.patience)
                } else {
                    try producer.commitTransaction(timeoutMilliseconds: Fixture.patience)
                }
            }
            #expect(try fixture.contents(of: output).map(\.text) == (0..<5).map { "\($0) in attempt 1" })
        }

        @Test func aSecondProducerFencesTheFirst() throws {
            let id = Fixture.unique("tx")
            let first = try fixture.transactionalProducer(id)
            defer { first.close(timeoutMilliseconds: Fixture.patience) }
            try first.begin(sending: ["from a zombie"], to: topic)
            try first.flush(timeoutMilliseconds: Fixture.patience)

            let second = try fixture.transactionalProducer(id)
            defer { second.close(timeoutMilliseconds: Fixture.patience) }
            let error = kafkaError { try first.commitTransaction(timeoutMilliseconds: Fixture.patience) }
            #expect(error?.isFatal == true || error?.code == .fenced, "\(String(describing: error))")
            // And for good.
            let after = kafkaError { try first.beginTransaction() }
            #expect(after?.isFatal == true, "\(String(describing: after))")

            try second.begin(sending: ["from its successor"], to: topic)
            try second.commitTransaction(timeoutMilliseconds: Fixture.patience)
            #expect(try fixture.contents(of: topic).map(\.text) == ["from its successor"])
        }

        @Test func withoutATransactionalIDThereAreNoTransactions() throws {
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            #expect(kafkaError { try producer.initTransactions(timeoutMilliseconds: 1_000) }?.code == .notConfigured)
        }
    }
}
