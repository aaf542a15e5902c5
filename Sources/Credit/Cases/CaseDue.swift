/// 办理期限: when the next step of a case is due, and who is told when.
public struct CaseDue: Hashable, Sendable {
    /// What happens at a moment before or after the due day.
    public enum Alarm: String, Sendable, CaseIterable {
        /// 临期提醒
        case reminder
        /// 逾期
        case overdue
        /// 逾期督办
        case escalation
        /// 停止公示日期: a granted repair takes effect.
        case effective
    }

    /// The last day on which the step is in time.
    public var day: CivilDate
    /// Whether the calendar of some of the days was not published when it was counted.
    public var isProvisional: Bool
    /// The versions of the calendars that it was counted by.
    public var calendar: String
    /// The day from which it was counted (day 0).
    public var since: CivilDate
    /// 延期: whether it was extended.
    public var isExtended: Bool
    /// What comes next; nil if all was said.
    public var alarm: Alarm?
    public var alarmAt: Timestamp?

    public init(
        day: CivilDate, isProvisional: Bool, calendar: String, since: CivilDate, isExtended: Bool = false, alarm: Alarm? = nil,
        alarmAt: Timestamp? = nil
    ) {
        self.day = day
        self.isProvisional = isProvisional
        self.calendar = calendar
        self.since = since
        self.isExtended = isExtended
        self.alarm = alarm
        self.alarmAt = alarmAt
    }
}
