import Credit
import Kafka

/// What a subscriber gets that reads its topic from the start, long after.
extension Observer {
    func checkRereading() {
        for party in SimulatedSubscriptions.parties {
            for log in world.broker.topic(names.subscriber(party)).logs where violation == nil { reread(log, party) }
        }
    }

    private func reread(_ log: ModelLog, _ party: String) {
        let partition = partitions[Int(log.partition)]
        guard let last = partition.sequences["subscriber.\(party)"] else { return }
        log.compact(below: log.lastStable, dropsTombstones: true)
        var held: [String: [UInt8]] = [:]
        var digest = ViewDigest.empty
        var newest: StoredMessage?
        var offset: Int64 = 0
        while let message = log.next(from: offset, below: log.lastStable) {
            offset = message.offset + 1
            let key = MessageReader.key(message)
            if key != ViewChange.digestKey {
                guard let value = message.value, held.updateValue(value, forKey: key) == nil else {
                    return fail(.compaction, "\(party) reads \(key) twice, or no value of it")
                }
                digest.add(Self.entryDigest(key, value))
            }
            if newest.map({ Self.sequence($0) < Self.sequence(message) }) ?? true { newest = message }
        }
        guard let newest, Self.sequence(newest) == last else {
            return fail(.compaction, "\(party) finds no message \(last) in partition \(log.partition)")
        }
        if held != partition.held[party] ?? [:] { return fail(.compaction, "\(party) reads another view than it was told") }
        if MessageReader.header(newest, "ce_viewcount") != String(held.count)
            || MessageReader.header(newest, "ce_viewdigest") != digest.hex
        {
            return fail(.compaction, "\(party) reads another view than message \(last) says")
        }
        let isOpen = reader.json(newest)?.text("view") == "open"
        if isOpen != (partition.restored.subscriptions[party] != nil) {
            fail(.compaction, "\(party) is told that its view is \(isOpen ? "open" : "closed")")
        }
    }

    private static func sequence(_ message: StoredMessage) -> Int64 {
        MessageReader.header(message, "ce_sequence").flatMap { Int64($0) } ?? 0
    }
}
