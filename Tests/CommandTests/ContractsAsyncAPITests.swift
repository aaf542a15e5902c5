import Credit
import Foundation
import JSON
import TestSupport
import Testing

/// `credithub contracts asyncapi`.
@Suite struct ContractsAsyncAPITests {
    private static func document(_ more: [String] = []) throws -> JSONValue {
        let result = try Program.run(["contracts", "asyncapi"] + more)
        #expect(result.status == 0, "\(result.errors)")
        return try JSONValue(parsing: result.output)
    }

    private static func file(_ path: String) throws -> JSONValue {
        let data = try #require(FileManager.default.contents(atPath: "\(Program.repository)/\(path)"), "\(path)")
        return try JSONValue(parsing: [UInt8](data))
    }

    /// Every `$ref` of a value.
    private static func references(_ value: JSONValue) -> [String] {
        switch value {
        case .array(let elements): elements.flatMap(references)
        case .object(let members):
            members.flatMap { $0.name == "$ref" ? [$0.value.stringValue].compactMap { $0 } : references($0.value) }
        default: []
        }
    }

    private static func folder(_ name: String) throws -> [JSONValue] {
        try FileManager.default.contentsOfDirectory(atPath: "\(Program.repository)/topics/\(name)").sorted()
            .map { try file("topics/\(name)/\($0)") }
    }

