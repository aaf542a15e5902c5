import Credit
import Kafka

/// What follows from the events: replays them through the core, and holds what follows against what was sent.
extension Observer {
    func replay(_ number: Int, to end: Int64) {
        let partition = partitions[number]
        let log = inputLogs[number]
        partition.isDirty = true
        while partition.replayed < end, violation == nil {
            let offset = partition.replayed
            partition.replayed += 1
            guard offset < log.end, log.entries[Int(offset)].fate == .committed, let message = log.entries[Int(offset)].message else { continue }
            world.trace.note("partition \(number), offset \(offset): \(MessageReader.header(message, "ce_id") ?? "")")
            if let input = ingest.inputs[number][offset] {
                replay(input, number, partition)
            } else if let timer = LedgerTimer(eventID: MessageReader.key(message)) {
                replay(.timer(timer, Origin(topic: names.ledgerInput, partition: Int32(number), offset: offset)), number, partition)
            } else if let command = reader.command(message) {
                if case .subscription = command { world.counts.subscriptions += 1 }
                replay(command, number, partition)
            }
        }
    }

    private func replay(_ input: LedgerInput, _ number: Int, _ partition: ObservedPartition) {
        var now = Timestamp(milliseconds: 0)
        var outcome: SeenOutcome?
        if let place = input.answered {
            outcome = open.removeValue(forKey: place.description)
            guard let outcome else {
                return fail(.oneOutcome, "\(input.eventID) at \(place) is below the committed offset and has no outcome")
            }
            now = outcome.time
        } else if let audit = partition.audits.first, audit.event == input.eventID {
            now = audit.time
            if case .timer(let timer, _) = input { noteFired(timer, partition) }
        } else if case .listFilePart = input, let start = partition.fileStarts.first {
            now = start
        }
        let effects = ledger.effects(of: input, on: partition.mirror, now: now)
        let file = ReplacedList(input, before: partition.mirror)
        if case .confirmation(let confirmation) = input, outcome?.status == "accepted" {
            let feed = ObservedCases.feed(toSubscriber: confirmation.party)
            partition.cases.reached[feed] = max(partition.cases.reached[feed] ?? 0, confirmation.number)
        }
        var steps: [ObservedCases.Step] = []
        for effect in effects {
            check(effect, of: input, outcome, partition, now)
            if case .state(.disputeCase(let id, _)) = effect, let step = nextCase(id, partition) { steps.append(step) }
        }
        check(steps, number, partition)
        if let file, violation == nil { check(file, effects, number, partition) }
        partition.mirror.commit()
    }

    private func noteFired(_ timer: LedgerTimer, _ partition: ObservedPartition) {
        world.counts.timers += 1
        if timer.due.milliseconds > world.latest.milliseconds + Int64(World.mostSkew) { fail(.timer, "\(timer.eventID) fired before it was due") }
        // What is forgotten may be erased and forgotten again; a record with the same end may come again in a later revision.
        // A part that is published only after its file was dropped begins the file anew, with the moment at which it was taken.
        guard timer.kind != .forgetting, timer.kind != .listFileLapse else { return }
        // A step of a case may be due at the same moment as the one before.
        let revision = partition.mirror.records[timer.id]?.revision ?? partition.mirror.cases[timer.id]?.version ?? 0
        guard partition.fired.insert("\(timer.eventID)/\(revision)").inserted else {
            return fail(.timer, "\(timer.eventID) has had its effect twice")
        }
    }

