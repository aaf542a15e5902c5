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
        /// A hub whose ledger holds one entry of an enterprise.
        private final class Ground {
            let fixture: HubFixture
            let observer: HubObserver
            let event: SampleEvent
            private(set) var hub: HubProcess
            private(set) var recordID = ""

            /// - parameter roles: those that it has until ``restart()``.
            init(_ name: String, seed: UInt64, roles: [String] = []) throws {
                fixture = try HubFixture(name, parties: ["emergency-management", "credit-office"])
                observer = try fixture.observer()
                var samples = fixture.samples(seed: seed)
                var event = samples.listing(party: "emergency-management")
                while !event.isAboutEnterprise || !event.isKnownByCode { event = samples.listing(party: "emergency-management") }
                self.event = event
                hub = try fixture.hub(roles)
                try hub.start()
                let publisher = try fixture.publisher()
                try publisher.publish(event, time: SystemClock().now())
                try publisher.flush()
                try fixture.expect("the entry", observer) { observer.outcomes[event.id]?.final == "accepted" }
                recordID = try #require(observer.outcomes[event.id]?.record)
            }

            func restart() throws {
                hub.kill()
                hub = try fixture.hub()
                try hub.start()
            }

            let today = JSONValue.string(SystemClock().now().day.description)

            /// Who it is about.
            var subject: [(String, JSONValue)] {
                let content = (try? JSONValue(parsing: event.value)) ?? .null
                return [
                    ("subjectCategory", content["XYZTLB"] ?? .null), ("subjectName", content["JGMC"] ?? .null),
                    ("subjectCode", content["TYSHXYDM"] ?? .null),
                ]
            }

            static let disputed = JSONValue.array([.object(JSONObject([("field", .string("LRMDSY")), ("claimedValue", .string("无"))]))])

            var submission: [(String, JSONValue)] {
                [
                    ("channel", .string("信用办窗口")), ("applicant", .string("本人")), ("grounds", .string("已履行，不应列入")),
                    ("submittedDate", today), ("disputedFields", Self.disputed),
                ]
            }

            /// A step of a dispute as whoever may write the topic sends it, and what became of it.
            func send(_ operation: String, _ id: String, to topic: String, caseID: String, _ members: [(String, JSONValue)], _ final: String) throws {
                let document = JSONValue.object(
                    JSONObject([("caseId", .string(caseID)), ("recordId", .string(recordID))] + subject + members))
                try fixture.send(
                    topic, key: id, value: Array(document.jsonText.utf8),
                    headers: [("ce_id", id), ("ce_type", "cn.credit.dispute.\(operation)"), ("ce_dataschema", "dispute@2")])
                try fixture.expect(id, observer) { observer.outcomes[id]?.final == final }
            }

            func held(_ caseID: String) throws -> CaseState? {
                try CaseBook(configuration: fixture.configuration, office: nil).named(caseID, .dispute).first?.held
            }
        }

        @Test("a dispute is answered only when the platform has the lifted mark, whatever happens to the hub in between")
        func dispute() throws {
            // Without delivery nobody tells the ledger what the platform has.
            let ground = try Ground("dispute-life", seed: 71, roles: ["--roles", "ingest,ledger"])
            let (fixture, observer, today) = (ground.fixture, ground.observer, ground.today)
            func send(_ operation: String, _ id: String, by party: String = "credit-office", _ members: [(String, JSONValue)]) throws {
                try ground.send(operation, id, to: fixture.topology.names.department(party, "dispute"), caseID: "YY-1", members, "accepted")
            }
            func held() throws -> CaseState? { try ground.held("YY-1") }
            try send("submitted", "s", ground.submission)
            try send("accepted", "a", [("acceptedDate", today), ("acceptedBy", .string("云岭县社会信用体系建设办公室"))])
            try send(
                "verified", "v", by: "emergency-management",
                [
                    ("result", .string("维持")), ("explanation", .string("经核实，列入依据充分")), ("verifiedDate", today),
                    ("verifiedBy", .string("云岭县应急管理局")),
                ])
            let waiting = try #require(try held())
            #expect(waiting.status == .effecting)
            #expect(waiting.awaited.map(\.feed) == ["upstream.city", "subscriber.administrative-approval"])
            #expect(waiting.due != nil)

            try ground.restart()
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
            #expect(ground.hub.stop() == 0)
        }

        @Test("officers open and handle a dispute by commands: who does a step, subject, version and day are filled in")
        func commands() throws {
            let ground = try Ground("dispute-commands", seed: 72)
            let fixture = ground.fixture
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
            let form = JSONValue.object(JSONObject(ground.subject + ground.submission.filter { $0.0 != "submittedDate" }))
            let file = fixture.directory + "/form.json"
            try Data(form.jsonText.utf8).write(to: URL(fileURLWithPath: file))
            try step("open", "YY-9", "--record", ground.recordID, "--content", file)
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
            #expect(ground.hub.stop() == 0)
        }

        @Test("a dispute that comes down from the platform is handled by it, and verified by the source only")
        func sentDown() throws {
            let ground = try Ground("case-down", seed: 73)
            let topic = ground.fixture.topology.names.platformInput("city")
            let office = JSONValue.string("云江市信用中心")
            func send(_ operation: String, _ id: String, _ members: [(String, JSONValue)], _ final: String) throws {
                try ground.send(operation, id, to: topic, caseID: "CITY-1", members, final)
            }
            try send("submitted", "s", ground.submission, "accepted")
            try send("accepted", "a", [("acceptedDate", ground.today), ("acceptedBy", office)], "accepted")
            #expect(try ground.held("CITY-1")?.status == .accepted)
            // It cannot say what the source found, nor publish what is no case.
            try send(
                "verified", "v",
                [("result", .string("维持")), ("explanation", .string("维持")), ("verifiedDate", ground.today), ("verifiedBy", office)], "rejected")
            try ground.fixture.send(
                topic, key: "p", value: ground.event.value,
                headers: [("ce_id", "p"), ("ce_type", "cn.credit.list-designation.listed"), ("ce_dataschema", "list-designation@1")])
            try ground.fixture.expect("p", ground.observer) { ground.observer.outcomes["p"]?.final == "rejected" }
            #expect(ground.hub.stop() == 0)
        }
    }
}
