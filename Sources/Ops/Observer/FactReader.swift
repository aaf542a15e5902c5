import Credit
import JSON
import Kafka
import Hub

/// Reads the messages that the hub writes as ``Fact``s.
struct FactReader {
    private enum Source {
        case receipts(String)
        case outbox(String)
        case platform(String)
        case view(String)
        case deadLetters(String)
        case audit
    }

    private var sources: [String: Source] = [:]
    private var sourceByIdentity: [UnsafeRawPointer: Source] = [:]
    private let parser = JSONParser()

    init(_ topology: Topology) {
        for department in topology.departments {
            sources[topology.names.receipts(department.party)] = .receipts(department.party)
            sources[topology.names.deadLetters(department.party)] = .deadLetters(department.party)
        }
        for party in topology.subscribers.map(\.party) + topology.platforms.filter(\.sendsDown).map(\.party) {
            sources[topology.names.receipts(party)] = .receipts(party)
            sources[topology.names.deadLetters(party)] = .deadLetters(party)
        }
        for subscriber in topology.subscribers {
            sources[topology.names.subscriber(subscriber.party)] = .view(subscriber.party)
        }
        for platform in topology.platforms {
            sources[topology.names.outbox(platform.party)] = .outbox(platform.party)
            sources[topology.names.named(platform.topic)] = .platform(platform.party)
        }
        sources[topology.names.audit] = .audit
    }

    /// The topics that it knows.
    var topics: [String] { sources.keys.sorted() }

    /// The fact of one message; nil if it says nothing that is kept in books.
    mutating func fact(_ message: borrowing KafkaMessage) -> Fact? {
        let source: Source
        if let known = sourceByIdentity[message.topicIdentity] {
            source = known
        } else if let named = sources[message.topic] {
            sourceByIdentity[message.topicIdentity] = named
            source = named
        } else {
            return nil
        }
        switch source {
        case .receipts(let party): return receipt(message, party).map { .receipt($0) }
        case .outbox(let platform): return upstream(message).map { .outbox($0, platform: platform, numbered(message)) }
        case .platform(let platform): return upstream(message).map { .platform($0, platform: platform) }
        case .view(let party):
            guard text(message.key) != ViewChange.digestKey else { return digest(message, party) }
            return .view(view(message), party: party, numbered(message))
        case .deadLetters(let party):
            return Marker.isMarker(message) ? nil : .deadLetter(party: party, event: text(message.key))
        case .audit: return audit(message)
        }
    }

    private func receipt(_ message: borrowing KafkaMessage, _ party: String) -> Fact.Receipt? {
        guard let value = message.value, let receipt = try? parser.parse(value), let event = receipt.member("event")?.string,
            let status = receipt.member("status")?.string, let stage = receipt.member("stage")?.string
        else { return nil }
        return Fact.Receipt(
            party: party, event: event, stage: stage, status: status, operation: receipt.member("operation")?.string,
            record: receipt.member("record")?.string,
            codes: receipt.member("errors")?.elements.map { $0.member("code")?.string ?? "" } ?? [],
            time: receipt.member("time").flatMap { Timestamp($0.string) })
    }

    private func upstream(_ message: borrowing KafkaMessage) -> Fact.Upstream? {
        guard let value = message.value, let change = try? parser.parse(value),
            let operation = change.member("operation")?.string
        else { return nil }
        return Fact.Upstream(
            event: header(message, "ce_id") ?? "", record: change.member("record")?.string ?? text(message.key),
            operation: operation, revision: change.member("revision")?.intValue ?? 0)
    }

    private func view(_ message: borrowing KafkaMessage) -> Fact.View {
        var isDisputed: Bool?
        if let value = message.value, let parsed = try? parser.parse(value) {
            isDisputed = parsed.member("disputed")?.kind == .true
        }
        return Fact.View(entry: text(message.key), event: header(message, "ce_id") ?? "", isDisputed: isDisputed)
    }

    private func digest(_ message: borrowing KafkaMessage, _ party: String) -> Fact {
        var began: Timestamp?
        if let id = header(message, "ce_id"), id.hasPrefix("subscription:"), let value = message.value, let parsed = try? parser.parse(value) {
            began = parsed.member("time").flatMap { Timestamp($0.string) }
        }
        return .digest(party: party, began: began, numbered(message))
    }

    /// An entry of the ledger's chain: operators' own lines about dead letters are not numbered.
    private func audit(_ message: borrowing KafkaMessage) -> Fact? {
        guard let value = message.value, let entry = try? parser.parse(value),
            let number = entry.member("sequence")?.intValue, let previous = entry.member("previous")?.string
        else { return nil }
        return .audit(
            Fact.Numbered(topic: message.topic, partition: message.partition, number: Int64(number)), previous: previous,
            digest: SHA256.hash(value).hex)
    }

    private func numbered(_ message: borrowing KafkaMessage) -> Fact.Numbered {
        Fact.Numbered(
            topic: message.topic, partition: message.partition, number: header(message, "ce_sequence").flatMap { Int64($0) } ?? 0)
    }

    private func header(_ message: borrowing KafkaMessage, _ name: StaticString) -> String? {
        message.header(name).map { String(decoding: $0, as: UTF8.self) }
    }

    private func text(_ bytes: UnsafeRawBufferPointer?) -> String {
        bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