    /// The topics that the bindings of the repository call for.
    private static func topics() throws -> Set<String> {
        var topics: Set<String> = ["ledger.in", "ledger.state", "audit"]
        for department in try folder("departments") {
            let party = try #require(department["party"]?.stringValue)
            for record in department["records"]?.arrayValue ?? [] { topics.insert("dept.\(party).\(record["record"]?.stringValue ?? "")") }
            topics.formUnion(["receipt.\(party)", "dlq.\(party)", "notice.\(party)"])
        }
        for platform in try folder("platforms") {
            let party = try #require(platform["party"]?.stringValue)
            topics.formUnion(["platform.\(party).in", "upstream.\(party)", try #require(platform["transport"]?["topic"]?.stringValue)])
            if ["lists", "cases"].contains(where: { platform[$0]?.arrayValue?.isEmpty == false }) {
                topics.formUnion(["receipt.\(party)", "dlq.\(party)", "notice.\(party)"])
            }
        }
        for subscriber in try folder("subscribers") {
            let party = try #require(subscriber["party"]?.stringValue)
            topics.formUnion(["subscriber.\(party)", "receipt.\(party)", "dlq.\(party)", "notice.\(party)"])
            if subscriber["feedback"] == .bool(true) { topics.insert("feedback.\(party)") }
        }
        return topics
    }

    @Test func everyTopicIsAChannelAsPlanned() throws {
        let document = try Self.document()
        #expect(document["asyncapi"]?.stringValue == "3.0.0")
        #expect(document["info"]?["title"]?.stringValue?.isEmpty == false)
        #expect(document["info"]?["version"]?.stringValue?.isEmpty == false)
        let channels = try #require(document["channels"]?.objectValue)
        let addresses = channels.compactMap { $0.value["address"]?.stringValue }
        #expect(addresses.count == channels.count)
        #expect(Set(addresses) == (try Self.topics()))
        for channel in channels {
            #expect(channel.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
            let kafka = try #require(channel.value["bindings"]?["kafka"])
            #expect(kafka["topic"] == channel.value["address"])
            #expect((kafka["partitions"]?.intValue ?? 0) > 0 && (kafka["replicas"]?.intValue ?? 0) > 0)
            #expect(kafka["topicConfiguration"]?["cleanup.policy"]?.arrayValue?.isEmpty == false)
            #expect(channel.value["messages"]?.objectValue?.isEmpty == false)
        }
        let penalty = try #require(channels["dept_court_administrative-penalty"])
        #expect(penalty["x-receiptTopic"]?.stringValue == "receipt.court")
        #expect(penalty["x-errorTopic"]?.stringValue == "dlq.court")
    }

    @Test(arguments: [[], ["--party", "court"], ["--party", "government-procurement"], ["--party", "credithub"]])
    func everyReferenceResolves(_ more: [String]) throws {
        let document = try Self.document(more)
        let references = Self.references(document)
        #expect(!references.isEmpty)
        for reference in references {
            let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let pointer = try #require(JSONPointer(parts.count == 2 ? parts[1] : ""))
            let root = parts[0].isEmpty ? document : try Self.file(parts[0])
            #expect(root.resolve(pointer) != nil, "\(reference)")
        }
    }

    @Test func operationsNameMessagesOfTheirChannel() throws {
        let document = try Self.document()
        let operations = try #require(document["operations"]?.objectValue)
        for operation in operations {
            let action = try #require(operation.value["action"]?.stringValue)
            #expect(["send", "receive"].contains(action))
            let channel = try #require(operation.value["channel"]?["$ref"]?.stringValue)
            for message in operation.value["messages"]?.arrayValue ?? [] {
                #expect(message["$ref"]?.stringValue?.hasPrefix("\(channel)/messages/") == true)
            }
            #expect((operation.value["x-isolationLevel"]?.stringValue == "read_committed") == (action == "receive"))
            #expect((operation.value["x-transactional"] != nil) == (action == "send"))
        }
        // Each department sends what the hub receives.
        let sent = operations["court_send_dept_court_dispute"]?["channel"]
        #expect(sent != nil)
        #expect(operations["credithub_ingest_receive_dept_court_dispute"]?["channel"] == sent)
        // A subscriber sends its feedback, which the hub receives and answers.
        let feedback = operations["administrative-approval_send_feedback_administrative-approval"]?["channel"]
        #expect(feedback != nil)
        #expect(operations["credithub_ingest_receive_feedback_administrative-approval"]?["channel"] == feedback)
        #expect(operations["credithub_ingest_send_receipt_administrative-approval"] != nil)
        #expect(operations["administrative-approval_receive_notice_administrative-approval"] != nil)
        #expect(operations["credit-portal_send_feedback_credit-portal"] == nil)
        #expect(operations["city_receive_dlq_city"] != nil)
        // To its own input the ledger sends nothing but what is due.
        #expect(
            operations["credithub_ledger_send_ledger_in"]?["messages"]?.arrayValue?.compactMap { $0["$ref"]?.stringValue }
                == ["#/channels/ledger_in/messages/timerCommand"])
        // Tools only tell the ledger: the audit has one writer.
        let writers = operations.filter { $0.value["action"] == .string("send") && $0.value["channel"]?["$ref"] == .string("#/channels/audit") }
        #expect(writers.map { $0.value["x-stage"] } == [.string("ledger")])
        #expect(operations["credithub_dlq_send_ledger_in"]?["messages"]?.arrayValue?.count == 1)
    }

    @Test func messagesHaveHeadersAndTheContractAsPayload() throws {
        let messages = try #require(try Self.document()["components"]?["messages"])
        let withdrawn = try #require(messages["administrative-penalty-v2-withdrawn"])
        #expect(withdrawn["payload"]?["schemaFormat"]?.stringValue == "application/schema+json;version=draft-2020-12")
        #expect(withdrawn["payload"]?["schema"]?["$ref"]?.stringValue == "contracts/administrative-penalty/v2.schema.json#/$defs/withdrawal")
        #expect(withdrawn["headers"]?["properties"]?["ce_type"]?["const"]?.stringValue == "cn.credit.administrative-penalty.withdrawn")
        #expect(withdrawn["x-compatibility"] != nil)
        #expect(messages["receipt"]?["payload"]?["$ref"]?.stringValue == "#/components/schemas/receipt")
        #expect(messages["auditEntry"]?["payload"]?["$ref"]?.stringValue == "#/components/schemas/auditEntry")
    }

    @Test func whatSubscribersAndPlatformsSendHasSchemasAndExamplesThatFit() throws {
        let document = try Self.document()
        let messages = try #require(document["components"]?["messages"])
        for (name, type) in [
            ("viewDigest", "cn.credit.view.digest"), ("viewConfirmed", "cn.credit.view.confirmed"),
            ("viewDigestRequested", "cn.credit.view.digest-requested"),
            ("list-designation-v1-list-file-part", "cn.credit.list-designation.list-file-part"),
            ("list-designation-v1-list-file-end", "cn.credit.list-designation.list-file-end"),
        ] {
            let message = try #require(messages[name], "\(name)")
            #expect(message["name"] == .string(type))
            #expect(message["headers"]?["properties"]?["ce_type"]?["const"] == .string(type))
            #expect(message["payload"] != nil)
            let examples = try #require(message["examples"]?.arrayValue)
            #expect(!examples.isEmpty && examples.allSatisfy { $0["headers"]?["ce_type"] == .string(type) && $0["payload"] != nil })
        }
        // The end's digest is that of its part as it stands in the example.
        let part = try #require(messages["list-designation-v1-list-file-part"]?["examples"]?.arrayValue?.first?["payload"])
        let end = try #require(messages["list-designation-v1-list-file-end"]?["examples"]?.arrayValue?.first?["payload"])
        #expect(part.arrayValue?.count == 1 && end["count"]?.intValue == 1 && end["parts"]?.intValue == 1)
        let inner = Array(part.jsonText.utf8).withUnsafeBytes { SHA256.hash($0) }
        #expect(end["digest"]?.stringValue == inner.bytes.withUnsafeBytes { SHA256.hash($0) }.hex)
        let channels = try #require(document["channels"])
        #expect(channels["feedback_joint-measures"]?["messages"]?["viewConfirmed"] != nil)
        #expect(channels["feedback_joint-measures"]?["messages"]?["viewDigestRequested"] != nil)
        #expect(channels["subscriber_joint-measures"]?["messages"]?["viewDigest"] != nil)
        #expect(channels["platform_city_in"]?["messages"]?["list-designation-v1-list-file-end"] != nil)
        #expect(channels["platform_city_in"]?["messages"]?["platformInput"] == nil)
        #expect(document["operations"]?["credithub_ingest_receive_platform_city_in"] != nil)
        for name in ["ce_sequence", "ce_viewcount", "ce_viewdigest", "ce_reason"] {
            #expect(document["components"]?["schemas"]?["viewHeaders"]?["properties"]?[name] != nil)
        }
    }

    @Test func onePartySeesItsOwnTopicsOnly() throws {
        let channels = try #require(try Self.document(["--party", "court"])["channels"]?.objectValue)
        #expect(channels.names.allSatisfy { $0.contains("court") })
        let unknown = try Program.run(["contracts", "asyncapi", "--party", "nobody"])
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("court"))
    }

    @Test func prefixAndSchemaBaseAreTaken() throws {
        let document = try Self.document(["--prefix", "t1.", "--schemas", "https://credit.example/c/"])
        #expect(document["channels"]?.objectValue?.allSatisfy { $0.value["address"]?.stringValue?.hasPrefix("t1.") == true } == true)
        #expect(Self.references(document).contains { $0.hasPrefix("https://credit.example/c/dispute/v1.schema.json#") })
    }

    @Test func theFileIsWhatIsPrinted() throws {
        let file = try TemporaryFile("", named: "asyncapi.json")
        let written = try Program.run(["contracts", "asyncapi", "--out", file.path])
        #expect(written.status == 0 && written.output.isEmpty)
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == (try Program.run(["contracts", "asyncapi"]).output))
        let nowhere = try Program.run(["contracts", "asyncapi", "--out", "/nonexistent/x.json"])
        #expect(nowhere.status == 2)
        #expect(nowhere.errors.split(separator: "\n").count == 1)
    }
}
