import Contracts
import Credit
import Hub
import JSON
import Kafka

/// Where a record has been (`credithub trace`): every message about it in the hub's topics, in order of time.
public struct Trace {
    /// One place where the record was seen.
    public struct Step: Sendable {
        public enum Stage: Int, Sendable {
            case received
            case validated
            case ledger
            case state
            case outbox
            case platform
            case delivered
            case subscriber
            case deadLetter
            case notice

            public var name: Bilingual {
                switch self {
                case .received: Bilingual(zh: "接收", en: "received")
                case .validated: Bilingual(zh: "接入校验", en: "ingest")
                case .ledger: Bilingual(zh: "台账", en: "ledger")
                case .state: Bilingual(zh: "台账状态", en: "state")
                case .outbox: Bilingual(zh: "上报队列", en: "outbox")
                case .platform: Bilingual(zh: "上级平台", en: "upstream")
                case .delivered: Bilingual(zh: "上报回执", en: "delivered")
                case .subscriber: Bilingual(zh: "订阅方", en: "subscriber")
                case .deadLetter: Bilingual(zh: "死信", en: "dead letter")
                case .notice: Bilingual(zh: "通知", en: "notice")
                }
            }
        }

        public let stage: Stage
        public let time: Timestamp
        public let topic: String
        public let partition: Int32
        public let offset: Int64
        /// The event that caused it.
        public let event: String?
        /// What happened there: a status, an operation, a list.
        public let summary: String
    }

    private let configuration: HubConfiguration
    private let topology: Topology

    public init(configuration: HubConfiguration, topology: Topology) {
        self.configuration = configuration
        self.topology = topology
    }

    /// Finds a record by its id, by the id of one of its events, or by its document number.
    ///
    /// - returns: the steps in order of time; empty if nothing is known.
    /// - throws: ``KafkaError`` if the topics cannot be read.
    public func steps(for needle: String) throws(KafkaError) -> [Step] {
        // First which records and events are meant, then everything about them.
        var records: Set<String> = []
        var events: Set<String> = [needle]
        let quoted = Array("\"\(needle)\"".utf8)
        if Identifier128(needle) != nil { records.insert(needle) }
        let sources = [topology.names.ledgerInput] + topology.departments.map { topology.names.receipts($0.party) }
        try scan(sources) { message in
            guard let value = message.value else { return }
            if let record = message.header("ce_recordid") {
                let event = message.header("ce_id").map { String(decoding: $0, as: UTF8.self) } ?? ""
                if event == needle || contains(value, quoted) { records.insert(String(decoding: record, as: UTF8.self)) }
            } else if message.key.map({ $0.elementsEqual(needle.utf8) }) ?? false, let receipt = parse(value),
                let record = receipt["record"]?.stringValue
            {
                records.insert(record)
            }
        }
        try scan([topology.names.ledgerInput]) { message in
            guard let record = message.header("ce_recordid"), let id = message.header("ce_id"),
                records.contains(String(decoding: record, as: UTF8.self))
            else { return }
            events.insert(String(decoding: id, as: UTF8.self))
        }

        var steps: [Step] = []
        try scan(topology.topics.map(\.name)) { message in
            if let step = step(message, records, events) { steps.append(step) }
        }
        return steps.sorted {
            ($0.time, $0.stage.rawValue, $0.topic, $0.partition, $0.offset) < ($1.time, $1.stage.rawValue, $1.topic, $1.partition, $1.offset)
        }
    }

    private func scan(_ topics: [String], _ body: (borrowing KafkaMessage) -> Void) throws(KafkaError) {
        let follower = try TopicFollower(client: configuration.client("trace"), topics: topics)
        defer { follower.close() }
        try follower.readToEnd(body)
    }

    // MARK: One message

