import Hub
import Kafka

/// A producer with a planted bug.
final class PlantedProducer: StageProducer {
    private let producer: SimulatedProducer
    private let bug: PlantedBug
    private unowned let world: World
    /// What was sent in the open transaction.
    private var sent: [(topic: OutboxTopic, partition: Int32, key: [UInt8]?, value: [UInt8]?)] = []
    private var offsets: (places: [TopicPartitionOffset], consumer: any StageConsumer)?
    /// A transaction is open that should have been aborted.
    private var isLeftOpen = false
    private var count = 0
    /// The last value of each entry that a subscriber was sent, and the last digest that it was told, by topic.
    private var shown: [String: [UInt8]] = [:]
    private var told: [String: String] = [:]
    private var isAfterAbort = false
    /// Keys of records in the changelog whose last value has a dispute mark.
    private var marked: Set<[UInt8]> = []

    init(_ producer: SimulatedProducer, _ bug: PlantedBug, _ world: World) {
        self.producer = producer
        self.bug = bug
        self.world = world
    }

    func initTransactions(timeoutMilliseconds: Int32) throws(KafkaError) {
        try producer.initTransactions(timeoutMilliseconds: timeoutMilliseconds)
    }

    func beginTransaction() throws(KafkaError) {
        sent = []
        offsets = nil
        guard !isLeftOpen else {
            isLeftOpen = false
            return
        }
        try producer.beginTransaction()
    }

    func stageTopic(_ name: String) throws(KafkaError) -> OutboxTopic {
        try producer.stageTopic(name)
    }

