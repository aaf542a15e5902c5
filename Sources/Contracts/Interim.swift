import Credit
extension Catalogue {
    public var calendar: WorkCalendar { .empty }
    public var caseDeadlines: CaseDeadlines { .none }
    public var repairPolicy: RepairPolicy { .none }
}
