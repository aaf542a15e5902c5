/// 办件: where one dispute (异议) or repair (信用修复) stands.
public struct CaseState: Hashable, Sendable {
    public enum Status: String, Sendable, CaseIterable {
        /// 已提交
        case submitted
        /// 待补正: sent back to the applicant for what is missing.
        case returned
        /// 不予受理
        case notAccepted
        /// 已受理: a disputed record carries the dispute mark wherever it was sent.
        case accepted
        /// 已转交: the source department checks.
        case forwarded
        /// 已核实: the source department found it wrong; its own correction or withdrawal is awaited.
        case verified
        /// 准予修复, from a later day on.
        case granted
        /// 落实中: not every subscriber and platform that has to know has it.
        case effecting
        /// 已落实: every place has it; the applicant is to be answered.
        case effected
        /// 已办结
        case closed
        /// 已撤回: by the applicant.
        case cancelled
        /// 已并案: another case of the same record goes on.
        case merged
        /// 已撤销修复: the repair was obtained wrongly, and holds no more.
        case revoked

        /// Whether nothing is to be done any more.
        public var isEnd: Bool {
            switch self {
            case .notAccepted, .closed, .cancelled, .merged, .revoked: true
            case .submitted, .returned, .accepted, .forwarded, .verified, .granted, .effecting, .effected: false
            }
        }
    }

    /// 核实结论, 修复决定: what the source department found or decided.
    public enum Finding: String, Sendable {
        /// 维持: the record is right.
        case upheld = "维持"
        /// 更正: the record will be corrected.
        case corrected = "更正"
        /// 撤销: the record will be withdrawn.
        case withdrawn = "撤销"
        case granted = "准予修复"
        case refused = "不予修复"
    }

    /// A place that does not have yet what the case led to: the feed to it, and the number of the message that it has to have.
    public struct Awaited: Hashable, Sendable {
        public var feed: String
        public var number: Int64

        public init(feed: String, number: Int64) {
            self.feed = feed
            self.number = number
        }
    }

    public var kind: CaseKind
    /// The id that people use for the case.
    public var caseID: String
    /// The record or list entry that it is about.
    public var recordID: Identifier128
    public var status: Status
    public var finding: Finding?
    /// The party that submitted it, and the event by which it did.
    public var party: String
    public var event: String
    public var origin: Origin
    /// The contract of the submission, with its version.
    public var contract: String
    /// Hash of the submission's canonical content, to know it again.
    public var contentHash: Identifier128
    public var openedAt: Timestamp
    public var changedAt: Timestamp
    /// 办件版本: counts up with each step, from 1.
    public var version: Int
    /// Hashes of the last commands that were carried out, the latest last: at most ``mostCommands``.
    public var commands: [UInt64]
    /// When the next step is due; nil where nothing is to be done, or where no term is set.
    public var due: CaseDue?
    public var awaited: [Awaited]
    /// Whether it was taken up again: that happens once at most.
    public var isReopened: Bool
    /// The case that it was merged into.
    public var mergedInto: Identifier128?
    /// 停止公示日期: the day from which a granted repair takes effect.
    public var effectiveFrom: CivilDate?
    /// 更正内容: the fields that the source has said it will mend.
    public var corrections: [FieldCorrection]

    /// How many commands are known again by their ids.
    public static let mostCommands = 8

    public init(
        kind: CaseKind = .dispute, caseID: String, recordID: Identifier128, status: Status, finding: Finding? = nil, party: String,
        event: String, origin: Origin, contract: String = firstVersion, contentHash: Identifier128, openedAt: Timestamp? = nil,
        changedAt: Timestamp, version: Int = 1, commands: [UInt64] = [], due: CaseDue? = nil, awaited: [Awaited] = [],
        isReopened: Bool = false, mergedInto: Identifier128? = nil, effectiveFrom: CivilDate? = nil,
        corrections: [FieldCorrection] = []
    ) {
        self.kind = kind
        self.caseID = caseID
        self.recordID = recordID
        self.status = status
        self.finding = finding
        self.party = party
        self.event = event
        self.origin = origin
        self.contract = contract
        self.contentHash = contentHash
        self.openedAt = openedAt ?? changedAt
        self.changedAt = changedAt
        self.version = version
        self.commands = commands
        self.due = due
        self.awaited = awaited
        self.isReopened = isReopened
        self.mergedInto = mergedInto
        self.effectiveFrom = effectiveFrom
        self.corrections = corrections
    }

    /// The contract of disputes that are closed by the finding, or by what it asks for: it has no events for anything in between, and
    /// none for an answer.
    public static let firstVersion = "dispute@1"

    var isOfFirstVersion: Bool { contract == Self.firstVersion }

    /// Whether it ends when the record is settled, without an answer to the applicant: disputes by the first version of their contract,
    /// repairs, whose decision is the answer, and withdrawals, which nobody has asked for.
    var closesItself: Bool { kind != .dispute || isOfFirstVersion }

    /// Whether the record carries the dispute mark for it.
    public var isMarked: Bool {
        guard kind == .dispute else { return false }
        return switch status {
        case .accepted, .forwarded, .verified: true
        default: false
        }
    }

    /// The party that has to do the next step; nil where nobody has.
    ///
    /// - parameters:
    ///   - source: The department whose record it is.
    ///   - office: 信用办, where there is one.
    public func responsible(source: String?, office: String?) -> String? {
        switch kind.lifecycle.responsible[status] {
        case .intake?: party
        case .office?: office ?? party
        case .source?: source
        case .ledger?, nil: nil
        }
    }

    /// Whether this command of this event was carried out.
    func knows(_ operation: String, _ event: String) -> Bool { commands.contains(Self.hash(operation, event)) }

    mutating func remember(_ operation: String, _ event: String) {
        if commands.count >= Self.mostCommands { commands.removeFirst(commands.count - Self.mostCommands + 1) }
        commands.append(Self.hash(operation, event))
    }

    private static func hash(_ operation: String, _ event: String) -> UInt64 { SHA256.hash("\(operation)\n\(event)").prefix.high }
}
