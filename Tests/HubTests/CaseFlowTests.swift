import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// 异议, 信用修复: cases until every platform and subscriber has what they led to.
    @Suite struct CaseFlowTests {
        private func step(
            _ record: String, _ operation: String, id: String, by party: String, _ members: [(String, JSONValue)], about event: SampleEvent,
            caseID: String, _ recordID: String, _ fixture: HubFixture
        ) throws {
            let content = try JSONValue(parsing: event.value)
            let document = JSONValue.object(
                JSONObject(
                    [
                        ("caseId", .string(caseID)), ("recordId", .string(recordID)), ("subjectCategory", content["XYZTLB"] ?? .null),
                        ("subjectName", content["JGMC"] ?? .null), ("subjectCode", content["TYSHXYDM"] ?? .null),
                    ] + members))
            try fixture.send(
                fixture.topology.names.department(party, record), key: id, value: Array(document.jsonText.utf8),
                headers: [
                    ("ce_id", id), ("ce_type", "cn.credit.\(record).\(operation)"),
                    ("ce_dataschema", record == "dispute" ? "dispute@2" : "credit-repair@1"),
                ])
        }

        @Test("a dispute is answered only when the platform has the lifted mark, whatever happens to the hub in between")
        func dispute() throws {
            let fixture = try HubFixture("dispute-life", parties: ["emergency-management", "credit-office"])
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 71)
            var event = samples.listing(party: "emergency-management")
            while !event.isAboutEnterprise || !event.isKnownByCode { event = samples.listing(party: "emergency-management") }
            // Without delivery nobody tells the ledger what the platform has.
            var hub = try fixture.hub(["--roles", "ingest,ledger"])
            try hub.start()
            try publisher.publish(event, time: SystemClock().now())
            try publisher.flush()
            try fixture.expect("the entry", observer) { observer.outcomes[event.id]?.final == "accepted" }
            let recordID = try #require(observer.outcomes[event.id]?.record)
            let today = JSONValue.string(SystemClock().now().day.description)
            func send(_ operation: String, _ id: String, by party: String = "credit-office", _ members: [(String, JSONValue)]) throws {
                try step("dispute", operation, id: id, by: party, members, about: event, caseID: "YY-1", recordID, fixture)
                try fixture.expect(id, observer) { observer.outcomes[id]?.final == "accepted" }
            }
            try send(
                "submitted", "s",
                [
                    ("channel", .string("信用办窗口")), ("applicant", .string("本人")), ("grounds", .string("已履行，不应列入")),
                    ("submittedDate", today),
                    ("disputedFields", .array([.object(JSONObject([("field", .string("LRMDSY")), ("claimedValue", .string("无"))]))])),
                ])
            try send("accepted", "a", [("acceptedDate", today), ("acceptedBy", .string("云岭县社会信用体系建设办公室"))])
            try send(
                "verified", "v", by: "emergency-management",
                [
                    ("result", .string("维持")), ("explanation", .string("经核实，列入依据充分")), ("verifiedDate", today),
                    ("verifiedBy", .string("云岭县应急管理局")),
                ])
            func held() throws -> CaseState? {
                try CaseBook(configuration: fixture.configuration, office: nil).named("YY-1", .dispute).first?.held
            }
            let waiting = try #require(try held())
            #expect(waiting.status == .effecting)
            #expect(waiting.awaited.map(\.feed) == ["upstream.city", "subscriber.administrative-approval"])
            #expect(waiting.due != nil)

            hub.kill()
            hub = try fixture.hub()
            try hub.start()
            try fixture.wait("the platform's turn") {
                ((try? held()) ?? nil)?.awaited.map(\.feed) == ["subscriber.administrative-approval"]
            }
            // In the other partitions that number was never sent: there it is refused.
            let number = try #require(waiting.awaited.last?.number)
            for partition in 0..<fixture.topology.ledgerPartitions {
                try fixture.send(
                    fixture.topology.names.feedback("administrative-approval"), key: "\(partition)",
                    value: Array("{\"partition\":\(partition),\"sequence\":\(number)}".utf8),
                    headers: [("ce_id", "confirmed-\(partition)"), ("ce_type", "cn.credit.view.confirmed")])
            }
            try fixture.wait("the subscriber's confirmation") { ((try? held()) ?? nil)?.status == .effected }
            try send(
                "answered", "answer",
                [
                    ("answeredDate", today), ("answeredBy", .string("云岭县社会信用体系建设办公室")), ("answer", .string("经核实维持原认定")),
                    ("remedyNotice", .string("可向认定单位申请行政复议")),
                ])
            try fixture.expect("the end", observer) { observer.outcomes["s"]?.isClosed == true }
            #expect(try held()?.status == .closed)
            #expect(hub.stop() == 0)
        }

        @Test("officers open and handle a dispute by commands: who does a step, subject, version and day are filled in")
        func commands() throws {
            let fixture = try HubFixture("dispute-commands", parties: ["emergency-management", "credit-office"])
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 72)
            var event = samples.listing(party: "emergency-management")
            while !event.isAboutEnterprise || !event.isKnownByCode { event = samples.listing(party: "emergency-management") }
            let hub = try fixture.hub()
            try hub.start()
            try publisher.publish(event, time: SystemClock().now())
            try publisher.flush()
            try fixture.expect("the entry", observer) { observer.outcomes[event.id]?.final == "accepted" }
            let recordID = try #require(observer.outcomes[event.id]?.record)
            func run(_ words: [String]) throws -> Program.Result {
                try Program.run(
                    words + [
                        "--bootstrap", fixture.broker.bootstrapServers, "--prefix", fixture.configuration.prefix, "--topics",
                        fixture.configuration.topics, "--lang", "en",
                    ])
            }
            func step(_ words: String...) throws {
                let result = try run(["disputes"] + words)
                #expect(result.status == 0, "\(words): \(result.output)\(result.errors)\(fixture.log)")
            }
            let content = try JSONValue(parsing: event.value)
            let form = try JSONValue.object(
                JSONObject([
                    ("subjectCategory", #require(content["XYZTLB"])), ("subjectName", #require(content["JGMC"])),
                    ("subjectCode", #require(content["TYSHXYDM"])), ("channel", .string("信用办窗口")), ("applicant", .string("本人")),
                    ("grounds", .string("已履行，不应列入")),
                    ("disputedFields", .array([.object(JSONObject([("field", .string("LRMDSY")), ("claimedValue", .string("无"))]))])),
                ]))
            let file = fixture.directory + "/form.json"
            try Data(form.jsonText.utf8).write(to: URL(fileURLWithPath: file))
            try step("open", "YY-9", "--record", recordID, "--content", file)
            try step("return", "YY-9", "--set", #"missingItems:=["营业执照复印件"]"#)
            let proof = String(repeating: "0a", count: 32)
            try step("supplement", "YY-9", "--set", #"evidence:=[{"title":"营业执照","sha256":"\#(proof)"}]"#)
            try step("accept", "YY-9")
            let early = try run(["disputes", "answer", "YY-9", "--set", "answer=维持", "--set", "remedyNotice=可申请行政复议"])
            #expect(early.status == 1)
            #expect(early.output.contains("CH4004"), "\(early.output)")
            try step("forward", "YY-9")
            // The source department does it: it is its record.
            try step("verify", "YY-9", "--set", "result=维持", "--set", "explanation=经核实，列入依据充分")
            let shown = try run(["disputes", "show", "YY-9"])
            #expect(shown.status == 0 && shown.output.contains("effecting"), "\(shown.output)")
            #expect(try run(["disputes", "accept", "YY-10"]).status == 2)
            let due = try run(["due", "--days", "30"])
            #expect(due.status == 0 && due.output.contains("YY-9"), "\(due.output)")
            #expect(hub.stop() == 0)
        }

        @Test("a dispute that comes down from the platform is handled by it, and verified by the source only")
        func sentDown() throws {
            let fixture = try HubFixture("case-down", parties: ["emergency-management", "credit-office"])
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 73)
            var event = samples.listing(party: "emergency-management")
            while !event.isAboutEnterprise || !event.isKnownByCode { event = samples.listing(party: "emergency-management") }
            let hub = try fixture.hub()
            try hub.start()
            try publisher.publish(event, time: SystemClock().now())
            try publisher.flush()
            try fixture.expect("the entry", observer) { observer.outcomes[event.id]?.final == "accepted" }
            let recordID = try #require(observer.outcomes[event.id]?.record)
            let content = try JSONValue(parsing: event.value)
            let today = JSONValue.string(SystemClock().now().day.description)
            func send(_ record: String, _ operation: String, _ id: String, _ members: [(String, JSONValue)]) throws {
                let document = JSONValue.object(
                    JSONObject(
                        [
                            ("caseId", .string("CITY-1")), ("recordId", .string(recordID)), ("subjectCategory", content["XYZTLB"] ?? .null),
                            ("subjectName", content["JGMC"] ?? .null), ("subjectCode", content["TYSHXYDM"] ?? .null),
                        ] + members))
                try fixture.send(
                    fixture.topology.names.platformInput("city"), key: id, value: Array(document.jsonText.utf8),
                    headers: [
                        ("ce_id", id), ("ce_type", "cn.credit.\(record).\(operation)"),
                        ("ce_dataschema", record == "dispute" ? "dispute@2" : "credit-repair@1"),
                    ])
            }
            func status() throws -> CaseState.Status? {
                try CaseBook(configuration: fixture.configuration, office: nil).named("CITY-1", .dispute).first?.held.status
            }
            try send(
                "dispute", "submitted", "s",
                [
                    ("channel", .string("信用门户")), ("applicant", .string("本人")), ("grounds", .string("已履行，不应列入")), ("submittedDate", today),
                    ("disputedFields", .array([.object(JSONObject([("field", .string("LRMDSY")), ("claimedValue", .string("无"))]))])),
                ])
            try fixture.expect("the submission", observer) { observer.outcomes["s"]?.final == "accepted" }
            try send("dispute", "accepted", "a", [("acceptedDate", today), ("acceptedBy", .string("云江市信用中心"))])
            try fixture.expect("the acceptance", observer) { observer.outcomes["a"]?.final == "accepted" }
            #expect(try status() == .accepted)
            // The platform cannot say what the source found, nor publish what is no case.
            try send("dispute", "verified", "v", [
                ("result", .string("维持")), ("explanation", .string("维持")), ("verifiedDate", today), ("verifiedBy", .string("云江市信用中心")),
            ])
            try fixture.expect("the refusal", observer) { observer.outcomes["v"]?.final == "rejected" }
            try send("administrative-penalty", "reported", "p", [])
            try fixture.expect("the other refusal", observer) { observer.outcomes["p"]?.final == "rejected" }
            #expect(hub.stop() == 0)
        }
    }
}
