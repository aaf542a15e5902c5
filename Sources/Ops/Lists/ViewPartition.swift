import Credit
import Kafka

/// One partition of a subscriber's view, read from its start as an outsider reads it: nothing is taken from the hub but the messages.
struct ViewPartition {
    /// Values by the entry's key, as they stand in the messages.
    private(set) var entries: [String: [UInt8]] = [:]
    private(set) var digest = ViewDigest.empty
    /// That of the last message.
    private(set) var sequence: Int64 = 0
    /// What was wrong when a digest message came, by its id: what the ledger says there nobody else has said.
    private(set) var verdicts: [String: ViewFault?] = [:]
    private var told: (count: Int, digest: ViewDigest, offset: Int64)?
    private var fault: ViewFault?

    /// Takes the next message of the partition.
    mutating func take(_ message: borrowing KafkaMessage) {
        let key = message.key.map { String(decoding: $0, as: UTF8.self) } ?? ""
        if key != ViewChange.digestKey {
            if Identifier128(key) == nil { note(.foreignKey(at: message.offset)) }
            set(key, message.value.map { Array($0) })
        }
        takeProof(message)
        if key == ViewChange.digestKey, let id = message.header("ce_id") { verdicts[String(decoding: id, as: UTF8.self)] = .some(found) }
    }

    private mutating func takeProof(_ message: borrowing KafkaMessage) {
        let offset = message.offset
        guard let sequence = message.header("ce_sequence").flatMap({ Int64(String(decoding: $0, as: UTF8.self)) }),
            let count = message.header("ce_viewcount").flatMap({ Int(String(decoding: $0, as: UTF8.self)) }),
            let digest = message.header("ce_viewdigest").flatMap({ ViewDigest(hex: $0) })
        else { return note(.noProof(at: offset)) }
        if sequence <= self.sequence { note(.sequenceBack(sequence, after: self.sequence, at: offset)) }
        self.sequence = sequence
        told = (count, digest, offset)
    }

    /// What is wrong with it; nil if it is as its last message says.
    var found: ViewFault? {
        if let fault { return fault }
        guard let told else { return nil }
        if entries.count != told.count { return .count(entries.count, told: told.count, at: told.offset) }
        return digest == told.digest ? nil : .digest(at: told.offset)
    }

    private mutating func note(_ fault: ViewFault) {
        if self.fault == nil { self.fault = fault }
    }

    private mutating func set(_ key: String, _ value: [UInt8]?) {
        if let former = entries[key] { digest.remove(Self.digest(key, former)) }
        entries[key] = value
        if let value { digest.add(Self.digest(key, value)) }
    }

    private static func digest(_ key: String, _ value: [UInt8]) -> Digest256 {
        var key = key
        return key.withUTF8 { key in value.withUnsafeBytes { ViewDigest.entry(key: UnsafeRawBufferPointer(key), value: $0) } }
    }
}
