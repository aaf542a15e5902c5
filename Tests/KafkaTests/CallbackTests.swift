import Foundation
import Kafka
import Testing

extension KafkaSuite {
    /// What clients tell besides messages, and what configurations they refuse.
    @Suite struct CallbackTests {
        private let cluster: MockCluster
        private let fixture: Fixture

        init() throws {
            cluster = try MockCluster(brokers: 1)
            fixture = Fixture(bootstrapServers: cluster.bootstrapServers)
            try cluster.createTopic("t", partitions: 1, replication: 1)
        }

        @Test func statisticsArriveAsJSON() throws {
            let statistics = Collector<String>()
            var configuration = ConsumerConfiguration(client: fixture.client("counted"), groupID: nil)
            configuration.client.statisticsIntervalMilliseconds = 50
            configuration.client.statistics = { statistics.add($0) }
            let consumer = try KafkaConsumer(configuration)
            defer { consumer.close(timeoutMilliseconds: Fixture.patience) }
            #expect(try consumer.poll { statistics.items.count >= 2 })
            let json = try #require(statistics.items.first)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            #expect(object["client_id"] as? String == "counted")

            let produced = Collector<String>()
            let producer = try fixture.producer {
                $0.client.statisticsIntervalMilliseconds = 50
                $0.client.statistics = { produced.add($0) }
            }
            defer { producer.close(timeoutMilliseconds: Fixture.patience) }
            let end = Date(timeIntervalSinceNow: 20)
            while produced.items.isEmpty, Date() < end {
                _ = poll(nil, 0, 20)
                producer.poll()
            }
            #expect(!produced.items.isEmpty)
        }

        @Test func logLinesArriveWithTheirClient() throws {
            let lines = Collector<KafkaLogLine>()
            var client = fixture.client("logged")
            client.log = { lines.add($0) }
            client.properties = ["debug": "broker"]
            let admin = try KafkaAdmin(client)
            _ = try admin.describeCluster(timeoutMilliseconds: Fixture.patience)
            admin.close(timeoutMilliseconds: Fixture.patience)
            #expect(!lines.items.isEmpty)
            #expect(lines.items.allSatisfy { $0.client == "logged" && !$0.facility.isEmpty && (0...7).contains($0.level) })
        }

        @Test func propertiesOverrideAndAreChecked() throws {
            var client = fixture.client()
            client.properties = ["no.such.property": "1"]
            let error = kafkaError { _ = try KafkaAdmin(client) }
            #expect(error?.code == .invalidArgument)
            #expect(error?.reason.contains("no.such.property") == true)

            // More than the transaction's own time is a contradiction that librdkafka sees only as a whole.
            let contradiction = kafkaError {
                _ = try fixture.producer(transactionalID: "tx") { $0.client.properties = ["message.timeout.ms": "900000"] }
            }
            #expect(contradiction?.code == .invalidArgument)
        }

        @Test func errorsNameTheirCodes() {
            #expect(KafkaErrorCode.timedOut.name == "_TIMED_OUT")
            #expect(KafkaErrorCode.unknownTopicOrPartition.rawValue == 3)
            let error = KafkaError(code: .fenced, reason: "a newer one", isFatal: true)
            #expect(error.description == "_FENCED, fatal: a newer one")
            #expect(KafkaError(code: .timedOut, reason: "").isIndefinite)
            #expect(!KafkaError(code: .timedOutInQueue, reason: "").isIndefinite)
        }
    }
}
