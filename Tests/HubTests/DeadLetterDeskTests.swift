import Credit
import Foundation
import Hub
import JSON
import Kafka
import Ops
import TestSupport
import Testing

/// The desk at which the tests deal with dead letters: the program itself, as operators call it.
struct DeadLetterDesk {
    static let party = "market-regulation"
    let fixture: HubFixture
    var party = DeadLetterDesk.party

    private var connection: [String] {
        [
            "--party", party, "--bootstrap", fixture.broker.bootstrapServers, "--prefix", fixture.configuration.prefix, "--contracts",
            fixture.configuration.contracts, "--topics", fixture.configuration.topics, "--lang", "en",
        ]
    }

    func arguments(_ words: [String]) -> [String] {
        let needsKey = ["replay", "discard"].contains(words[0])
        return ["dlq"] + words + connection + (needsKey ? ["--subject-key", fixture.configuration.subjectKeyFile!, "--embedded-broker"] : [])
    }

    func run(_ words: String..., environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(arguments(words), environment: environment)
    }

    /// The letters that `dlq list --json` shows.
    func letters(_ status: String = "outstanding") throws -> [JSONValue] {
        let result = try run("list", "--status", status, "--json")
        try #require(result.status == 0, "\(result.errors)")
        return try result.output.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
    }

    /// Exports all outstanding letters, with other records for some of the events.
    ///
    /// - returns: the path of the file.
    func export(mending records: [String: [UInt8]], only: Bool = false) throws -> String {
        let result = try run("export")
        try #require(result.status == 0, "\(result.errors)")
        var lines: [String] = []
        for line in result.output.split(separator: "\n") {
            let json = try JSONValue(parsing: String(line))
            let event = json["event"]?.stringValue ?? ""
            guard let record = records[event] else {
                if !only { lines.append(String(line)) }
                continue
            }
            let members = json.objectValue!.map { ($0.name, $0.name == "record" ? try! JSONValue(parsing: record) : $0.value) }
            lines.append(JSONValue.object(JSONObject(members)).jsonText)
        }
        let path = fixture.directory + "/mended-\(UInt32.random(in: 0 ... .max)).jsonl"
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// What the audit holds of dead letters that were dealt with: it is there as soon as the ledger has handled the notes.
    func audit() throws -> [JSONValue] {
        let follower = try TopicFollower(client: fixture.configuration.client("audit"), topics: [fixture.topology.names.audit])
        defer { follower.close() }
        var lines: [JSONValue] = []
        try follower.readToEnd { message in
            guard let value = message.value, let line = try? JSONValue(parsing: Array(value)) else { return }
            if line["action"]?.stringValue?.hasPrefix("dead-letter.") == true { lines.append(line) }
        }
        return lines
    }

    /// Waits until the audit holds so much of dead letters.
    func waitForAudit(_ count: Int, sourceLocation: SourceLocation = #_sourceLocation) throws -> [JSONValue] {
        var lines: [JSONValue] = []
        try fixture.wait("\(count) dead letters in the audit", sourceLocation: sourceLocation) {
            lines = (try? audit()) ?? []
            return lines.count >= count
        }
        return lines
    }

    /// How many messages a topic holds that read_committed readers see.
    func count(_ topic: String) throws -> Int {
        let follower = try TopicFollower(client: fixture.configuration.client("count"), topics: [topic])
        defer { follower.close() }
        var count = 0
        try follower.readToEnd { _ in count += 1 }
        return count
    }

    func publish(_ events: [SampleEvent], _ publisher: Publisher) throws {
        for event in events { try publisher.publish(event, time: SystemClock().now()) }
        try publisher.flush()
    }

    /// Publishes one message as it is.
    func publish(_ value: [UInt8], key: String, headers: [(String, String)], record: String = "administrative-penalty") throws {
        let producer = try KafkaProducer(ProducerConfiguration(client: fixture.configuration.client("desk"), transactionalID: nil))
        defer { _ = producer.close(timeoutMilliseconds: 5_000) }
        var list = KafkaHeaders(capacity: headers.count)
        for (name, value) in headers { list.append(name, value) }
        try producer.produce(to: try producer.topic(fixture.topology.names.department(party, record)), key: key, value: value, headers: list)
        try producer.flush(timeoutMilliseconds: 30_000)
    }

    /// The event with its day of decision under a name that no contract knows.
    static func broken(_ event: SampleEvent) -> SampleEvent {
        var event = event
        event.value = Array(String(decoding: event.value, as: UTF8.self).replacing("\"CF_JDRQ\"", with: "\"CF_JDRQX\"").utf8)
        return event
    }
}
