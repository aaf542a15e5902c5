import Credit

/// The first thing that is wrong with a partition of a subscriber's view, and where.
public struct ViewFault: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// There are more or fewer entries than the last message says.
        case count
        /// The entries are others than those whose digest the last message says.
        case digest
        /// A message has no sequence, count or digest.
        case noProof = "no-proof"
        /// A message's sequence is not above the one before.
        case sequenceBack = "sequence-back"
        /// The key is no entry's id.
        case foreignKey = "foreign-key"
        /// The ledger did not tell the digest that was asked for.
        case unanswered
    }

    public let kind: Kind
    /// Of the message that shows it; nil where no message came.
    public let offset: Int64?
    public let text: Bilingual

    static func count(_ count: Int, told: Int, at offset: Int64) -> ViewFault {
        ViewFault(
            kind: .count, offset: offset,
            text: Bilingual(zh: "条数不符：实有 \(count) 条，消息称 \(told) 条", en: "wrong count: there are \(count) entries, the message says \(told)"))
    }

    static func digest(at offset: Int64) -> ViewFault {
        ViewFault(
            kind: .digest, offset: offset,
            text: Bilingual(zh: "摘要不符：内容不是台账所写的", en: "wrong digest: the entries are not those that the ledger wrote"))
    }

    static func noProof(at offset: Int64) -> ViewFault {
        ViewFault(
            kind: .noProof, offset: offset,
            text: Bilingual(
                zh: "消息没有 ce_sequence、ce_viewcount 或 ce_viewdigest：不是台账写入的",
                en: "the message has no ce_sequence, ce_viewcount or ce_viewdigest: the ledger did not write it"))
    }

    static func sequenceBack(_ sequence: Int64, after last: Int64, at offset: Int64) -> ViewFault {
        ViewFault(
            kind: .sequenceBack, offset: offset,
            text: Bilingual(zh: "序号倒退：\(last) 之后是 \(sequence)", en: "the sequence goes back: \(sequence) after \(last)"))
    }

    static func foreignKey(at offset: Int64) -> ViewFault {
        ViewFault(
            kind: .foreignKey, offset: offset,
            text: Bilingual(zh: "消息键不是条目标识", en: "the key is no entry's id"))
    }

    static let unanswered = ViewFault(
        kind: .unanswered, offset: nil,
        text: Bilingual(
            zh: "台账没有应答摘要请求：信枢未运行，或该订阅方在此分区没有订阅",
            en: "the ledger did not answer the request for the digest: the hub is not running, or has no subscription of this subscriber here"))
}
