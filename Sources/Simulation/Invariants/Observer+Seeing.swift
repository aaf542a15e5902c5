import Credit
import Hub
import JSON
import Kafka

/// What was sent: reads it, and puts it where the events find it from which it follows.
extension Observer {
    enum TopicKind {
        case receipts(of: Substring)
        case deadLetters(of: Substring)
        case notices(to: Substring)
        case state
        case audit
        case outbox(to: String)
        case view(of: String)
        case platform
        case other
    }

    private func kind(of topic: ModelTopic) -> TopicKind {
        if let known = kinds[ObjectIdentifier(topic)] { return known }
        func rest(_ prefix: String) -> Substring? { topic.name.hasPrefix(prefix) ? topic.name.dropFirst(prefix.count) : nil }
        let kind: TopicKind
        if let party = rest(names.receipts("")) {
            kind = .receipts(of: party)
        } else if let party = rest(names.deadLetters("")) {
            kind = .deadLetters(of: party)
        } else if let party = rest(names.notices("")) {
            kind = .notices(to: party)
        } else if let party = rest(names.outbox("")) {
            kind = .outbox(to: String(party))
        } else if let party = rest(names.subscriber("")) {
            kind = .view(of: String(party))
        } else if topic.name == names.ledgerState {
            kind = .state
        } else if topic.name == names.audit {
            kind = .audit
        } else {
            kind = platformTopics[topic.name] == nil ? .other : .platform
        }
        kinds[ObjectIdentifier(topic)] = kind
        return kind
    }

    func see(_ message: StoredMessage, _ log: ModelLog) {
        let number = Int(log.partition)
        switch kind(of: log.topic) {
        case .receipts(let party):
            seeReceipt(message, party)
        case .deadLetters(let party):
            others.see("dlq of \(party): \(MessageReader.key(message))")
        case .notices(let party):
            others.see("notice to \(party): \(reader.json(message)?.text("notice") ?? "") of \(MessageReader.key(message))")
        case .state:
            inOrder(message, log.topic.name, partitions[number])
            seeState(message, partitions[number])
        case .audit:
            inOrder(message, log.topic.name, partitions[number])
            seeAudit(message, partitions[number])
        case .outbox(let platform):
            inOrder(message, log.topic.name, partitions[number])
            seeUpstream(message, platform, partitions[number])
        case .view(let party):
            inOrder(message, log.topic.name, partitions[number])
            seeView(message, party, partitions[number])
        case .platform:
            guard let view = reader.json(message) else { return }
            let key = MessageReader.key(message)
            deliveries[key, default: ([], [])].seen.append(
                "\(view.text("operation"))/\(view.number("revision"))/\(MessageReader.header(message, "ce_id") ?? "")")
        case .other:
            break
        }
    }

    /// A partition with one writer is written in the order in which it becomes visible.
    private func inOrder(_ message: StoredMessage, _ topic: String, _ partition: ObservedPartition) {
        if message.offset <= partition.offsets[topic] ?? -1 {
            fail(.replay, "\(topic)[\(message.partition)]@\(message.offset) became visible after what follows it")
        }
        partition.offsets[topic] = message.offset
    }

    private func seeReceipt(_ message: StoredMessage, _ party: Substring) {
        guard let view = reader.json(message) else { return }
        let status = view.text("status")
        let event = view.text("event")
        if event.contains("#") { return others.see("\(status) to \(party) of \(event)") }
        switch status {
        case "accepted", "rejected", "duplicate", "stale":
            let source = view.member("source")
            let place = "\(source?.text("topic") ?? "")/\(source?.number("partition") ?? -1)/\(source?.number("offset") ?? -1)"
            guard outcomes.insert(place).inserted else {
                return fail(.oneOutcome, "\(event) at \(place) has a second outcome: \(status)")
            }
            byStatus[status, default: 0] += 1
            open[place] = SeenOutcome(party: party, event: event, status: status, time: Timestamp(view.text("time")) ?? Timestamp(milliseconds: 0))
        case "delivered":
            others.see("delivered \(view.text("operation")) of \(event), \(view.text("record"))")
        default:
            if status == "closed" { closings.see("\(event) of case \(view.text("record"))") }
            others.see("\(status) to \(party) of \(event), \(view.text("record"))")
        }
    }

