import Credit

/// Which alarm a case has on a day, by the tables of deadlines and calendars alone: beside what the ledger makes of them.
struct AlarmForecast {
    let policy: CasePolicy

    /// - parameters:
    ///   - source: The department whose record it is.
    ///   - opened: The day on which the case was submitted and came to its state.
    /// - returns: nil if nothing is said of it on that day.
    func alarm(_ kind: CaseKind, _ status: CaseState.Status, source: String, opened: CivilDate, on day: CivilDate) -> CaseDue.Alarm? {
        let (deadlines, calendar, region) = (policy.deadlines, policy.calendar, policy.region)
        guard let rule = deadlines.rule("\(kind.rawValue).\(source)", status.rawValue, region: region, on: opened) else { return nil }
        var last = deadlines.due(rule, after: opened, region: region, calendar: calendar).day
        if let whole = deadlines.rule(kind.rawValue, "all", region: region, on: opened) {
            last = min(last, deadlines.due(whole, after: opened, region: region, calendar: calendar).day)
        }
        if last + 1 == day { return .overdue }
        if rule.remindBefore > 0, last >= day, workingDays(after: day, through: last) == rule.remindBefore, calendar.isWorkingDay(day, in: region) {
            return .reminder
        }
        if rule.escalateAfter > 0, last < day, calendar.isWorkingDay(day + -1, in: region),
            workingDays(after: last, through: day + -1) == rule.escalateAfter
        {
            return .escalation
        }
        return nil
    }

    private func workingDays(after first: CivilDate, through last: CivilDate) -> Int {
        var (day, count) = (first, 0)
        while day < last {
            day = day + 1
            if policy.calendar.isWorkingDay(day, in: policy.region) { count += 1 }
        }
        return count
    }
}
