/// Something that is due at a moment. It fires as a command on `ledger.in`, which says what was due and when: the ledger carries it
/// out if that is still so, and only then, so it makes no difference how often the command comes, or how late.
public struct LedgerTimer: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// 期限届满: a record's term is over.
        case termEnd = "term-end"
        /// 保存期满: what is known of a record is erased.
        case erasure
        /// What is known of a closed case is erased.
        case caseErasure = "case-erasure"
        /// 办理期限: a case is reminded of, is overdue, or takes effect.
        case caseAlarm = "case-alarm"
        /// The identity of something erased is forgotten.
        case forgetting
        /// 确认限期: a subscriber has not confirmed a removal in time.
        case confirmation
        /// The parts of a full list file whose end did not come are dropped.
        case listFileLapse = "list-file-lapse"
    }

    public var kind: Kind
    /// The record, the case, or what else the timer is of.
    public var id: Identifier128
    public var due: Timestamp

    public init(kind: Kind, id: Identifier128, due: Timestamp) {
        self.kind = kind
        self.id = id
        self.due = due
    }

    /// `timer:<kind>:<id>:<milliseconds>`: the id of the command's event.
    public var eventID: String { "timer:\(kind.rawValue):\(id):\(due.milliseconds)" }

    /// Reads what ``eventID`` writes; nil for anything else.
    public init?(eventID text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "timer", let kind = Kind(rawValue: String(parts[1])),
            let id = Identifier128(String(parts[2])), let due = Int64(parts[3])
        else { return nil }
        self.init(kind: kind, id: id, due: Timestamp(milliseconds: due))
    }
}

extension LedgerTimer: Comparable {
    /// By what is due first; by kind and id among those of one moment, so that the order is always the same.
    public static func < (a: LedgerTimer, b: LedgerTimer) -> Bool {
        if a.due != b.due { return a.due < b.due }
        if a.id != b.id { return a.id < b.id }
        return a.kind.rawValue < b.kind.rawValue
    }
}
