import Credit
import Kafka

/// What must hold between two steps, and at the end.
extension Observer {
    func checkStep() {
        guard violation == nil else { return }
        checkCommits()
        if pending + outcomes.count > ingest.published {
            fail(.balance, "\(ingest.published) received, \(outcomes.count) with an outcome, \(pending) pending")
        }
        for life in world.lives { for loop in life.loops { checkMemory(loop) } }
    }

    private func checkCommits() {
        let commits = (ledgerGroup.commits, deliveryGroup.commits)
        guard commits != checkedCommits else { return }
        checkedCommits = commits
        for (number, partition) in partitions.enumerated() {
            if let committed = ledgerGroup.committed(inputPlaces[number]), committed > partition.replayed {
                fail(.oneOutcome, "offset \(committed) of partition \(number) is committed, but outcomes are there only up to \(partition.replayed)")
            }
        }
        for (_, place) in outboxes {
            if let committed = deliveryGroup.committed(place), committed > delivered[place] ?? 0 {
                fail(.delivery, "\(place)@\(committed) is committed, but delivered only up to \(delivered[place] ?? 0)")
            }
        }
    }

    /// How far the ledger is behind, in messages.
    var backlog: Int {
        var count = 0
        for (number, partition) in partitions.enumerated() { count += Int(max(0, inputLogs[number].end - partition.replayed)) }
        return count
    }

    /// Messages that are committed and whose senders have no outcome yet.
    private var pending: Int {
        var count = 0
        for (number, partition) in partitions.enumerated() {
            let log = inputLogs[number]
            if partition.pending.version != log.version || partition.pending.replayed != partition.replayed {
                var found = 0
                for offset in partition.replayed..<max(partition.replayed, log.end) where log.entries[Int(offset)].fate == .committed {
                    if ingest.inputs[number][offset]?.answered != nil { found += 1 }
                }
                partition.pending = (log.version, partition.replayed, found)
            }
            count += partition.pending.count
        }
        return count
    }

    private func checkMemory(_ loop: SimulatedLoop) {
        guard let stage = loop.ledger, loop.isReady, let consumer = loop.cluster.consumer, let producer = loop.cluster.producer,
            !consumer.isClosed, producer.isAtRest, loop.checkedAt != loop.cluster.changes
        else { return }
        loop.checkedAt = loop.cluster.changes
        for (number, state) in stage.states.sorted(by: { $0.key < $1.key }) {
            guard consumer.owns(inputPlaces[Int(number)]) else { continue }
            // What has lost entries is given up before anything more is decided on it.
            if let difference = state.difference(to: partitions[Int(number)].restored), !state.hasLostEntries {
                fail(.memory, "\(loop.life.instance), partition \(number): \(difference)")
            }
        }
    }

    // MARK: The end

    /// Whether there is nothing left to do.
    ///
    /// - parameter isTold: whether the digest of every view must have been told, too.
    func isDrained(isTold: Bool) -> Bool {
        for (number, partition) in partitions.enumerated() {
            if !isSettled(partition) || isTold && !untold(partition).isEmpty { return false }
            let log = inputLogs[number]
            if log.lastStable != log.end || log.next(from: partition.replayed, below: log.end) != nil { return false }
            if !dueTimers(partition).isEmpty { return false }
        }
        return outboxes.allSatisfy { $0.log.next(from: delivered[$0.place] ?? 0, below: $0.log.end) == nil }
    }

    /// Whether all views are made by the subscriptions that are configured.
    private func isSettled(_ partition: ObservedPartition) -> Bool { partition.restored.subscriptions.byParty == configured() }

    /// Subscribers whose view has changed since its digest was told.
    private func untold(_ partition: ObservedPartition) -> [String] {
        partition.restored.subscriptions.byParty.values.filter { subscription in
            partition.restored.feeds[subscription.feed].map { $0.number != $0.marker } ?? false
        }.map(\.party).sorted()
    }

    /// What is due and has not happened.
    private func dueTimers(_ partition: ObservedPartition) -> [String] {
        // Whoever is to do it may have a clock that is slow.
        let now = Timestamp(milliseconds: world.clock.now().milliseconds - Int64(World.mostSkew))
        let retention = world.retention
        var due: [String] = []
        for (id, record) in partition.mirror.records {
            if let next = retention.next(of: record), next.due <= now { due.append("\(next.kind.rawValue) of \(id)") }
        }
        for (id, dispute) in partition.mirror.cases {
            if let moment = retention.erasure(of: dispute), moment <= now { due.append("erasure of case \(id)") }
        }
        for (id, held) in partition.mirror.cases {
            guard let alarm = held.due?.alarm, let moment = held.due?.alarmAt, moment <= now else { continue }
            due.append("\(alarm.rawValue) of case \(id)")
        }
        for (id, until) in partition.mirror.erased where until < .latest && (until + 1).start <= now { due.append("forgetting of \(id)") }
        for (party, removals) in partition.mirror.removals {
            for (number, removal) in removals where removal.due.map({ $0 <= now }) ?? false {
                due.append("reminder of \(party)/\(number)")
            }
        }
        for (id, file) in partition.mirror.listFiles where !file.isDone {
            if let lapse = file.lapse, lapse <= now { due.append("lapse of list file \(id)") }
        }
        return due
    }

    func checkEnd() {
        guard violation == nil else { return }
        for (number, partition) in partitions.enumerated() {
            checkState(number)
            let log = inputLogs[number]
            if let message = log.next(from: partition.replayed, below: log.end) {
                fail(.drained, "partition \(number) still has a message at offset \(message.offset): \(MessageReader.key(message))")
            }
            if let timer = dueTimers(partition).min() { fail(.timer, "the \(timer) in partition \(number) is due and does not happen") }
            if !isSettled(partition) { fail(.drained, "partition \(number) does not come to the subscriptions that are configured") }
            if let party = untold(partition).first {
                fail(.drained, "the digest of the view of \(party) in partition \(number) is not told")
            }
        }
        checkCasesEnd()
        if !isDrained(isTold: true) { fail(.drained, "an outbox is not empty") }
        if outcomes.count != ingest.published { fail(.balance, "\(ingest.published) received, \(outcomes.count) with an outcome, none pending") }
        checkRereading()
    }
}
