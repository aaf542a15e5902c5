import Foundation
import JSON
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// The commands that need a broker, as people run them.
    @Suite struct ProgramTests {
        @Test("The demo ends by itself, balances its books and says so in the language asked for", arguments: ["zh", "en"])
        func demo(_ language: String) throws {
            let result = try Program.run(["demo", "--events", "1000", "--lang", language])
            #expect(result.status == 0, "\(result.output)")
            #expect(result.output.contains(language == "zh" ? "✓ 接收 1005 = 接受" : "✓ received 1005 = accepted"))
            #expect(result.output.contains(language == "zh" ? "异议办结" : "the dispute closed"))
        }

        @Test("The bench prints one object with name, value, unit, ratio and baseline")
        func bench() throws {
            let result = try Program.run(["bench", "ingest", "--json", "--events", "2000", "--rounds", "1"])
            #expect(result.status == 0)
            let figure = try JSONValue(parsing: result.output.trimmingCharacters(in: .whitespacesAndNewlines))
            #expect(figure["name"]?.stringValue == "ingest")
            #expect(figure["unit"]?.stringValue == "events/s")
            for member in ["value", "ratio", "baseline"] {
                let number = try #require(figure[member]?.numberValue)
                #expect(number > 0)
            }
        }

        @Test("A trace shows every place where a record has been, and tells a refused one from an unknown one")
        func trace() throws {
            let fixture = try HubFixture("trace")
            var samples = fixture.samples(seed: 31)
            var good = samples.listing(party: "market-regulation")
            while !good.isAboutEnterprise { good = samples.listing(party: "market-regulation") }
            let wrong = samples.wrong(samples.penalty(party: "market-regulation"), how: .missingDecisionDate)
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            let hub = try fixture.hub()
            try hub.start()
            for event in [good, wrong] { try publisher.publish(event, time: .init(milliseconds: 1_790_000_000_000)) }
            try publisher.flush()
            try fixture.expect("all answers", observer) {
                observer.outcomes[wrong.id]?.final != nil && observer.parties["market-regulation"]!.delivered == 1
            }
            let record = try #require(observer.outcomes[good.id]?.record)
            let options = [
                "--bootstrap", fixture.broker.bootstrapServers, "--prefix", fixture.configuration.prefix,
                "--contracts", fixture.configuration.contracts, "--topics", fixture.configuration.topics, "--json",
            ]
            for needle in [record, good.id, good.key] {
                let result = try Program.run(["trace", needle] + options)
                #expect(result.status == 0, "\(needle)")
                let stages = Set(try stages(result.output))
                #expect(stages.isSuperset(of: ["received", "ingest", "ledger", "state", "outbox", "upstream", "delivered", "subscriber"]), "\(needle)")
            }
            let refused = try Program.run(["trace", wrong.id] + options)
            #expect(refused.status == 0)
            // Receipt and dead letter are written in one transaction, either first; nothing stands twice.
            #expect(try stages(refused.output).first == "received")
            #expect(try stages(refused.output).sorted() == ["dead letter", "ingest", "received"])
            #expect(refused.output.contains("CH2001 /CF_JDRQ"))
            #expect(try Program.run(["trace", "no-such-record"] + options).status == 1)
            #expect(hub.stop() == 0)
        }

        @Test("A hub without its topics, or with other partitions than planned, says what to do and does not start")
        func wrongTopics() throws {
            let fixture = try HubFixture("topics")
            let options = [
                "--bootstrap", fixture.broker.bootstrapServers, "--contracts", fixture.configuration.contracts,
                "--subject-key", fixture.configuration.subjectKeyFile!,
            ]
            let missing = try Program.run(["run", "--prefix", "nothing.", "--topics", fixture.configuration.topics] + options)
            #expect(missing.status == 2)
            #expect(missing.errors.contains("topics apply --bootstrap \(fixture.broker.bootstrapServers) --prefix nothing."))

            let folder = fixture.directory + "/other-topics"
            try FileManager.default.copyItem(atPath: fixture.configuration.topics, toPath: folder)
            let plan = try String(contentsOfFile: folder + "/topics.json", encoding: .utf8)
            try plan.replacing("\"partitions\": 6", with: "\"partitions\": 7").write(
                toFile: folder + "/topics.json", atomically: true, encoding: .utf8)
            let other = try Program.run(["run", "--prefix", fixture.configuration.prefix, "--topics", folder] + options)
            #expect(other.status == 2)
            #expect(other.errors.contains("7"))
            #expect(other.errors.split(separator: "\n").count == 1)
        }

        // MARK: Means

        private func stages(_ output: String) throws -> [String] {
            try output.split(separator: "\n").map { try JSONValue(parsing: String($0))["stage"]?.stringValue ?? "" }
        }
    }
}
