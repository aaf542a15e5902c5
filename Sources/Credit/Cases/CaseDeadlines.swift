/// 办理期限: how long each step of a case may take. Data with effective dates and regions (`contracts/case-deadlines.json`), not code.
public struct CaseDeadlines: Sendable {
    public enum Unit: String, Sendable, CaseIterable {
        case workingDays, days, months
    }

    /// How long a case may stay in one state.
    public struct Rule: Hashable, Sendable {
        /// `dispute`, `repair`, `publication` (双公示), `withdrawal` (of an annulled penalty); `repair.market-regulation` where one
        /// field has terms of its own.
        public var kind: String
        /// The state that is to be left in time; `all` for the case as a whole.
        public var step: String
        /// Prefix of the 行政区划 codes that it holds for; empty for all.
        public var region: String
        /// In force from this day on, until a later one of the same kind, step and region.
        public var from: CivilDate
        public var count: Int
        public var unit: Unit
        /// Working days before the last day on which a reminder goes out.
        public var remindBefore: Int
        /// Working days after the last day on which the case is escalated.
        public var escalateAfter: Int
        /// The longest extension, in the unit; nil where the term cannot be extended.
        public var mostExtension: Int?
        public var basis: String

        public init(
            kind: String, step: String, region: String, from: CivilDate, count: Int, unit: Unit, remindBefore: Int, escalateAfter: Int,
            mostExtension: Int?, basis: String
        ) {
            self.kind = kind
            self.step = step
            self.region = region
            self.from = from
            self.count = count
            self.unit = unit
            self.remindBefore = remindBefore
            self.escalateAfter = escalateAfter
            self.mostExtension = mostExtension
            self.basis = basis
        }
    }

    private struct Key: Hashable {
        let kind: String
        let step: String
    }

    /// The longest region first, then the latest day.
    private let rules: [Key: [Rule]]

    public init(rules: [Rule]) {
        self.rules = Dictionary(grouping: rules) { Key(kind: $0.kind, step: $0.step) }
            .mapValues { $0.sorted { ($1.region.utf8.count, $1.from) < ($0.region.utf8.count, $0.from) } }
    }

    /// No step has a term.
    public static let none = CaseDeadlines(rules: [])

    /// The rule for a step on a day: that of the longest region that fits, of these the latest in force. A kind with a dot has the
    /// rules of the kind before the dot where it has none of its own.
    public func rule(_ kind: String, _ step: String, region: String, on day: CivilDate) -> Rule? {
        if let rule = rules[Key(kind: kind, step: step)]?.first(where: { $0.from <= day && region.hasPrefix($0.region) }) { return rule }
        guard let dot = kind.lastIndex(of: ".") else { return nil }
        return rule(String(kind[..<dot]), step, region: region, on: day)
    }

    /// The last day of a step that began on a day. Working days are counted from the next day on; a term of calendar days or months
    /// that ends on a holiday ends on the next working day (民法典 art. 201 to 203).
    public func due(_ rule: Rule, after day: CivilDate, region: String, calendar: WorkCalendar) -> WorkCalendar.Deadline {
        switch rule.unit {
        case .workingDays: calendar.deadline(rule.count, after: day, in: region)
        case .days: calendar.workingDay(onOrAfter: day + rule.count, in: region)
        case .months: calendar.workingDay(onOrAfter: day.adding(months: rule.count), in: region)
        }
    }
}