    private func step(_ message: borrowing KafkaMessage, _ records: Set<String>, _ events: Set<String>) -> Step? {
        let topic = message.topic
        let name = String(topic.dropFirst(topology.names.prefix.count))
        let kind = name.prefix { $0 != "." }
        let key = message.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
        let event = message.header("ce_id").map { String(decoding: $0, as: UTF8.self) }
        let place = "\(topic)/\(message.partition)/\(message.offset)"
        let stage: Step.Stage
        var shownEvent = event
        var summary = ""
        switch kind {
        case "dept":
            guard events.contains(event ?? place) else { return nil }
            stage = .received
            shownEvent = event ?? place
            summary = message.header("ce_type").map { String(decoding: $0, as: UTF8.self) } ?? "-"
        case "receipt":
            guard let receipt = message.value.flatMap(parse), let record = receipt["record"]?.stringValue ?? Optional(""),
                records.contains(record) || (events.contains(key) && record.isEmpty)
            else { return nil }
            let at = receipt["stage"]?.stringValue ?? ""
            stage = at == "ingest" ? .validated : at == "upstream" ? .delivered : .ledger
            shownEvent = key
            let codes = (receipt["errors"]?.arrayValue ?? []).compactMap { error in
                error["code"]?.stringValue.map { "\($0) \(error["path"]?.stringValue ?? "")" }
            }
            let words = [
                receipt["status"]?.stringValue, receipt["operation"]?.stringValue, receipt["platform"]?.stringValue,
            ]
            summary = (words.compactMap { $0 } + codes).joined(separator: " ")
        case "dlq":
            guard events.contains(key) else { return nil }
            stage = .deadLetter
            shownEvent = key
            summary = (message.header("credithub.error.codes") ?? message.header("credithub.dlq.disposition")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        case "ledger" where name == "ledger.state":
            guard records.contains(String(key.dropFirst(2))) else { return nil }
            stage = .state
            let state = message.value.flatMap(parse)
            shownEvent = state?["event"]?.stringValue
            let words = [key.prefix(1) == "e" ? "list entry" : nil, state?["status"]?.stringValue]
                + [state?["revision"]?.intValue.map { "revision \($0)" }, state == nil ? "removed" : nil]
            summary = words.compactMap { $0 }.joined(separator: " ")
        case "upstream":
            guard records.contains(key) else { return nil }
            stage = .outbox
            summary = message.value.flatMap(parse)?["operation"]?.stringValue ?? ""
        case "platform":
            guard records.contains(key) else { return nil }
            stage = .platform
            summary = message.value.flatMap(parse)?["operation"]?.stringValue ?? ""
        case "subscriber":
            guard records.contains(key) else { return nil }
            stage = .subscriber
            let entry = message.value.flatMap(parse)
            let disputed = entry?["disputed"]?.boolValue == true ? " disputed" : ""
            summary = "\(name.dropFirst("subscriber.".count)): " + (entry.map { "\($0["list"]?.stringValue ?? "")\(disputed)" } ?? "removed")
        case "notice":
            guard let notice = message.value.flatMap(parse), let record = notice["record"]?.stringValue, records.contains(record) else {
                return nil
            }
            stage = .notice
            summary = "\(notice["notice"]?.stringValue ?? "") \(notice["case"]?.stringValue ?? "")"
        default:
            return nil
        }
        return Step(
            stage: stage, time: Timestamp(milliseconds: message.timestampMilliseconds), topic: topic,
            partition: message.partition, offset: message.offset, event: shownEvent, summary: summary)
    }

    private func parse(_ bytes: UnsafeRawBufferPointer) -> JSONValue? {
        try? JSONValue(parsing: Array(bytes))
    }

    private func contains(_ bytes: UnsafeRawBufferPointer, _ needle: [UInt8]) -> Bool {
        guard bytes.count >= needle.count, let first = needle.first else { return false }
        for start in 0...bytes.count - needle.count
        where bytes[start] == first && UnsafeRawBufferPointer(rebasing: bytes[start..<start + needle.count]).elementsEqual(needle) {
            return true
        }
        return false
    }
}
