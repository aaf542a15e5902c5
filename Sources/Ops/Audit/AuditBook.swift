import Credit
import Hub
import JSON
import Kafka

/// The audit as it stands in Kafka: checks its chain, and finds entries (`credithub audit`).
public struct AuditBook {
    /// What is to be checked, and how.
    public struct Verification: Sendable {
        /// Only this partition; nil checks all.
        public var partition: Int32?
        /// Whether the beginning may be missing where retention removed it.
        public var acceptsRetention = false
        public var anchor: AuditAnchor?

        public init() {}
    }

    private let names: TopicNames
    private let end: TopicEnd
    private let clock: any Clock

    public init(configuration: HubConfiguration, clock: any Clock = SystemClock()) {
        names = TopicNames(prefix: configuration.prefix)
        end = TopicEnd(client: configuration.client("audit"))
        self.clock = clock
    }

    // MARK: Checking

    /// Checks the chain from its beginning to its end, beside a hub at work too.
    ///
    /// The state is read first: both are written in one transaction, so the audit must hold at least what the state knows. What
    /// the audit has beyond that the state must know when it is read once more.
    ///
    /// - throws: ``SetupError`` for a partition that is not there or a wrong anchor; ``KafkaError`` if a topic cannot be read.
    public func verify(_ verification: Verification = Verification()) throws -> AuditReport {
        let anchor = verification.anchor
        if let anchor, anchor.topic != names.audit {
            throw SetupError(
                zh: "凭据属于主题 \(anchor.topic)，不是 \(names.audit)：请检查 --anchor 和 --prefix",
                en: "the anchor is of the topic \(anchor.topic), not of \(names.audit): check --anchor and --prefix")
        }
        let time = clock.now()
        let heads = try heads(verification.partition)
        var starts = try end.ranges(of: names.audit).mapValues(\.start)
        // What is known of a partition that is not there is missing from it.
        for partition in Array(heads.keys) + Array((anchor?.heads ?? [:]).keys) where starts[partition] == nil { starts[partition] = 0 }
        var checks: [Int32: AuditChainCheck] = [:]
        for (partition, start) in starts where verification.partition.map({ $0 == partition }) ?? true {
            checks[partition] = AuditChainCheck(
                partition: partition, logStart: start, head: heads[partition] ?? .none, anchor: anchor?.heads[partition],
                acceptsRetention: verification.acceptsRetention)
        }
        if let partition = verification.partition, checks.isEmpty {
            throw SetupError(zh: "主题 \(names.audit) 没有分区 \(partition)", en: "the topic \(names.audit) has no partition \(partition)")
        }
        try end.read(names.audit, since: nil, partitions: Set(checks.keys)) { message in
            checks[message.partition]?.take(offset: message.offset, value: message.value)
        }
        let afterwards = checks.values.contains(where: \.isBeyondHead) ? try self.heads(verification.partition) : heads
        let reports = checks.sorted { $0.key < $1.key }.map { $1.finish(headAfterwards: afterwards[$0] ?? .none) }
        return AuditReport(topic: names.audit, time: time, partitions: reports, isAnchored: anchor != nil)
    }

    /// The last entries that the ledger's state knows.
    private func heads(_ partition: Int32?) throws -> [Int32: AuditHead] {
        var heads: [Int32: AuditHead] = [:]
        var unreadable: SetupError?
        let wanted = StateCodec.key(of: .audit(.none))
        let parser = JSONParser()
        let topic = names.ledgerState
        try end.read(topic, since: nil, partitions: partition.map { [$0] }) { message in
            guard let key = message.key, key.elementsEqual(wanted) else { return }
            if case .audit(let head)? = try? StateCodec.read(key: key, value: message.value, parser: parser) {
                heads[message.partition] = head
            } else {
                unreadable = SetupError(
                    zh: "\(topic)/\(message.partition) 偏移 \(message.offset) 无法读取：请用不低于写入时的版本核验",
                    en: "\(topic)/\(message.partition) cannot be read at offset \(message.offset): check with a version that is no older than the one that wrote it")
            }
        }
        if let unreadable { throw unreadable }
        return heads
    }

    // MARK: Finding

    /// The entries that a query asks for, in order of time.
    public func entries(_ query: AuditQuery) throws(KafkaError) -> [ShownAuditEntry] {
        var selection = AuditSelection(query)
        // Entries of timers do not name the subject: it is known from earlier ones of the same record.
        try end.read(names.audit, since: query.subject == nil ? query.since : nil) { message in
            guard let value = message.value,
                let entry = ShownAuditEntry(
                    partition: message.partition, offset: message.offset, key: message.key.map { String(decoding: $0, as: UTF8.self) } ?? "",
                    json: Array(value))
            else { return }
            selection.take(entry)
        }
        return selection.result
    }
}
