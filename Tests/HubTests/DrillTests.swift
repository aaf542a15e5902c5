import Foundation
import JSON
import Kafka
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// `credithub drill`, short: what operators run at acceptance.
    @Suite struct DrillTests {
        @Test("12 kills at commit points and at random: nothing is lost, doubled or out of order")
        func shortDrill() throws {
            let result = try Program.run(["drill", "--kills", "12", "--events", "3000", "--json", "--lang", "en"])
            #expect(result.status == 0, "\(result.output)\n\(result.errors)")
            let report = try JSONValue(parsing: Array(result.output.utf8))
            #expect(report["passed"]?.boolValue == true)
            for sort in ["loss", "duplicate", "order", "wrong"] { #expect(report[sort]?["count"]?.intValue == 0) }
            #expect(report["kills"]?["done"]?.intValue == 12)
            for point in ["begun", "handled", "prepared", "offsets-sent", "committed"] {
                #expect((report["kills"]?["atPoints"]?["ledger:\(point)"]?.intValue ?? 0) > 0, "ledger:\(point) was not reached")
            }
            #expect((report["events"]?["published"]?.intValue ?? 0) >= 3000)
            #expect(report["events"]?["answered"]?.intValue == report["events"]?["published"]?.intValue)
        }

        @Test("On a cluster that is there the drill removes its topics, unless they shall be kept; then it says how to remove them")
        func topicsOnAnotherCluster() throws {
            let folder = try TemporaryFile("{}")
            let broker = try EmbeddedBroker(directory: folder.path + "-broker")
            defer {
                broker.kill()
                try? FileManager.default.removeItem(atPath: folder.path + "-broker")
            }
            func drillTopics() throws -> [String] {
                let admin = try KafkaAdmin(ClientConfiguration(bootstrapServers: broker.bootstrapServers, clientID: "test"))
                defer { _ = admin.close(timeoutMilliseconds: 1_000) }
                return try admin.describeCluster(topics: nil, timeoutMilliseconds: 10_000).topics.map(\.name).filter { $0.hasPrefix("drill-") }
            }
            let words = ["drill", "--kills", "2", "--events", "200", "--bootstrap", broker.bootstrapServers, "--embedded-broker", "--lang", "en"]
            let removed = try Program.run(words)
            #expect(removed.status == 0, "\(removed.output)\n\(removed.errors)")
            #expect(try drillTopics() == [])
            let kept = try Program.run(words + ["--keep"])
            #expect(kept.status == 0)
            #expect(try !drillTopics().isEmpty)
            #expect(kept.output.contains("to remove them: kafka-topics.sh"))
            let logs = try #require(kept.errors.split(separator: "\n").last { $0.hasPrefix("the logs are in ") })
            try FileManager.default.removeItem(atPath: String(logs.dropFirst("the logs are in ".count)))
        }

        @Test("A broker that does not answer, or topics without the samples' departments: exit status 2, and a word about it")
        func cannotBegin() throws {
            let away = try Program.run(["drill", "--bootstrap", "127.0.0.1:1", "--lang", "en"])
            #expect(away.status == 2)
            #expect(away.errors.contains("127.0.0.1:1"))
            let folder = try TemporaryFile("{}", named: "topics.json")
            let topics = String(folder.path.dropLast("/topics.json".count))
            let missing = try Program.run(["drill", "--bootstrap", "127.0.0.1:1", "--topics", topics, "--lang", "en"])
            #expect(missing.status == 2)
            #expect(missing.errors.contains("has no binding of the sample department market-regulation"))
        }
    }
}
