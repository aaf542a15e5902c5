import JSON

/// 联合奖惩反馈: joins what a subscriber or department says it did to the entry that it did it for, and counts it.
struct FeedbackRule {
    private let event: LedgerEvent
    private let state: LedgerState
    private let isHit: Bool
    private let hasActed: Bool
    private let entry: Identifier128?
    private let revision: Int

    init(_ event: LedgerEvent, _ state: LedgerState) {
        self.event = event
        self.state = state
        var (isHit, hasActed, entry, revision) = (false, false, Identifier128?.none, 0)
        let parser = JSONParser()
        event.content.withUnsafeBytes { bytes in
            guard let view = try? parser.parse(bytes) else { return }
            isHit = view.member("hit")?.string == "是"
            hasActed = view.member("measureCode") != nil
            entry = view.member("listRecordId").flatMap { Identifier128($0.string) }
            revision = view.member("listRevision")?.intValue ?? 0
        }
        self.isHit = isHit
        self.hasActed = hasActed
        self.entry = entry
        self.revision = revision
    }

    /// Why it is not taken: it names an entry that there never was for this subject, or that this subscriber was never shown; nil if it is.
    var fault: Fault? {
        guard isHit else { return nil }
        guard let entry, let record = state.records[entry], record.subject == event.subject, revision <= record.revision else {
            return Fault(.unknownEntry, path: "/listRecordId")
        }
        // What it holds no more it may have held when it decided.
        guard let filter = state.subscriptions[event.party]?.filter, record.status == .active, let held = state.entry(entry) else { return nil }
        var shown = held
        shown.isDisputed = false
        shown.isSuspended = false
        return Projection(entry, shown).values([filter])[0] == nil ? Fault(.unknownEntry, path: "/listRecordId") : nil
    }

    /// Counts it, instead of what a former revision of it said.
    func count(_ effects: inout EffectList) {
        let former = state.feedback[event.recordID]
        let present = isHit ? FeedbackState(list: entry.flatMap(list(of:)) ?? former?.list ?? "", party: event.party, hasActed: hasActed) : nil
        replace(former, by: present, &effects)
    }

    /// The list that an entry is on, or was on last; nil where that is not known.
    private func list(of entry: Identifier128) -> String? {
        state.entry(entry)?.list ?? state.records[entry]?.formerList
    }

    /// It is withdrawn: it counts no more.
    func forget(_ list: inout EffectList) {
        guard let former = state.feedback[event.recordID] else { return }
        replace(former, by: nil, &list)
    }

    private func replace(_ former: FeedbackState?, by present: FeedbackState?, _ list: inout EffectList) {
        guard former != present else { return }
        for (feedback, step) in [(former, -1), (present, 1)] {
            guard let feedback else { continue }
            list.count(Tally.Key(party: feedback.party, list: feedback.list)) { tally in
                tally.responded += step
                if feedback.hasActed { tally.acted += step }
            }
        }
        list.append(.state(.feedback(event.recordID, present)))
        list.note(.feedback, event.recordID, before: former?.list, after: present?.list)
    }
}
