import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// What happens when brokers fail, on librdkafka's mock cluster. None of this proves anything about exactly-once.
    @Suite struct FaultTests {
        /// Kinds of requests, by their numbers in Kafka's protocol.
        private enum Request {
            static let produce: Int16 = 0
            static let initProducerID: Int16 = 22
            static let addPartitionsToTransaction: Int16 = 24
            static let endTransaction: Int16 = 26
            static let transactionalOffsetCommit: Int16 = 28
        }

        private let cluster: MockCluster
        private let fixture: Fixture
        private let topic = "t"

        init() throws {
            cluster = try MockCluster(brokers: 1)
            fixture = Fixture(bootstrapServers: cluster.bootstrapServers)
            try cluster.createTopic(topic, partitions: 1, replication: 1)
        }

        @Test func passingErrorsOfProduceAreRetried() throws {
            cluster.pushRequestErrors(
                apiKey: Request.produce, errors: [.notLeader, .transport, .requestTimedOut, .notEnoughReplicas])
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            for number in 0..<50 { try producer.send(String(number), to: topic) }
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            #expect(producer.deliveryFailures.count == 0)
            #expect(try fixture.contents(of: topic).map(\.text) == (0..<50).map(String.init))
        }

        @Test func aBrokerThatComesBackGetsEverything() throws {
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.send("before", to: topic)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            try cluster.setBrokerDown(1)
            try producer.send("meanwhile", to: topic)
            #expect(kafkaError { try producer.flush(timeoutMilliseconds: 300) }?.code == .timedOut)
            #expect(producer.outstanding > 0)
            try cluster.setBrokerUp(1)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            #expect(producer.deliveryFailures.count == 0)
            #expect(try fixture.contents(of: topic).map(\.text) == ["before", "meanwhile"])
        }

        @Test func deliveriesThatFailAreCounted() throws {
            let producer = try fixture.producer { $0.messageTimeoutMilliseconds = 500 }
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.send("delivered", to: topic)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            try cluster.setBrokerDown(1)
            for _ in 0..<3 { try producer.send("lost", to: topic) }
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            #expect(producer.deliveryFailures.count == 3)
            #expect(producer.deliveryFailures.last?.code == .messageTimedOut)
            producer.close(timeoutMilliseconds: Fixture.patience)
            #expect(producer.deliveryFailures.count == 3)
        }

        @Test func aFullQueueThatDoesNotEmptyIsReported() throws {
            let producer = try fixture.producer {
                $0.queueMaxMessages = 2
                $0.queueFullTimeoutMilliseconds = 200
            }
            try cluster.setBrokerDown(1)
            let error = kafkaError { for _ in 0..<3 { try producer.send("x", to: topic) } }
            #expect(error?.code == .queueFull)
            #expect(error?.isRetriable == true)
            #expect(producer.close(timeoutMilliseconds: Fixture.patience))
        }

        // MARK: Transactions

        private func transactionalProducer() throws -> KafkaProducer {
            try fixture.transactionalProducer()
        }

        @Test func anAbortableErrorIsHealedByAnAbort() throws {
            let producer = try transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            cluster.pushRequestErrors(apiKey: Request.addPartitionsToTransaction, errors: [.topicAuthorizationFailed])
            try producer.begin(sending: ["x"], to: topic)
            let error = kafkaError { try producer.commitTransaction(timeoutMilliseconds: Fixture.patience) }
            #expect(error?.requiresAbort == true, "\(String(describing: error))")
            #expect(error?.isFatal == false)
            // Until then nothing can be added to it.
            let more = kafkaError { try producer.send("y", to: topic) }
            #expect(more?.code == .state)
            #expect(more?.requiresAbort == true)

            try producer.abortTransaction(timeoutMilliseconds: Fixture.patience)
            try producer.begin(sending: ["z"], to: topic)
            try producer.commitTransaction(timeoutMilliseconds: Fixture.patience)
        }

        @Test func aCommitThatIsRefusedForGoodRequiresAnAbort() throws {
            let producer = try transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.begin(sending: ["x"], to: topic)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            cluster.pushRequestErrors(apiKey: Request.endTransaction, errors: [.unknownProducerID])
            let error = kafkaError { try producer.commitTransaction(timeoutMilliseconds: Fixture.patience) }
            #expect(error?.requiresAbort == true || error?.isFatal == true, "\(String(describing: error))")
        }

        @Test func fencingIsFatal() throws {
            let producer = try transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.begin(sending: ["x"], to: topic)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            cluster.pushRequestErrors(apiKey: Request.endTransaction, errors: [.producerFenced])
            let error = kafkaError { try producer.commitTransaction(timeoutMilliseconds: Fixture.patience) }
            #expect(error?.isFatal == true, "\(String(describing: error))")
            #expect(error?.code == .fenced)
            #expect(kafkaError { try producer.send("y", to: topic) }?.isFatal == true)
            #expect(kafkaError { try producer.beginTransaction() }?.isFatal == true)
        }

        @Test func passingErrorsOfACommitAreRetriedWithin() throws {
            let producer = try transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.begin(sending: ["x"], to: topic)
            cluster.pushRequestErrors(
                apiKey: Request.endTransaction, errors: [.coordinatorLoadInProgress, .coordinatorNotAvailable, .notCoordinator])
            try producer.commitTransaction(timeoutMilliseconds: Fixture.patience)
            #expect(!producer.isInTransaction)
        }

        @Test func offsetsOfAFormerMemberRequireAnAbort() throws {
            let producer = try transactionalProducer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.begin(sending: ["x"], to: topic)
            cluster.pushRequestErrors(apiKey: Request.transactionalOffsetCommit, errors: [.illegalGeneration])
            let error = kafkaError {
                try producer.sendOffsets(
                    [TopicPartitionOffset(topic, 0, 1)], group: ConsumerGroupMetadata(outside: "g"),
                    timeoutMilliseconds: Fixture.patience)
            }
            #expect(error?.requiresAbort == true, "\(String(describing: error))")
            try producer.abortTransaction(timeoutMilliseconds: Fixture.patience)
        }

        @Test func aCommitThatTimesOutIsIndefinite() throws {
            let producer = try transactionalProducer()
            try producer.begin(sending: ["x"], to: topic)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            try cluster.setRoundTrip(brokerID: 1, milliseconds: 30_000)
            let error = kafkaError { try producer.commitTransaction(timeoutMilliseconds: 300) }
            #expect(error?.code == .timedOut)
            #expect(error?.isIndefinite == true)
            #expect(error?.isFatal == false)
            #expect(producer.close(timeoutMilliseconds: Fixture.patience))
        }

        @Test func takingOverAnIDFromNobodyTimesOut() throws {
            try cluster.setBrokerDown(1)
            let producer = try fixture.producer(transactionalID: "tx")
            let error = kafkaError { try producer.initTransactions(timeoutMilliseconds: 500) }
            #expect(error?.code == .timedOut)
            #expect(error?.isRetriable == true)
            #expect(error?.reason.contains("Connection refused") == true || error?.reason.contains("Disconnected") == true,
                "\(String(describing: error))")
            #expect(producer.close(timeoutMilliseconds: Fixture.patience))
        }

        // MARK: Closing

        @Test func closingWithoutABrokerEnds() throws {
            let consumer = try fixture.consumer(group: "g") { $0.offsetReset = .earliest }
            try consumer.subscribe(to: [topic]) { _ in }
            try consumer.poll { !consumer.assignment.isEmpty }
            let producer = try fixture.producer()
            try producer.send("x", to: topic)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            try cluster.setBrokerDown(1)
            try producer.send("never", to: topic)
            #expect(consumer.close(timeoutMilliseconds: Fixture.patience))
            #expect(producer.close(timeoutMilliseconds: Fixture.patience))
            // Once more is nothing more.
            #expect(consumer.close(timeoutMilliseconds: 0))
            #expect(producer.close(timeoutMilliseconds: 0))
        }

        @Test func closingKeepsItsLimitWhenTheBrokerIsSilent() throws {
            let consumer = try fixture.consumer(group: "g") { $0.offsetReset = .earliest }
            var revoked = 0
            try consumer.subscribe(to: [topic]) { if case .revoked = $0 { revoked += 1 } }
            try consumer.poll { !consumer.assignment.isEmpty }
            // The answer to the farewell will not come in time.
            try cluster.setRoundTrip(brokerID: 1, milliseconds: 30_000)
            #expect(!consumer.close(timeoutMilliseconds: 300))
            #expect(revoked == 1)
            #expect(consumer.assignment.isEmpty)
            #expect(kafkaError { _ = try consumer.poll(timeoutMilliseconds: 0) }?.code == .state)
        }

        @Test func aLivingMessageKeepsItsClient() throws {
            let producer = try fixture.producer()
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            try producer.send("still here", to: topic)
            try producer.flush(timeoutMilliseconds: Fixture.patience)
            let consumer = try fixture.consumer()
            try consumer.assign([TopicPartitionOffset(topic, 0, TopicPartitionOffset.beginning)])
            let end = Date(timeIntervalSinceNow: 20)
            while Date() < end {
                guard let message = try consumer.poll(timeoutMilliseconds: 100) else { continue }
                #expect(!consumer.close(timeoutMilliseconds: 200))
                #expect(Received(message).text == "still here")
                return
            }
            Issue.record("no message")
        }

        @Test func clientsOutOfReachDoNotThrowButReport() throws {
            let errors = Collector<KafkaError>()
            try cluster.setBrokerDown(1)
            var configuration = ConsumerConfiguration(client: fixture.client(), groupID: "g")
            configuration.client.error = { errors.add($0) }
            let consumer = try KafkaConsumer(configuration)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            try consumer.subscribe(to: [topic]) { _ in }
            #expect(try consumer.poll { errors.items.contains { $0.code == .allBrokersDown } })
            #expect(errors.items.contains { $0.code == .transport })
        }
    }
}
