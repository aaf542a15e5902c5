import Credit

/// Events of cases, and what cases wait for.
extension EventHistory {
    /// What the ledger holds, and what it has sent, as far as somebody outside can tell.
    struct Outlook {
        /// The state of the partition of a subject.
        var state: (String) -> LedgerState
        var partition: (String) -> Int32
        /// Subscribers that never confirm anything.
        var silent: Set<String>
    }

    /// A record of a department, or an entry that the platform sends in its files.
    struct Target {
        let number: Int
        let isOfPlatform: Bool
        var id: Identifier128 { isOfPlatform ? fileIdentifier(number) : identifier(number) }
        var subject: (key: String, kind: SubjectKind) { EventHistory.subject(ofRecord: number) }
        var source: String { isOfPlatform ? platform : parties[number % 3] }
    }

    /// A step of a case, or what a case waits for: the source's own event, or that a subscriber confirms.
    mutating func caseInput(_ random: inout SimulationRandom, _ now: Timestamp, _ outlook: Outlook) -> Publication {
        let plan = cases.next(&random, count: count, target(&random, outlook))
        let subject = plan.target.subject
        let state = outlook.state(subject.key)
        let held = state.cases[plan.id]
        let source = state.records[plan.target.id]?.party ?? plan.target.source
        if let held, held.status == .effecting, random.percent(70), let confirmation = confirmation(held, subject.key, &random, outlook) {
            return confirmation
        }
        let standing = cases.standing(plan, held, count: count)
        if standing == nil, state.records[plan.target.id] == nil, !plan.target.isOfPlatform, !reported.contains(plan.target.number) {
            // Nothing to be disputed yet.
            reported.insert(plan.target.number)
            return Publication(.event(first(plan.target.number, &random, now)))
        }
        if standing?.status == .verified, random.percent(60) {
            return Publication(.event(settling(plan.target, standing?.finding, source, state, &random, now)))
        }
        let step = cases.step(plan, standing, source: source, &random, count: count, now: now)
        return Publication(
            .event(
                event(
                    contract: step.contract, operation: step.operation, id: plan.id, party: step.party,
                    subject: random.percent(97) ? subject : random.one(of: Self.subjects), list: nil, revision: nil,
                    content: step.content)))
    }

    /// A record for a case: one that is shown, where there is any.
    private func target(_ random: inout SimulationRandom, _ outlook: Outlook) -> Target {
        let isOfPlatform = random.percent(15)
        var target: Target
        var tries = 0
        repeat {
            tries += 1
            let number = isOfPlatform ? fileNumber(&random, random.below(2)) : record(&random)
            target = Target(number: number, isOfPlatform: isOfPlatform)
        } while tries < 6 && outlook.state(target.subject.key).records[target.id]?.status != .active
        return target
    }

    /// A department reports a record for the first time.
    private mutating func first(_ number: Int, _ random: inout SimulationRandom, _ now: Timestamp) -> LedgerEvent {
        let isList = number % 3 == 2
        return record(
            number, isList ? "listed" : "reported", Self.parties[number % 3], list: isList ? random.one(of: Self.lists) : nil,
            revision: nil, amount: random.below(3), end: laterDay(&random, now))
    }

    /// What the source of a record does that it found to be wrong.
    private mutating func settling(
        _ target: Target, _ finding: CaseState.Finding?, _ source: String, _ state: LedgerState, _ random: inout SimulationRandom,
        _ now: Timestamp
    ) -> LedgerEvent {
        let operation = finding == .withdrawn || random.percent(15) ? "withdrawn" : "corrected"
        let end = laterDay(&random, now)
        let list = state.entry(target.id)?.list
        if target.isOfPlatform {
            return platformEvent(target.number, operation, list: list ?? Self.fileLists[0], amount: random.below(3), end: end)
        }
        return record(target.number, operation, source, list: list, revision: nil, amount: random.below(3), end: end)
    }

    /// A subscriber that a case waits for confirms; nil where it waits for none that does.
    private mutating func confirmation(
        _ held: CaseState, _ subject: String, _ random: inout SimulationRandom, _ outlook: Outlook
    ) -> Publication? {
        let prefix = "subscriber."
        let awaited = held.awaited.filter { $0.feed.hasPrefix(prefix) && !outlook.silent.contains(String($0.feed.dropFirst(prefix.count))) }
        guard !awaited.isEmpty else { return nil }
        let place = random.one(of: awaited)
        // Now and then just not far enough.
        let number = random.percent(85) ? place.number : max(1, place.number - 1)
        return confirmation(String(place.feed.dropFirst(prefix.count)), number, outlook.partition(subject))
    }
}
