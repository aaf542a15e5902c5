/// What follows from one event. All effects of an event commit in one transaction, or none.
public enum Effect: Sendable {
    /// The state changes and the changelog says so.
    case state(StateChange)
    /// The sender (or another party) is told.
    case receipt(party: String, Receipt)
    /// The event goes to the sender's dead letters with what is wrong.
    case deadLetter([Fault])
    /// An upper platform is told through its outbox.
    case upstream(UpstreamChange)
    /// A subscriber's view changes, or its digest is told.
    case view(ViewChange)
    /// A party is asked or told something about a case.
    case notice(party: String, Notice)
    /// What changed, for the audit.
    case audit(AuditEntry)
}

/// A change that an upper platform has to follow.
public struct UpstreamChange: Sendable {
    public enum Operation: String, Sendable, CaseIterable {
        case add = "ADD"
        case correct = "CORRECT"
        /// 变更: by a later decision; what was said before was right.
        case change = "CHANGE"
        case withdraw = "WITHDRAW"
        /// 信用修复: off the list before the end of its term.
        case repair = "REPAIRED"
        /// 中止, 恢复
        case suspend = "SUSPENDED"
        case resume = "RESUMED"
        /// 异议标注
        case objectionOn = "OBJECTION_ON"
        /// 异议标注撤销
        case objectionOff = "OBJECTION_OFF"
        /// 到期: the term is over, the record is to disappear.
        case expire = "EXPIRED"
        /// 撤销信用修复: it is shown again.
        case restore = "REPAIR_REVOKED"
    }

    public var platform: String
    public var operation: Operation
    public var recordID: Identifier128
    public var contract: String
    public var revision: Int
    /// The department whose record it is.
    public var party: String
    /// Canonical JSON; empty for marks.
    public var content: [UInt8]
    /// Counts the messages of this platform's partition, from 1.
    public var sequence: Int64
}

/// A message to a party about a case or an entry, on `notice.<party>`.
public struct Notice: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// 核查通知: the source department is asked to verify a disputed record.
        case verificationRequested = "verification-requested"
        /// 办结通知: the dispute came to its end.
        case disputeClosed = "dispute-closed"
        /// 办结通知: the repair came to its end.
        case repairClosed = "repair-closed"
        /// 办件进展: a case came to another state.
        case caseMoved = "case-moved"
        /// 临期提醒: a step is due soon.
        case deadlineNear = "deadline-near"
        /// 逾期: a step was not done in time.
        case deadlinePassed = "deadline-passed"
        /// 逾期督办: and still is not.
        case deadlineEscalated = "deadline-escalated"
        /// 修复告知 (两书同达): when, how and where a penalty can be repaired.
        case repairNotice = "repair-notice"
        /// 撤回落实: a withdrawn penalty is gone everywhere.
        case withdrawalEffected = "withdrawal-effected"
        /// 更正不符: the source's correction leaves fields as they were that it said it would mend.
        case correctionMissing = "correction-missing"
        /// 迟报 (双公示): a record came later after its decision than the term allows.
        case reportedLate = "reported-late"
        /// 移出未确认: a subscriber has not confirmed in time that an entry is off its list.
        case removalUnconfirmed = "removal-unconfirmed"
    }

    public var kind: Kind
    /// The id of the case; that of the record where there is no case.
    public var caseID: String
    public var recordID: Identifier128
    public var finding: CaseState.Finding?
    /// The subscriber that it is about, and the number of the message that it has not confirmed.
    public var subscriber: String?
    public var number: Int64?
    /// Where the case stands, and when its next step is due.
    public var status: CaseState.Status?
    public var due: CaseDue?
    /// Of a repair notice.
    public var terms: RepairPolicy.Terms?
}

extension Notice {
    /// About a case.
    init(kind: Kind, _ held: CaseState) {
        self.init(kind: kind, caseID: held.caseID, recordID: held.recordID, finding: held.finding, status: held.status, due: held.due)
    }
}

extension Notice.Kind {
    /// What is said at the end of a case.
    init(end kind: CaseKind) {
        self =
            switch kind {
            case .dispute: .disputeClosed
            case .repair: .repairClosed
            case .withdrawal: .withdrawalEffected
            }
    }

    /// What is said at an alarm.
    init(_ alarm: CaseDue.Alarm) {
        self =
            switch alarm {
            case .reminder: .deadlineNear
            case .overdue: .deadlinePassed
            case .escalation: .deadlineEscalated
            case .effective: .caseMoved
            }
    }
}
