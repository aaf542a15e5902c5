import JSON

/// Effects in the making: knows who gets what, and numbers the messages of each feed.
struct EffectList {
    let state: LedgerState
    let now: Timestamp
    let routing: Routing
    private(set) var effects: [Effect] = []
    /// The last numbers of the feeds that got something, in the order in which they did.
    private var feeds: [(name: String, number: Int64)] = []
    private var changes: [AuditEntry.Change] = []

    init(state: LedgerState, now: Timestamp, routing: Routing) {
        self.state = state
        self.now = now
        self.routing = routing
    }

    mutating func append(_ effect: Effect) {
        effects.append(effect)
    }

    // MARK: State

    mutating func set(_ id: Identifier128, record: RecordState?) {
        effects.append(.state(.record(id, record)))
        changes.append(
            AuditEntry.Change(kind: .record, id: id, before: state.records[id]?.summary, after: record?.summary))
    }

    mutating func set(_ id: Identifier128, entry: ListEntryState?) {
        effects.append(.state(.entry(id, entry)))
        changes.append(
            AuditEntry.Change(kind: .entry, id: id, before: state.entries[id]?.list, after: entry?.list))
    }

    mutating func set(_ id: Identifier128, case value: CaseState?) {
        effects.append(.state(.disputeCase(id, value)))
        changes.append(
            AuditEntry.Change(kind: .disputeCase, id: id, before: state.cases[id]?.status.rawValue, after: value?.status.rawValue))
    }

    /// Keeps the identity of what is erased until a day; nil forgets it.
    mutating func set(_ id: Identifier128, erasedUntil day: CivilDate?) {
        effects.append(.state(.erased(id, day)))
        if day == nil { changes.append(AuditEntry.Change(kind: .record, id: id, before: "erased", after: nil)) }
    }

    /// 办结: closes a case, and tells who submitted it.
    mutating func close(_ id: Identifier128, _ dispute: CaseState, on record: inout RecordState, contract: String?) {
        var dispute = dispute
        dispute.status = .closed
        dispute.changedAt = now
        record.openCases.removeAll { $0 == id }
        set(id, case: dispute)
        append(
            .receipt(
                party: dispute.party,
                Receipt(
                    event: dispute.event, status: .closed, stage: .ledger, operation: "closed", recordID: id, contract: contract,
                    origin: dispute.origin, time: now)))
        append(
            .notice(
                party: dispute.party,
                Notice(kind: .disputeClosed, caseID: dispute.caseID, recordID: dispute.recordID, finding: dispute.finding)))
    }

    // MARK: Where it goes

    mutating func upstream(
        _ operation: UpstreamChange.Operation, _ record: RecordState, id: Identifier128, content: [UInt8] = []
    ) {
        let name = String(record.contractName)
        for platform in routing.platforms where platform.records.contains(name) {
            effects.append(
                .upstream(
                    UpstreamChange(
                        platform: platform.party, operation: operation, recordID: id, contract: record.contract,
                        revision: record.revision, party: record.party, content: content, sequence: next(platform.feed))))
        }
    }

    /// Puts an entry into the view of every subscriber whose filter takes it, and out of views that no longer do.
    mutating func show(_ id: Identifier128, _ entry: ListEntryState, _ record: RecordState) {
        let before = state.entries[id]
        for subscriber in routing.subscribers {
            if subscriber.takes(entry) {
                let visible = ViewEntry(
                    list: entry.list, subjectKey: entry.subjectKey, subjectKind: entry.subjectKind,
                    isDisputed: record.isDisputed, revision: record.revision,
                    content: select(subscriber.fields, of: entry.content))
                effects.append(.view(party: subscriber.party, entry: id, visible, sequence: next(subscriber.feed)))
            } else if let before, subscriber.takes(before) {
                effects.append(.view(party: subscriber.party, entry: id, nil, sequence: next(subscriber.feed)))
            }
        }
    }

    /// Takes a list entry, if there is one, out of the state and of all views.
    mutating func hide(_ id: Identifier128) {
        guard let entry = state.entries[id] else { return }
        set(id, entry: nil)
        for subscriber in routing.subscribers where subscriber.takes(entry) {
            effects.append(.view(party: subscriber.party, entry: id, nil, sequence: next(subscriber.feed)))
        }
    }

    private mutating func next(_ feed: String) -> Int64 {
        for i in feeds.indices where feeds[i].name == feed {
            feeds[i].number += 1
            return feeds[i].number
        }
        let number = (state.feeds[feed] ?? 0) + 1
        feeds.append((feed, number))
        return number
    }

    // MARK: The end

    /// The effects, with the numbers of the feeds and, if anything changed, a line for the audit.
    consuming func finish(
        actor: String, action: String, event: String, subjectKey: String?, contract: String?, rule: String? = nil
    ) -> [Effect] {
        for feed in feeds { effects.append(.state(.feed(feed.name, feed.number))) }
        if !changes.isEmpty {
            effects.append(
                .audit(
                    AuditEntry(
                        actor: actor, action: action, event: event, time: now, contract: contract, rule: rule,
                        subjectKey: subjectKey, changes: changes)))
        }
        return effects
    }
}

/// The members of an object that a subscriber may see, in its order.
private func select(_ fields: [String], of content: [UInt8]) -> [UInt8] {
    var writer = JSONWriter(capacity: content.count)
    let parser = JSONParser()
    content.withUnsafeBytes { bytes in
        guard let view = try? parser.parse(bytes) else { return }
        writer.beginObject()
        for field in fields {
            guard let value = view.member(field) else { continue }
            writer.name(field)
            writer.value(value)
        }
        writer.endObject()
    }
    return writer.bytes
}
