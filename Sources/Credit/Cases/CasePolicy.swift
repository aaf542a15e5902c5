/// By what cases are handled: calendars, deadlines and the conditions of repair. Data with effective dates.
public struct CasePolicy: Sendable {
    public var calendar: WorkCalendar
    public var deadlines: CaseDeadlines
    public var repairs: RepairPolicy
    /// 行政区划 of the office.
    public var region: String

    public init(calendar: WorkCalendar = .empty, deadlines: CaseDeadlines = .none, repairs: RepairPolicy = .none, region: String = "") {
        self.calendar = calendar
        self.deadlines = deadlines
        self.repairs = repairs
        self.region = region
    }

    /// Nothing is ever due, and no condition is set.
    public static let none = CasePolicy()

    /// The step that counts for the whole case.
    private static let whole = "all"

    /// When the present step of a case is due, counted from a day (day 0); nil where the policy sets no term.
    ///
    /// - parameter source: the department whose record it is: its own rules come before those for all.
    func due(_ held: CaseState, source: String, from day: CivilDate, now: Timestamp) -> CaseDue? {
        guard !held.status.isEnd else { return nil }
        if held.status == .granted {
            guard let from = held.effectiveFrom else { return nil }
            return CaseDue(day: from, isProvisional: false, calendar: "", since: day, alarm: .effective, alarmAt: from.start)
        }
        guard let rule = rule(held, source: source, on: day) else { return nil }
        var deadline = deadlines.due(rule, after: day, region: region, calendar: calendar)
        if let whole = deadlines.rule(held.kind.rawValue, Self.whole, region: region, on: held.openedAt.day) {
            let limit = deadlines.due(whole, after: held.openedAt.day, region: region, calendar: calendar)
            if limit.day < deadline.day { deadline = limit }
        }
        return armed(deadline, rule, since: day, now: now)
    }

    /// The deadline that an extension sets; nil if it is longer than the rule allows.
    func extended(_ held: CaseState, source: String, to day: CivilDate, now: Timestamp) -> CaseDue? {
        guard var due = held.due, !due.isExtended, day > due.day, let rule = rule(held, source: source, on: due.since),
            let most = rule.mostExtension
        else { return nil }
        var longest = rule
        longest.count = most
        let limit = deadlines.due(longest, after: due.day, region: region, calendar: calendar)
        guard day <= limit.day else { return nil }
        due = armed(
            WorkCalendar.Deadline(day: day, isProvisional: !calendar.covers(day), calendar: limit.calendar), rule, since: due.since, now: now)
        due.isExtended = true
        return due
    }

    /// The same with the alarm after the present one; nil where there is no rule any more.
    func next(after due: CaseDue, _ held: CaseState, source: String) -> CaseDue {
        var next = due
        (next.alarm, next.alarmAt) = (nil, nil)
        guard let rule = rule(held, source: source, on: due.since) else { return next }
        if let following = alarms(due.day, rule).drop(while: { $0.alarm != due.alarm }).dropFirst().first {
            (next.alarm, next.alarmAt) = (following.alarm, following.at)
        }
        return next
    }

    /// Counts again what was counted without a calendar that is there now; nil if it stays as it is.
    func recounted(_ held: CaseState, source: String, now: Timestamp) -> CaseDue? {
        guard let due = held.due, due.isProvisional, !due.isExtended, due.alarm != .effective,
            let anew = self.due(held, source: source, from: due.since, now: now), anew.calendar != due.calendar
        else { return nil }
        return anew
    }

    private func rule(_ held: CaseState, source: String, on day: CivilDate) -> CaseDeadlines.Rule? {
        deadlines.rule("\(held.kind.rawValue).\(source)", held.status.rawValue, region: region, on: day)
    }

    private func armed(_ deadline: WorkCalendar.Deadline, _ rule: CaseDeadlines.Rule, since day: CivilDate, now: Timestamp) -> CaseDue {
        var due = CaseDue(day: deadline.day, isProvisional: deadline.isProvisional, calendar: deadline.calendar, since: day)
        if let first = alarms(deadline.day, rule).first(where: { $0.at > now || $0.alarm == .overdue }) {
            (due.alarm, due.alarmAt) = (first.alarm, first.at)
        }
        return due
    }

    private func alarms(_ day: CivilDate, _ rule: CaseDeadlines.Rule) -> [(alarm: CaseDue.Alarm, at: Timestamp)] {
        var alarms: [(alarm: CaseDue.Alarm, at: Timestamp)] = []
        if rule.remindBefore > 0 { alarms.append((.reminder, calendar.day(rule.remindBefore, before: day, in: region).start)) }
        alarms.append((.overdue, (day + 1).start))
        if rule.escalateAfter > 0 {
            alarms.append((.escalation, (calendar.deadline(rule.escalateAfter, after: day, in: region).day + 1).start))
        }
        return alarms
    }
}
