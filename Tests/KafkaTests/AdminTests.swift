import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// Topics and clusters, looked after.
    @Suite struct AdminTests {
        private let fixture: Fixture
        private let admin: KafkaAdmin

        init() throws {
            fixture = try Fixture()
            admin = try fixture.admin()
        }

        @Test func creatingReportsEachTopic() throws {
            let existing = try fixture.topic()
            let fresh = Fixture.unique("fresh")
            let outcomes = try admin.createTopics(
                [
                    .init(name: existing, partitions: 1, replicationFactor: 1),
                    .init(name: fresh, partitions: 3, replicationFactor: 1),
                ], timeoutMilliseconds: Fixture.patience)
            #expect(outcomes.map(\.name) == [existing, fresh])
            #expect(outcomes.map { $0.error?.code } == [.topicAlreadyExists, nil])
            let described = try admin.describeCluster(topics: [fresh], timeoutMilliseconds: Fixture.patience)
            #expect(described.topics.map(\.partitionCount) == [3])
            #expect(described.topics.map(\.leaders.count) == [3])
        }

        @Test func describingTellsWhatIsMissingAndCreatesNothing() throws {
            let existing = try fixture.topic()
            let missing = Fixture.unique("missing")
            for _ in 0..<2 {
                let described = try admin.describeCluster(topics: [missing, existing], timeoutMilliseconds: Fixture.patience)
                #expect(described.topics.map(\.name) == [missing, existing])
                #expect(described.topics.map { $0.error?.code } == [.unknownTopicOrPartition, nil])
                #expect(described.topics.map(\.partitionCount) == [0, 1])
            }
            let all = try admin.describeCluster(timeoutMilliseconds: Fixture.patience)
            #expect(all.topics.contains { $0.name == existing })
            #expect(!all.topics.contains { $0.name == missing })
            #expect(all.brokers.map { "\($0.host):\($0.port)" } == [fixture.bootstrapServers])
        }

        @Test func deletingReportsEachTopic() throws {
            let existing = try fixture.topic()
            let missing = Fixture.unique("missing")
            let outcomes = try admin.deleteTopics([existing, missing], timeoutMilliseconds: Fixture.patience)
            #expect(outcomes.map(\.name) == [existing, missing])
            #expect(outcomes.map { $0.error?.code } == [nil, .unknownTopicOrPartition])
            let described = try admin.describeCluster(topics: [existing], timeoutMilliseconds: Fixture.patience)
            #expect(described.topics.first?.error?.code == .unknownTopicOrPartition)
        }

        @Test func aTopicsConfigurationIsReadBack() throws {
            let topic = try fixture.topic(configuration: ["cleanup.policy": "compact"])
            let configuration = try admin.topicConfiguration(topic, timeoutMilliseconds: Fixture.patience)
            #expect(configuration["cleanup.policy"] == "compact")
        }

        @Test func aWrongAddressIsToldOfWithinTheLimit() throws {
            // Port 1 is nobody's; a free port may be another test's broker a moment later.
            let nobody = Fixture(bootstrapServers: "127.0.0.1:1")
            let admin = try nobody.admin()
            let error = kafkaError { _ = try admin.describeCluster(timeoutMilliseconds: 1_000) }
            #expect(error?.code == .transport || error?.code == .timedOut)
            #expect(error?.reason.contains("Connection refused") == true, "\(String(describing: error))")
            let create = kafkaError {
                _ = try admin.createTopics([.init(name: "x", partitions: 1, replicationFactor: 1)], timeoutMilliseconds: 500)
            }
            #expect(create?.code == .timedOut)
            #expect(create?.isIndefinite == true)
            let marks = kafkaError { _ = try admin.watermarks(TopicPartition("x", 0), timeoutMilliseconds: 300) }
            #expect([.timedOut, .transport, .allBrokersDown].contains(marks?.code), "\(String(describing: marks))")
            #expect(admin.close(timeoutMilliseconds: Fixture.patience))
        }

        @Test func aHostThatDoesNotExistIsToldOf() throws {
            let admin = try Fixture(bootstrapServers: "no-such-host.invalid:9092").admin()
            let error = kafkaError { _ = try admin.describeCluster(timeoutMilliseconds: 1_500) }
            #expect(error?.reason.contains("no-such-host.invalid") == true, "\(String(describing: error))")
        }

        @Test func aClosedAdministratorThrows() throws {
            #expect(admin.close(timeoutMilliseconds: Fixture.patience))
            #expect(admin.close(timeoutMilliseconds: 0))
            #expect(kafkaError { _ = try admin.listGroups(timeoutMilliseconds: 100) }?.code == .state)
        }
    }
}
