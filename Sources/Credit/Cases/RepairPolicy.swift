/// 修复条件与公示期: which regime applies when, how long a penalty is displayed, and from which day on a repair may be applied for.
/// Data with effective dates (`contracts/repair-policy.json`), not code.
public struct RepairPolicy: Sendable {
    /// What holds for one penalty, or one entry of a list.
    public struct Terms: Hashable, Sendable {
        /// `order-58`, `order-36` or `samr-107`.
        public var regime: String
        /// 轻微, 一般 or 严重; under Order 58 一般 or 重点领域.
        public var severity: String
        /// Whether it is displayed to the public at all.
        public var isDisplayed: Bool
        /// The first day on which a repair may be applied for: the day after the least time of display.
        public var earliest: CivilDate
        /// The last day of display, after which it stops by itself; 9999-12-31 where there is none.
        public var latest: CivilDate
        public var basis: String
        /// Where to apply.
        public var place: Bilingual

        public init(
            regime: String, severity: String, isDisplayed: Bool, earliest: CivilDate, latest: CivilDate, basis: String, place: Bilingual
        ) {
            self.regime = regime
            self.severity = severity
            self.isDisplayed = isDisplayed
            self.earliest = earliest
            self.latest = latest
            self.basis = basis
            self.place = place
        }
    }

    /// Rules of one authority from a day on.
    public struct Regime: Sendable {
        public var name: String
        public var from: CivilDate
        /// The departments that it holds for; nil for all that have none of their own.
        public var parties: Set<String>?
        /// One of them, and one only, names no kinds: it holds for all that the others do not name.
        public var classes: [PenaltyClass]
        public var fields: [SpecialField]
        public var basis: String
        public var place: Bilingual

        public init(
            name: String, from: CivilDate, parties: Set<String>?, classes: [PenaltyClass], fields: [SpecialField], basis: String,
            place: Bilingual
        ) {
            self.name = name
            self.from = from
            self.parties = parties
            self.classes = classes
            self.fields = fields
            self.basis = basis
            self.place = place
        }
    }

    /// How long penalties of some kinds are displayed.
    public struct PenaltyClass: Sendable {
        public var severity: String
        public var isDisplayed: Bool
        /// 处罚类别, as the code table `penalty-kinds` writes them; nil for all others.
        public var kinds: Set<String>?
        public var minMonths: Int
        public var maxMonths: Int

        public init(severity: String, isDisplayed: Bool, kinds: Set<String>?, minMonths: Int, maxMonths: Int) {
            self.severity = severity
            self.isDisplayed = isDisplayed
            self.kinds = kinds
            self.minMonths = minMonths
            self.maxMonths = maxMonths
        }
    }

    /// 重点领域: departments whose displayed penalties stay longer.
    public struct SpecialField: Sendable {
        public var severity: String
        public var parties: Set<String>
        public var minMonths: Int

        public init(severity: String, parties: Set<String>, minMonths: Int) {
            self.severity = severity
            self.parties = parties
            self.minMonths = minMonths
        }
    }

    /// Early exit from a list.
    public struct ListRule: Sendable {
        /// Code of the list, as the code table of lists has it (`work-safety`).
        public var list: String
        public var from: CivilDate
        /// The department that designates: its regime holds.
        public var party: String
        public var severity: String
        public var earliestMonths: Int
        public var basis: String

        public init(list: String, from: CivilDate, party: String, severity: String, earliestMonths: Int, basis: String) {
            self.list = list
            self.from = from
            self.party = party
            self.severity = severity
            self.earliestMonths = earliestMonths
            self.basis = basis
        }
    }

    /// The latest first.
    private let regimes: [Regime]
    private let lists: [String: [ListRule]]

    public init(regimes: [Regime], lists: [ListRule]) {
        self.regimes = regimes.sorted { $0.from > $1.from }
        self.lists = Dictionary(grouping: lists) { $0.list }.mapValues { $0.sorted { $0.from > $1.from } }
    }

    /// Nothing can be repaired.
    public static let none = RepairPolicy(regimes: [], lists: [])

    /// The terms of a penalty.
    ///
    /// - parameter kinds: 处罚类别 of the record, one by one. Of several the longest display counts.
    /// - parameter decidedOn: the day from which display is counted.
    /// - parameter party: the department that decided.
    /// - parameter day: chooses the regime.
    /// - returns: nil where no regime is in force on the day.
    public func terms(kinds: [String], decidedOn: CivilDate, party: String, on day: CivilDate) -> Terms? {
        guard let regime = regime(of: party, on: day) else { return nil }
        let classes = kinds.isEmpty ? [regime.others] : kinds.map(regime.penaltyClass(of:))
        guard let longest = classes.compactMap({ $0 }).max(by: { $0.isShorter(than: $1) }) else { return nil }
        var (severity, months) = (longest.severity, longest.minMonths)
        if longest.isDisplayed, let field = regime.fields.first(where: { $0.parties.contains(party) }), field.minMonths > months {
            (severity, months) = (field.severity, field.minMonths)
        }
        return Terms(
            regime: regime.name, severity: severity, isDisplayed: longest.isDisplayed, earliest: decidedOn.adding(months: months),
            latest: decidedOn.adding(months: longest.maxMonths) + -1, basis: regime.basis, place: regime.place)
    }

    /// The terms of an entry of a list.
    ///
    /// - parameter list: the list's code.
    /// - parameter termEnd: the last day of the entry's term; nil where it has none.
    /// - parameter day: chooses the regime and the list's rule.
    /// - returns: nil if the list knows no early exit, or the term is over before it.
    public func listTerms(list: String, listedOn: CivilDate, termEnd: CivilDate?, on day: CivilDate) -> Terms? {
        guard let rule = lists[list]?.first(where: { $0.from <= day }), let regime = regime(of: rule.party, on: day) else { return nil }
        let (earliest, latest) = (listedOn.adding(months: rule.earliestMonths), termEnd ?? .latest)
        guard earliest <= latest else { return nil }
        return Terms(
            regime: regime.name, severity: rule.severity, isDisplayed: true, earliest: earliest, latest: latest, basis: rule.basis,
            place: regime.place)
    }

    private func regime(of party: String, on day: CivilDate) -> Regime? {
        let inForce = regimes.lazy.filter { $0.from <= day }
        return inForce.first { $0.parties?.contains(party) == true } ?? inForce.first { $0.parties == nil }
    }
}

extension RepairPolicy.Regime {
    fileprivate var others: RepairPolicy.PenaltyClass? { classes.first { $0.kinds == nil } }

    fileprivate func penaltyClass(of kind: String) -> RepairPolicy.PenaltyClass? {
        classes.first { $0.kinds?.contains(kind) == true } ?? others
    }
}

extension RepairPolicy.PenaltyClass {
    fileprivate func isShorter(than other: Self) -> Bool {
        (maxMonths, minMonths, isDisplayed ? 1 : 0) < (other.maxMonths, other.minMonths, other.isDisplayed ? 1 : 0)
    }
}