    private func seeState(_ message: StoredMessage, _ partition: ObservedPartition) {
        partition.isDirty = true
        let change: StateChange
        do {
            change = try (message.key ?? []).withUnsafeBytes { key in
                guard let value = message.value else { return try StateCodec.read(key: key, value: nil, parser: parser) }
                return try value.withUnsafeBytes { try StateCodec.read(key: key, value: $0, parser: parser) }
            }
        } catch {
            return fail(.replay, "\(MessageReader.key(message)) in the changelog cannot be read: \(error)")
        }
        if case .disputeCase(let id, let value) = change { seeCase(id, value, partition) }
        switch change {
        case .listFile(_, let file?) where !file.isDone: partition.fileStarts.append(file.startedAt)
        case .entry, .subscription: partition.areViewsDirty = true
        case .record(let id, _): if partition.restored.entries[id] != nil { partition.areViewsDirty = true }
        default: break
        }
        partition.restored.restore(change)
        partition.changes.append(change)
        // An outsider has no transactions to undo.
        partition.restored.commit()
    }

    private func seeAudit(_ message: StoredMessage, _ partition: ObservedPartition) {
        guard let view = reader.json(message) else { return }
        let sequence = Int64(view.number("sequence"))
        if sequence != partition.audit.sequence + 1 {
            fail(.audit, "entry \(sequence) stands behind entry \(partition.audit.sequence)")
        } else if view.text("previous") != partition.audit.digest.hex {
            fail(.audit, "entry \(sequence) does not hold the digest of the one before")
        }
        let digest = (message.value ?? []).withUnsafeBytes { SHA256.hash($0) }
        partition.audit = AuditHead(sequence: sequence, digest: digest)
        partition.audits.append(
            SeenAudit(event: view.text("event"), time: Timestamp(view.text("time")) ?? Timestamp(milliseconds: 0), digest: digest))
    }

    private func seeUpstream(_ message: StoredMessage, _ platform: String, _ partition: ObservedPartition) {
        guard let view = reader.json(message) else { return }
        let sequence = count(message, "upstream.\(platform)", partition)
        partition.upstream[platform, default: []].append(
            SeenUpstream(
                operation: view.text("operation"), record: view.text("record"), revision: view.number("revision"),
                event: MessageReader.header(message, "ce_id") ?? "", sequence: sequence))
    }

    /// As a subscriber does: holds what it is told, and compares its digest with the one that it is told.
    private func seeView(_ message: StoredMessage, _ party: String, _ partition: ObservedPartition) {
        let key = MessageReader.key(message)
        let seen = SeenView(
            entry: key, sequence: count(message, "subscriber.\(party)", partition), value: message.value,
            count: MessageReader.header(message, "ce_viewcount").flatMap { Int($0) } ?? -1,
            digest: MessageReader.header(message, "ce_viewdigest") ?? "", event: MessageReader.header(message, "ce_id") ?? "")
        partition.views[party, default: []].append(seen)
        partition.isDirty = true
        partition.areViewsDirty = true
        if key != ViewChange.digestKey {
            var digest = partition.digests[party] ?? .empty
            if let former = partition.held[party]?[key] { digest.remove(Self.entryDigest(key, former)) }
            if let value = message.value { digest.add(Self.entryDigest(key, value)) }
            partition.digests[party] = digest
            partition.held[party, default: [:]][key] = message.value
        }
        if (partition.held[party] ?? [:]).count != seen.count || (partition.digests[party] ?? .empty).hex != seen.digest {
            fail(.view, "\(party) holds another view than message \(seen.sequence ?? 0) says")
        }
        if forgetful.party == party, forgetful.partition == message.partition,
            let failure = forgetful.take(seen, truth: partition.held[party] ?? [:])
        {
            fail(.gap, failure)
        }
    }

    static func entryDigest(_ key: String, _ value: [UInt8]) -> Digest256 {
        Array(key.utf8).withUnsafeBytes { key in value.withUnsafeBytes { ViewDigest.entry(key: key, value: $0) } }
    }

    /// Checks the number of a message in its feed.
    private func count(_ message: StoredMessage, _ feed: String, _ partition: ObservedPartition) -> Int64? {
        let number = MessageReader.header(message, "ce_sequence").flatMap { Int64($0) }
        let last = partition.sequences[feed] ?? 0
        if number != last + 1 { fail(.sequence, "\(feed)[\(message.partition)]: \(number.map(String.init) ?? "none") stands behind \(last)") }
        partition.sequences[feed] = number ?? last + 1
        return number
    }
}
