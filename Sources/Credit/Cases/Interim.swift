public struct CaseDeadlines: Sendable {
    public enum Unit: String, Sendable { case workingDays, days, months }
    public struct Rule: Sendable {
        public var kind: String, step: String, region: String, from: CivilDate, count: Int, unit: Unit, remindBefore: Int, escalateAfter: Int, mostExtension: Int?, basis: String
        public init(kind: String, step: String, region: String, from: CivilDate, count: Int, unit: Unit, remindBefore: Int, escalateAfter: Int, mostExtension: Int?, basis: String) { self.kind = kind; self.step = step; self.region = region; self.from = from; self.count = count; self.unit = unit; self.remindBefore = remindBefore; self.escalateAfter = escalateAfter; self.mostExtension = mostExtension; self.basis = basis }
    }
    public func rule(_ kind: String, _ step: String, region: String, on day: CivilDate) -> Rule? { nil }
    public func due(_ rule: Rule, after day: CivilDate, region: String, calendar: WorkCalendar) -> WorkCalendar.Deadline { calendar.deadline(rule.count, after: day, in: region) }
    public static let none = CaseDeadlines()
}
public struct RepairPolicy: Sendable {
    public struct Terms: Hashable, Sendable { public var regime: String, severity: String, isDisplayed: Bool, earliest: CivilDate, latest: CivilDate, basis: String, place: Bilingual }
    public func terms(kinds: [String], decidedOn: CivilDate, party: String, on day: CivilDate) -> Terms? { nil }
    public func listTerms(list: String, listedOn: CivilDate, termEnd: CivilDate?, on day: CivilDate) -> Terms? { nil }
    public static let none = RepairPolicy()
}
