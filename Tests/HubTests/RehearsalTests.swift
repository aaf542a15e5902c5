import Foundation
import Hub
import JSON
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// `credithub contracts rehearse`.
    @Suite struct RehearsalTests {
        /// The present version of penalties with the note (BZ) required, as version 3.
        private static func candidate() throws -> String {
            let path = "\(Program.repository)/contracts/administrative-penalty/v2.schema.json"
            let text = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
            return text.replacing("\"version\": 2,", with: "\"version\": 3,")
                .replacing("administrative-penalty/v2.schema.json", with: "administrative-penalty/v3.schema.json")
                .replacing("\"required\": [\n    \"CF_XDR_MC\",", with: "\"required\": [\n    \"BZ\",\n    \"CF_XDR_MC\",")
        }

        @Test func aStricterVersionShowsWhatItWouldRefuseAndWhoReadsTheField() throws {
            let fixture = try HubFixture("rehearse")
            var samples = fixture.samples(seed: 11)
            let publisher = try fixture.publisher()
            let events = (0..<40).map { _ in samples.penalty(party: "market-regulation") }
            for event in events { try publisher.publish(event, time: SystemClock().now()) }
            let broken = samples.wrong(samples.penalty(party: "market-regulation"), how: .dateInFuture)
            try publisher.publish(broken, time: SystemClock().now())
            try publisher.flush()
            let withoutNote = events.count { event in
                (try? JSONValue(parsing: event.value))?["BZ"] == nil
            }
            try #require(withoutNote > 0)

            let file = try TemporaryFile(try Self.candidate())
            let arguments = [
                "contracts", "rehearse", file.path, "--bootstrap", fixture.broker.bootstrapServers, "--prefix", fixture.configuration.prefix,
                "--topics", fixture.configuration.topics, "--since", "1d",
            ]
            let result = try Program.run(arguments + ["--json"])
            #expect(result.status == 1, "\(result.errors)")
            let report = try JSONValue(parsing: result.output)
            #expect(report["candidate"] == .string("administrative-penalty@3"))
            let department = try #require(report["departments"]?.arrayValue?.first { $0["party"] == .string("market-regulation") })
            #expect(department["checked"]?.intValue == events.count + 1)
            #expect(department["accepted"]?.intValue == events.count)
            #expect(department["newlyRefused"]?.intValue == withoutNote)
            let refusal = try #require(department["refusals"]?.arrayValue?.first)
            #expect(refusal["code"] == .string("CH2001"))
            #expect(refusal["path"] == .string("/BZ"))
            #expect(refusal["count"]?.intValue == withoutNote)
            #expect(report["changedFields"] == .array([.string("BZ")]))
            #expect(report["readers"]?.arrayValue?.first?["party"] == .string("city"))

            let text = try Program.run(arguments + ["--lang", "zh"])
            #expect(text.output.contains("新退回"))
            #expect(text.output.contains("缺少必填字段"))
        }

        @Test func theVersionInForceRefusesNothingNew() throws {
            let fixture = try HubFixture("rehearse-same")
            var samples = fixture.samples(seed: 12)
            let publisher = try fixture.publisher()
            for _ in 0..<5 { try publisher.publish(samples.penalty(party: "court"), time: SystemClock().now()) }
            try publisher.flush()
            let result = try Program.run([
                "contracts", "rehearse", "\(Program.repository)/contracts/administrative-penalty/v2.schema.json",
                "--bootstrap", fixture.broker.bootstrapServers, "--prefix", fixture.configuration.prefix, "--topics", fixture.configuration.topics, "--json",
            ])
            #expect(result.status == 0, "\(result.errors)")
            #expect(try JSONValue(parsing: result.output)["changedFields"] == .array([]))
        }
    }
}
