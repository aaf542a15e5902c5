/// 保存期限: what happens when a record's term is over, and for how long it is remembered after that. Data with effective dates
/// (`contracts/retention.json`), not code.
public struct RetentionPolicy: Sendable {
    /// What holds for some contracts from a day on.
    public struct Rule: Sendable {
        public var from: CivilDate
        /// Names of contracts; nil for all.
        public var contracts: Set<String>?
        /// Whether a record disappears from subscribers and platforms on the day after its term: 公示期满. Otherwise its term is
        /// that of the thing itself, such as a permit's validity, and the record stays until the retention is over.
        public var expires: Bool
        /// How long the ledger keeps what it knows of a record after its term, its withdrawal or the close of a case.
        public var retentionMonths: Int
        /// How long the identity alone is remembered after that, so that a late event is known as such.
        public var identityMonths: Int

        public init(from: CivilDate, contracts: Set<String>?, expires: Bool, retentionMonths: Int, identityMonths: Int) {
            self.from = from
            self.contracts = contracts
            self.expires = expires
            self.retentionMonths = retentionMonths
            self.identityMonths = identityMonths
        }
    }

    private let byContract: [Substring: [Rule]]
    private let others: [Rule]

    /// - parameter rules: where several fit, one that names the contract comes before one for all, and a later one before an
    ///   earlier one.
    public init(rules: [Rule]) {
        var byContract: [Substring: [Rule]] = [:]
        for rule in rules { for name in rule.contracts ?? [] { byContract[Substring(name), default: []].append(rule) } }
        self.byContract = byContract.mapValues { $0.sorted { $0.from > $1.from } }
        others = rules.filter { $0.contracts == nil }.sorted { $0.from > $1.from }
    }

    /// Nothing expires, and nothing is ever forgotten.
    public static let forever = RetentionPolicy(rules: [])

    /// The rule for records of a contract whose term ended, or that were withdrawn, on a day; nil if they are kept for ever.
    public func rule(of contract: Substring, on day: CivilDate) -> Rule? {
        if let rules = byContract[contract], let rule = rules.first(where: { $0.from <= day }) { return rule }
        return others.first { $0.from <= day }
    }

    /// What is due next for a record, and when: nil if nothing ever is.
    public func next(of record: RecordState) -> (kind: LedgerTimer.Kind, due: Timestamp)? {
        switch record.status {
        case .active:
            guard let end = record.termEnd, let rule = rule(of: record.contractName, on: end) else { return nil }
            if rule.expires { return (.termEnd, (end + 1).start) }
            return record.isDisputed ? nil : (.erasure, (end.adding(months: rule.retentionMonths) + 1).start)
        case .expired, .repaired:
            let end = record.termEnd ?? record.acceptedAt.day
            guard !record.isDisputed, let rule = rule(of: record.contractName, on: end) else { return nil }
            return (.erasure, (end.adding(months: rule.retentionMonths) + 1).start)
        case .withdrawn:
            let day = record.acceptedAt.day
            guard !record.isDisputed, let rule = rule(of: record.contractName, on: day) else { return nil }
            return (.erasure, (day.adding(months: rule.retentionMonths) + 1).start)
        }
    }

    /// When what is known of a closed case is erased; nil for one that is not at its end.
    public func erasure(of dispute: CaseState) -> Timestamp? {
        let day = dispute.changedAt.day
        guard dispute.status.isEnd, let rule = rule(of: Substring(dispute.kind.contract), on: day) else { return nil }
        return (day.adding(months: rule.retentionMonths) + 1).start
    }

    /// The last day on which the identity of what is erased on a day is remembered.
    public func remembered(_ contract: Substring, erasedOn day: CivilDate) -> CivilDate {
        rule(of: contract, on: day).map { day.adding(months: $0.identityMonths) } ?? .latest
    }

    /// Whether a record whose term ended on a day would have been erased by now: it is not taken any more.
    public func isPast(_ end: CivilDate, of contract: Substring, on today: CivilDate) -> Bool {
        guard let rule = rule(of: contract, on: end) else { return false }
        return end.adding(months: rule.retentionMonths) < today
    }

    /// Whether a record whose term ended on a day is shown nowhere any more.
    public func hasExpired(_ end: CivilDate, of contract: Substring, on today: CivilDate) -> Bool {
        end < today && rule(of: contract, on: end)?.expires == true
    }
}
