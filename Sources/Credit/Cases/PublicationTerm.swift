/// 双公示时限: a permit or a penalty is to be received within seven working days of its decision (发改办财金〔2018〕424号).
struct PublicationTerm {
    let policy: CasePolicy

    /// The fields of the day of the decision, by contract.
    private static func decided(_ event: LedgerEvent) -> CivilDate? {
        switch event.record {
        case "administrative-permit": ContentDate.first("XK_JDRQ", in: event.content)
        case "administrative-penalty": ContentDate.first("CF_JDRQ", in: event.content)
        default: nil
        }
    }

    /// When the record should have been here; nil where it is in time, or the policy has no such term.
    func missed(_ event: LedgerEvent, on today: CivilDate) -> CaseDue? {
        // The shortest term of working days is no shorter than as many days: most records are in time, and nothing is counted for them.
        guard let decided = Self.decided(event), decided < today,
            let rule = policy.deadlines.rule("publication", "decided", region: policy.region, on: decided), decided + rule.count < today
        else { return nil }
        let deadline = policy.deadlines.due(rule, after: decided, region: policy.region, calendar: policy.calendar)
        guard deadline.day < today, !deadline.isProvisional else { return nil }
        return CaseDue(day: deadline.day, isProvisional: false, calendar: deadline.calendar, since: decided)
    }
}