    private func check(
        _ effect: Effect, of input: LedgerInput, _ outcome: SeenOutcome?, _ partition: ObservedPartition, _ now: Timestamp
    ) {
        switch effect {
        case .state(let change):
            if case .listFile(_, let file?) = change, !file.isDone, !partition.fileStarts.isEmpty {
                partition.fileStarts.removeFirst()
            }
            if case .subscription(let party, let subscription) = change { noteSubscription(party, subscription, partition) }
            partition.mirror.restore(change)
            partition.changes.append(change)
        case .receipt(let party, let receipt):
            if receipt.event.contains("#") { return others.expect("\(receipt.status.rawValue) to \(party) of \(receipt.event)") }
            switch receipt.status {
            case .accepted, .rejected, .duplicate, .stale:
                if outcome?.status != receipt.status.rawValue || outcome?.party != party[...] {
                    fail(
                        .replay,
                        "\(receipt.event) is told \(outcome?.status ?? "nothing"), but is \(receipt.status.rawValue) by the committed events")
                }
            default:
                others.expect("\(receipt.status.rawValue) to \(party) of \(receipt.event), \(receipt.recordID?.description ?? "")")
            }
        case .deadLetter:
            if case .event(let event) = input { others.expect("dlq of \(event.party): \(event.id)") }
        case .upstream(let change):
            guard let seen = partition.upstream[change.platform]?.first else {
                return fail(.effect, "\(change.operation.rawValue) of \(change.recordID) to \(change.platform) is missing")
            }
            partition.upstream[change.platform]!.removeFirst()
            if seen.operation != change.operation.rawValue || seen.record != change.recordID.description || seen.revision != change.revision
                || seen.sequence != change.sequence
            {
                fail(.effect, "\(change.platform) is told \(seen) instead of \(change.operation.rawValue) \(change.revision), \(change.sequence)")
            }
            partition.cases.tell(change.platform, change)
        case .view(let change):
            check(change, partition)
        case .notice(let party, let notice):
            others.expect("notice to \(party): \(notice.kind.rawValue) of \(notice.caseID)")
        case .audit(let entry):
            guard let seen = partition.audits.first else { return fail(.effect, "the audit entry of \(entry.event) is missing") }
            partition.audits.removeFirst()
            let head = entry.write(after: partition.mirror.audit, to: &writer)
            if head.digest != seen.digest { fail(.effect, "the audit entry of \(entry.event) is another than follows") }
            partition.mirror.restore(.audit(head))
            partition.changes.append(.audit(head))
        }
    }

    private func check(_ change: ViewChange, _ partition: ObservedPartition) {
        guard let seen = partition.views[change.party]?.first else {
            return fail(.effect, "message \(change.feed.number) in the view of \(change.party) is missing")
        }
        partition.views[change.party]!.removeFirst()
        var isRight = seen.sequence == change.feed.number && seen.count == change.feed.count && seen.digest == change.feed.digest.hex
        switch change.content {
        case .entry(let id, let value):
            isRight = isRight && seen.entry == id.description && seen.value == value
            partition.cases.told.append((ObservedCases.feed(toSubscriber: change.party), id, change.feed.number))
        case .digest: isRight = isRight && seen.entry == ViewChange.digestKey
        }
        if !isRight { fail(.effect, "the view of \(change.party) has another message \(change.feed.number) than follows") }
    }

    /// Every view is the ledger's entries by the subscription that holds in this partition, and nothing else.
    func checkViews(_ number: Int, _ partition: ObservedPartition) {
        let state = partition.restored
        for (party, held) in partition.held.sorted(by: { $0.key < $1.key }) where state.subscriptions[party] == nil && !held.isEmpty {
            return fail(.view, "partition \(number): \(party) has no subscription and holds \(held.count) entries")
        }
        for (party, subscription) in state.subscriptions.byParty.sorted(by: { $0.key < $1.key }) {
            let held = partition.held[party] ?? [:]
            var count = 0
            // What is wrong is told in an order of its own: a dictionary's is another in each run of the program.
            var wrong: [String] = []
            for (id, _) in state.entries {
                guard let entry = state.entry(id), let value = subscription.filter.value(of: entry, id) else { continue }
                count += 1
                guard let seen = held[id.description] else {
                    wrong.append("lacks \(id)")
                    continue
                }
                let record = state.records[id]
                if seen != value || entry.revision != record?.revision || entry.isDisputed != record?.isDisputed {
                    wrong.append("holds an old form of \(id)")
                }
            }
            if count != held.count { wrong.append("holds \(held.count) entries instead of \(count)") }
            if let first = wrong.min() { fail(.view, "partition \(number): \(party) \(first)") }
        }
    }
}