    func send(
        to topic: OutboxTopic, partition: Int32, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?,
        headers: consuming KafkaHeaders?, timestampMilliseconds: Int64
    ) throws(KafkaError) {
        if isDropped(topic.name, key, value) { return }
        if bug == .sentAgain { sent.append((topic, partition, key.map { Array($0) }, value.map { Array($0) })) }
        if bug == .timerTwice, world.isInTimer, topic.name != "ledger.state" {
            try producer.send(
                to: topic, partition: partition, key: key, value: value, headers: nil, timestampMilliseconds: timestampMilliseconds)
        }
        var headers: KafkaHeaders? = headers
        if topic.name.hasPrefix("subscriber.") { headers = retold(headers.take(), "\(topic.name)/\(partition)", isRemoval: value == nil) }
        if let altered = altered(topic.name, key, value) {
            var pending: KafkaHeaders? = headers.take()
            var failure: KafkaError?
            altered.withUnsafeBytes { bytes in
                do throws(KafkaError) {
                    try producer.send(
                        to: topic, partition: partition, key: key, value: bytes, headers: pending.take(),
                        timestampMilliseconds: timestampMilliseconds)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            return
        }
        if bug == .deliveryTwice, topic.name.hasPrefix("platform.") {
            count += 1
            if count % 5 == 0 {
                try producer.send(
                    to: topic, partition: partition, key: key, value: value, headers: nil, timestampMilliseconds: timestampMilliseconds)
            }
        }
        try producer.send(
            to: topic, partition: partition, key: key, value: value, headers: headers.take(), timestampMilliseconds: timestampMilliseconds)
    }

    /// What the bug makes of the headers of a message to a subscriber.
    private func retold(_ headers: consuming KafkaHeaders?, _ place: String, isRemoval: Bool) -> KafkaHeaders? {
        guard bug == .digestKeptOnRemoval || bug == .numberReused else { return headers }
        let message = KafkaMessage(
            StoredMessage(topic: StoredMessage.Topic(name: place), partition: 0, offset: 0, key: nil, value: nil, headers: headers))
        var copy = message.copyHeaders()
        let digest = message.header("ce_viewdigest").map { String(decoding: $0, as: UTF8.self) }
        let number = message.header("ce_sequence").flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
        switch bug {
        case .digestKeptOnRemoval:
            if isRemoval, let former = told[place] {
                copy.remove("ce_viewdigest")
                copy.append("ce_viewdigest", former)
            }
            told[place] = digest
        default:
            if isAfterAbort, number > 1 {
                isAfterAbort = false
                copy.remove("ce_sequence")
                copy.append("ce_sequence", String(number - 1))
            }
        }
        return copy
    }

    /// What the bug makes of a message's value; nil where it leaves it as it is.
    private func altered(_ topic: String, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?) -> [UInt8]? {
        guard let value else { return nil }
        switch bug {
        case .closureForgotten:
            guard topic == "ledger.state", key?.first == UInt8(ascii: "c") else { return nil }
            count += 1
            guard count % 3 == 0 else { return nil }
            return Array(String(decoding: value, as: UTF8.self).replacing(#""status":"closed""#, with: #""status":"verified""#).utf8)
        case .dueLost, .caseEndsEarly, .stepUncounted:
            guard topic == "ledger.state", key?.first == UInt8(ascii: "c") else { return nil }
            return misheld(String(decoding: value, as: UTF8.self)).map { Array($0.utf8) }
        case .markForgotten:
            guard topic.hasPrefix("subscriber.") else { return nil }
            return Array(String(decoding: value, as: UTF8.self).replacing(#""disputed":true"#, with: #""disputed":false"#).utf8)
        case .formerFilter:
            guard topic.hasPrefix("subscriber."), let key, key.first != UInt8(ascii: "@") else { return nil }
            let place = topic + String(decoding: key, as: UTF8.self)
            if world.handledType.hasSuffix(".subscription"), let former = shown[place] { return former }
            shown[place] = Array(value)
            return nil
        default:
            return nil
        }
    }

    /// What the bug makes of a case in the changelog.
    private func misheld(_ text: String) -> String? {
        count += 1
        switch bug {
        case .dueLost:
            guard count % 3 == 0, let start = text.firstRange(of: #","due":{"#), let end = text[start.upperBound...].firstIndex(of: "}")
            else { return nil }
            return String(text[..<start.lowerBound] + text[text.index(after: end)...])
        case .caseEndsEarly:
            guard text.contains(#""status":"effecting""#) else { return nil }
            let next = text.contains(#""kind":"repair""#) ? "closed" : "effected"
            return Self.recounted(text.replacing(#""status":"effecting""#, with: #""status":"\#(next)""#), by: 1)
        default:
            return count % 3 == 0 ? Self.recounted(text, by: -1) : nil
        }
    }

    /// A case with another version.
    private static func recounted(_ text: String, by change: Int) -> String? {
        guard let name = text.firstRange(of: #""version":"#) else { return nil }
        let digits = text[name.upperBound...].prefix { $0.isNumber }
        guard let version = Int(digits), version + change > 0 else { return nil }
        return text[..<name.upperBound] + "\(version + change)" + text[digits.endIndex...]
    }

    /// Whether a record in the changelog has lost the dispute mark that it had.
    private func losesMark(_ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?) -> Bool {
        let id = key.map { Array($0) } ?? []
        let hasMark = value.map { String(decoding: $0, as: UTF8.self).contains(#""cases":["#) } ?? false
        if hasMark { marked.insert(id) }
        return !hasMark && marked.remove(id) != nil
    }

    /// Whether the bug keeps a message from being sent.
    private func isDropped(_ topic: String, _ key: UnsafeRawBufferPointer?, _ value: UnsafeRawBufferPointer?) -> Bool {
        if world.isMadeUp, topic.hasPrefix("receipt.") { return true }
        let kind = topic == "ledger.state" ? key?.first : nil
        switch bug {
        case .feedNumberForgotten: return kind == UInt8(ascii: "f")
        case .auditHeadForgotten: return kind == UInt8(ascii: "a")
        case .changeForgotten:
            guard kind == UInt8(ascii: "r") || kind == UInt8(ascii: "e") || kind == UInt8(ascii: "c") else { return false }
            count += 1
            return count % 7 == 0
        case .auditEntryLost, .deliveryLost:
            guard bug == .auditEntryLost ? topic == "audit" : topic.hasPrefix("platform.") else { return false }
            count += 1
            return count % 5 == 0
        case .markKept: return kind == UInt8(ascii: "r") && losesMark(key, value)
        case .closingUntold:
            guard topic.hasPrefix("receipt."), let value, String(decoding: value, as: UTF8.self).contains(#""status":"closed""#)
            else { return false }
            count += 1
            return count % 2 == 0
        case .timerLost: return topic == "ledger.in"
        case .heldEntryShown: return topic.hasPrefix("subscriber.") && value == nil && world.handledType.hasSuffix(".suspended")
        case .viewMessageLost:
            guard topic.hasPrefix("subscriber.") else { return false }
            count += 1
            return count % 20 == 0
        case .tombstoneForgotten: return topic.hasPrefix("subscriber.") && value == nil
        case .refusalUntold:
            return topic.hasPrefix("receipt.") && value.map { String(decoding: $0, as: UTF8.self).contains(#""status":"stale""#) } ?? false
        default: return false
        }
    }

    func sendOffsets(
        _ offsets: [TopicPartitionOffset], of consumer: any StageConsumer, timeoutMilliseconds: Int32
    ) throws(KafkaError) {
        switch bug {
        case .offsetsForgotten:
            return
        case .offsetsOutsideTransaction:
            guard let reader = (consumer as? any GroupReader)?.reader else { return }
            reader.group.commit(offsets)
        default:
            self.offsets = (offsets, consumer)
            try producer.sendOffsets(offsets, of: consumer, timeoutMilliseconds: timeoutMilliseconds)
        }
    }

    func commitTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {
        do throws(KafkaError) {
            try producer.commitTransaction(timeoutMilliseconds: timeoutMilliseconds)
        } catch {
            guard bug == .sentAgain, error.isIndefinite, !error.requiresAbort, !error.isFatal else { throw error }
            // "It did not work, so once more."
            try? producer.commitTransaction(timeoutMilliseconds: timeoutMilliseconds)
            try producer.beginTransaction()
            for message in sent { try resend(message) }
            if let offsets { try producer.sendOffsets(offsets.places, of: offsets.consumer, timeoutMilliseconds: timeoutMilliseconds) }
            try producer.commitTransaction(timeoutMilliseconds: timeoutMilliseconds)
        }
    }

    private func resend(_ message: (topic: OutboxTopic, partition: Int32, key: [UInt8]?, value: [UInt8]?)) throws(KafkaError) {
        var failure: KafkaError?
        (message.key ?? []).withUnsafeBytes { key in
            (message.value ?? []).withUnsafeBytes { value in
                do throws(KafkaError) {
                    try producer.send(
                        to: message.topic, partition: message.partition, key: key, value: message.value == nil ? nil : value, headers: nil,
                        timestampMilliseconds: 0)
                } catch {
                    failure = error
                }
            }
        }
        if let failure { throw failure }
    }

    func abortTransaction(timeoutMilliseconds: Int32) throws(KafkaError) {
        isAfterAbort = true
        if bug == .abortForgotten, producer.canGoOn {
            isLeftOpen = true
            return
        }
        try producer.abortTransaction(timeoutMilliseconds: timeoutMilliseconds)
    }

    @discardableResult func close(timeoutMilliseconds: Int32) -> Bool { producer.close(timeoutMilliseconds: timeoutMilliseconds) }
}
