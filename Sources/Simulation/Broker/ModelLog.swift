import Kafka

/// A topic of the model broker.
package final class ModelTopic {
    package let name: String
    package private(set) var logs: [ModelLog] = []
    let stored: StoredMessage.Topic

    init(name: String, partitions: Int) {
        self.name = name
        stored = StoredMessage.Topic(name: name)
        logs = (0..<partitions).map { ModelLog(topic: self, partition: Int32($0)) }
    }

    /// The partition that a key belongs to. Any function will do that always gives the same answer.
    package func partition(of key: [UInt8]?) -> Int32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key ?? [] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int32((hash >> 32) % UInt64(logs.count))
    }
}

/// One partition: its messages, the marks that end transactions, and what of it a reader of committed messages may see.
package final class ModelLog {
    /// What became of a message.
    package enum Fate {
        case open
        case committed
        case aborted
    }

    package struct Entry {
        /// Nil for the mark of a transaction's end, and for what compaction has taken away.
        package var message: StoredMessage?
        package var fate: Fate
        /// The transaction's number; 0 for a message outside of any.
        package let transaction: Int
    }

    package unowned let topic: ModelTopic
    package let partition: Int32
    package private(set) var entries: [Entry] = []
    /// Counts up with whatever happens to it.
    private(set) var version = 0
    /// Where transactions without an end begin.
    private var open: [(transaction: Int, first: Int64)] = []

    init(topic: ModelTopic, partition: Int32) {
        self.topic = topic
        self.partition = partition
    }

    package var place: TopicPartition { TopicPartition(topic.name, partition) }
    /// Behind the newest entry.
    package var end: Int64 { Int64(entries.count) }
    /// 最后稳定位点: the first entry of an open transaction, or the end.
    package var lastStable: Int64 { open.reduce(end) { min($0, $1.first) } }

    @discardableResult
    package func append(
        key: [UInt8]?, value: [UInt8]?, headers: consuming KafkaHeaders?, timestampMilliseconds: Int64, transaction: Int
    ) -> Int64 {
        version += 1
        let offset = end
        let message = StoredMessage(
            topic: topic.stored, partition: partition, offset: offset, key: key, value: value, headers: headers,
            timestampMilliseconds: timestampMilliseconds)
        entries.append(Entry(message: message, fate: transaction == 0 ? .committed : .open, transaction: transaction))
        if transaction != 0, !open.contains(where: { $0.transaction == transaction }) { open.append((transaction, offset)) }
        return offset
    }

    /// Writes the mark that ends a transaction, which takes an offset of its own.
    func mark(_ transaction: Int, committed: Bool) {
        version += 1
        if let index = open.firstIndex(where: { $0.transaction == transaction }) {
            for place in Int(open[index].first)..<entries.count where entries[place].transaction == transaction {
                entries[place].fate = committed ? .committed : .aborted
            }
            open.remove(at: index)
        }
        entries.append(Entry(message: nil, fate: .committed, transaction: transaction))
    }

    /// The first committed message at or behind an offset, before a limit; nil if there is none.
    package func next(from offset: Int64, below limit: Int64) -> StoredMessage? {
        var place = Int(max(0, offset))
        while place < Int(limit) {
            if entries[place].fate == .committed, let message = entries[place].message { return message }
            place += 1
        }
        return nil
    }

    /// The first message at or behind an offset, whatever became of it.
    func nextUncommitted(from offset: Int64) -> StoredMessage? {
        var place = Int(max(0, offset))
        while place < entries.count {
            if let message = entries[place].message { return message }
            place += 1
        }
        return nil
    }

    /// Takes away what a newer message of the same key replaces, below an offset, and what was aborted there.
    ///
    /// - parameter dropsTombstones: whether tombstones have stood there so long that they go, too.
    func compact(below offset: Int64, dropsTombstones: Bool = false) {
        version += 1
        var kept: Set<[UInt8]> = []
        for place in (0..<Int(min(offset, lastStable))).reversed() {
            guard let message = entries[place].message else { continue }
            guard entries[place].fate == .committed, let key = message.key, kept.insert(key).inserted else {
                entries[place].message = nil
                continue
            }
            if dropsTombstones, message.value == nil { entries[place].message = nil }
        }
    }
}
