/// 办理流程: the states of a kind of case and what leads from one to another. One definition for each kind: the ledger runs by it, and the
/// documentation draws it.
public struct CaseLifecycle: Sendable {
    /// Who may do something, or has to.
    public enum Role: String, Sendable, CaseIterable {
        /// 提交渠道: the party that the case was submitted through; it speaks for the applicant.
        case intake
        /// 信用办: handles cases, beside the party that submitted them.
        case office
        /// 信息提供单位, 认定单位: the department whose record it is (谁认定、谁修复).
        case source
        /// The ledger, when something has happened.
        case ledger
    }

    /// On what it depends which way a command leads.
    public enum Condition: String, Sendable {
        /// 维持, or nobody sees the record any more: nothing is to be changed.
        case settled
        /// 更正, 撤销: the source's own event is awaited.
        case unsettled
        case granted
        /// 准予修复, from a later day on.
        case grantedLater
        case refused
    }

    /// What follows for the record.
    public enum Consequence: String, Sendable {
        /// 异议标注, wherever the record was sent.
        case mark
        /// 异议标注撤销
        case unmark
        /// 核查通知 to the source department.
        case askSource
        /// 停止公示、共享和使用
        case takeDown
        /// 恢复公示
        case restore
    }

    public struct Transition: Sendable {
        /// The operation of the event, or what happened.
        public let command: String
        /// None: it begins the case.
        public let from: [CaseState.Status]
        /// Nil: the case stays where it is.
        public let to: CaseState.Status?
        public let condition: Condition?
        public let who: [Role]
        public let consequences: [Consequence]
        public let title: Bilingual

        init(
            _ command: String, from: [CaseState.Status], to: CaseState.Status?, if condition: Condition? = nil, by who: [Role],
            _ consequences: [Consequence] = [], zh: String, en: String
        ) {
            self.command = command
            self.from = from
            self.to = to
            self.condition = condition
            self.who = who
            self.consequences = consequences
            title = Bilingual(zh: zh, en: en)
        }
    }

    public let kind: CaseKind
    public let transitions: [Transition]
    /// Who has to do the next step in a state.
    public let responsible: [CaseState.Status: Role]

    /// The states that it knows, in their order.
    public var states: [CaseState.Status] {
        let named = Set(transitions.flatMap { $0.from + [$0.to].compactMap { $0 } })
        return CaseState.Status.allCases.filter { named.contains($0) }
    }

    /// What a command leads to; nil if it is not legal in that state.
    ///
    /// - parameter conditions: those that hold.
    public func transition(_ command: String, from status: CaseState.Status, _ conditions: Set<Condition> = []) -> Transition? {
        transitions.first { transition in
            transition.command == command && transition.from.contains(status) && (transition.condition.map(conditions.contains) ?? true)
        }
    }

    /// The commands that are legal in a state, in the order of the definition.
    public func legal(in status: CaseState.Status) -> [String] {
        var seen: Set<String> = []
        return transitions.filter { $0.who != [.ledger] && $0.from.contains(status) && seen.insert($0.command).inserted }.map(\.command)
    }
}
