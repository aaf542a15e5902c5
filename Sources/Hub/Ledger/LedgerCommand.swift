import Contracts
import Credit
import JSON
import Kafka

/// Commands on `ledger.in`: what the hub tells its own ledger. Each goes to a partition of its own, not to that of a subject.
enum LedgerCommand {
    /// What the types of all commands begin with.
    static let prefix = Array("cn.credit.command.".utf8)

    /// Reads a command; nil if it is none that the hub writes.
    static func read(_ message: borrowing KafkaMessage, _ envelope: Envelope, parser: JSONParser) -> LedgerInput? {
        guard let type = envelope.type, let id = envelope.id?.text else { return nil }
        let value = message.value
        let view = value.flatMap { try? parser.parse($0) }
        if type.isEqual(SubscriptionCommand.eventType) {
            guard let party = message.key?.text else { return nil }
            guard value != nil else { return .subscription(SubscriptionCommand(event: id, party: party, subscription: nil)) }
            guard let subscription = view.flatMap({ Subscription($0) }), subscription.party == party else { return nil }
            return .subscription(SubscriptionCommand(event: id, party: party, subscription: subscription))
        }
        if type.isEqual(DigestCommand.eventType) {
            return .digest(DigestCommand(event: id, party: message.header("credithub.party")?.text))
        }
        if type.isEqual(CalendarCommand.eventType) { return .calendar(CalendarCommand(event: id)) }
        if type.isEqual(DeliveryCommand.eventType) {
            guard let platform = envelope.source?.text, let number = view?.member("sequence")?.intValue else { return nil }
            return .delivered(DeliveryCommand(event: id, platform: platform, number: Int64(number)))
        }
        guard let view, let party = envelope.source?.text, let origin = envelope.origin.flatMap({ Origin($0.text) }) else { return nil }
        if type.isEqual(Confirmation.eventType) {
            guard let number = view.member("sequence")?.intValue else { return nil }
            return .confirmation(Confirmation(event: id, party: party, number: Int64(number), origin: origin))
        }
        guard let contract = envelope.dataSchema?.text, let list = envelope.list?.text, let file = view.member("file")?.string,
            let count = view.member("count")?.intValue, let at = view.member("at")?.intValue.map({ Timestamp(milliseconds: Int64($0)) }),
            let digest = view.member("digest").flatMap({ $0.withUTF8 { Digest256(hex: $0) } })
        else { return nil }
        let key = ListFileKey(party: party, contract: contract, list: list)
        let answers = view.member("answers")?.boolValue ?? false
        if type.isEqual(ListFilePart.eventType) {
            guard let number = view.member("part")?.intValue, let entries = view.member("entries"), entries.kind == .array else { return nil }
            return .listFilePart(
                ListFilePart(
                    event: id, key: key, file: file, number: number,
                    part: ListFileState.Part(count: count, digest: digest, isFaulty: view.member("faulty")?.boolValue ?? false),
                    entries: Array(entries.rawBytes), origin: origin, at: at, answers: answers))
        }
        if type.isEqual(ListFileEnd.eventType) {
            guard let parts = view.member("parts")?.intValue else { return nil }
            let partitions = view.member("partitions")?.intValue ?? 0
            return .listFileEnd(
                ListFileEnd(
                    event: id, key: key, file: file, parts: parts, count: count, digest: digest, origin: origin, at: at, answers: answers,
                    share: Receipt.Share(partition: message.partition, partitions: Int32(clamping: partitions))))
        }
        return nil
    }

    fileprivate static func headers(_ id: String, _ type: StaticString, source: String = "credithub") -> KafkaHeaders {
        var headers = KafkaHeaders(capacity: 10)
        headers.append("ce_specversion", "1.0" as StaticString)
        headers.append("ce_id", id)
        headers.append("ce_source", source)
        headers.append("ce_type", type)
        headers.append("content-type", "application/json" as StaticString)
        return headers
    }

    fileprivate static func headers(_ id: String, _ type: StaticString, _ key: ListFileKey, _ origin: Origin) -> KafkaHeaders {
        var headers = headers(id, type, source: key.party)
        headers.append("ce_dataschema", key.contract)
        headers.append("ce_list", key.list)
        headers.append("ce_origin", origin.description)
        return headers
    }
}

extension SubscriptionCommand {
    /// `ce_type` of the command.
    static let eventType: StaticString = "cn.credit.command.subscription"

    /// The command that brings a subscription, or ends it.
    package init(party: String, subscription: Subscription?) {
        self.init(event: "", party: party, subscription: subscription)
        var hasher = SHA256()
        value?.withUnsafeBytes { hasher.update($0) }
        event = "subscription:\(party):\(hasher.finalize().prefix)"
    }

    /// The message's value; nil if the subscription ends.
    package var value: [UInt8]? {
        guard let subscription else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        subscription.write(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    package var headers: KafkaHeaders { LedgerCommand.headers(event, Self.eventType) }
}

extension DigestCommand {
    /// `ce_type` of the command.
    static let eventType: StaticString = "cn.credit.command.digest"

    package var headers: KafkaHeaders {
        var headers = LedgerCommand.headers(event, Self.eventType)
        if let party { headers.append("credithub.party", party) }
        return headers
    }
}

extension DeliveryCommand {
    /// `ce_type` of the command.
    static let eventType: StaticString = "cn.credit.command.delivered"

    package var value: [UInt8] { Array("{\"sequence\":\(number)}".utf8) }

    package var headers: KafkaHeaders { LedgerCommand.headers(event, Self.eventType, source: platform) }
}

extension CalendarCommand {
    /// `ce_type` of the command.
    static let eventType: StaticString = "cn.credit.command.calendar"

    package var headers: KafkaHeaders { LedgerCommand.headers(event, Self.eventType) }
}

extension Confirmation {
    /// `ce_type` of the command.
    static let eventType: StaticString = "cn.credit.command.confirmation"

    package var value: [UInt8] { Array("{\"sequence\":\(number)}".utf8) }

    package var headers: KafkaHeaders {
        var headers = LedgerCommand.headers(event, Self.eventType, source: party)
        headers.append("ce_origin", origin.description)
        return headers
    }
}

extension ListFilePart {
    /// `ce_type` of the command.
    static let eventType: StaticString = "cn.credit.command.list-file-part"

    package var headers: KafkaHeaders { LedgerCommand.headers(event, Self.eventType, key, origin) }

    package var value: [UInt8] {
        var writer = JSONWriter(capacity: 256 + entries.count)
        writer.beginObject()
        writer.member("file", file)
        writer.member("part", number)
        writer.member("count", part.count)
        writer.member("digest", part.digest.hex)
        writer.member("faulty", part.isFaulty)
        writer.member("at", at.milliseconds)
        writer.member("answers", answers)
        writer.name("entries")
        entries.withUnsafeBytes { writer.raw($0) }
        writer.endObject()
        return writer.bytes
    }
}

extension ListFileEnd {
    /// `ce_type` of the command.
    static let eventType: StaticString = "cn.credit.command.list-file-end"

    package var headers: KafkaHeaders { LedgerCommand.headers(event, Self.eventType, key, origin) }

    package var value: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("file", file)
        writer.member("parts", parts)
        writer.member("count", count)
        writer.member("digest", digest.hex)
        writer.member("at", at.milliseconds)
        writer.member("answers", answers)
        writer.member("partitions", Int(share.partitions))
        writer.endObject()
        return writer.bytes
    }
}

extension ViewChange {
    /// The key of messages that only tell a digest: no entry has it.
    package static let digestKey = "@digest"
    /// `ce_type` of such messages.
    package static let digestType = "cn.credit.view.digest"
}
