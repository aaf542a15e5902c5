import Credit

/// Random steps of few cases: mostly what is legal where a case stands, by who may do it, now and then what is not.
struct CaseHistory {
    /// What a case is about, and how it came.
    struct Plan {
        let number: Int
        let kind: CaseKind
        /// The contract of its submission, with its version.
        let contract: String
        let target: EventHistory.Target
        /// The party that submits it.
        let intake: String
        let submittedOn: String

        /// Cases of both kinds by one row of numbers: the same number is never both.
        var id: Identifier128 { Identifier128(high: 0xca5e, low: UInt64(number)) }
        var caseID: String { "\(kind == .dispute ? "YY" : "XF")-\(number)" }
    }

    /// Where a case stands, or will when all that was published is handled.
    struct Standing {
        var status: CaseState.Status
        var version: Int
        var finding: CaseState.Finding?
        var due: CivilDate?
    }

    /// One step.
    struct Step {
        let contract: String
        let operation: String
        let party: String
        let content: String
    }

    private var plans: [Int: Plan] = [:]
    /// What is expected to come of the steps that were published, and when they were, in events.
    private var expected: [Int: (standing: Standing, at: Int)] = [:]

    /// Cases that go on at a time; every so often they are others.
    private static let cases = 3
    private static let term = 90
    /// After so many events nothing more is expected of a step.
    private static let patience = 16
    private static let office = "credit-office"

    /// The case that something happens to next.
    ///
    /// - parameters:
    ///   - count: How many events there were.
    ///   - target: The record of a case that is not about the same as the one before.
    mutating func next(_ random: inout SimulationRandom, count: Int, _ target: EventHistory.Target) -> Plan {
        let round = count / Self.term
        let number = random.below(Self.cases) + max(0, random.percent(12) ? round - 1 : round) * Self.cases
        if let known = plans[number] { return known }
        let kind = random.percent(62) ? CaseKind.dispute : .repair
        let plan = Plan(
            number: number, kind: kind,
            contract: kind == .repair ? "credit-repair@1" : random.percent(25) ? CaseState.firstVersion : "dispute@2",
            target: random.percent(55) ? plans[number - 1]?.target ?? target : target,
            intake: random.percent(80) ? Self.office : random.one(of: EventHistory.parties),
            // Most are late enough for a repair.
            submittedOn: random.percent(75) ? "2027-06-01" : "2026-12-01")
        plans[number] = plan
        return plan
    }

    /// Where a case stands by what the ledger holds, and by what it has yet to handle; nil if nothing of it is known.
    func standing(_ plan: Plan, _ held: CaseState?, count: Int) -> Standing? {
        if let (standing, at) = expected[plan.number], standing.version > held?.version ?? 0, count - at < Self.patience { return standing }
        return held.map { Standing(status: $0.status, version: $0.version, finding: $0.finding, due: $0.due?.day) }
    }

    /// The next step of a case.
    ///
    /// - parameters:
    ///   - standing: Nil if nothing of it is known yet.
    ///   - source: The department whose record it is about.
    mutating func step(
        _ plan: Plan, _ standing: Standing?, source: String, _ random: inout SimulationRandom, count: Int, now: Timestamp
    ) -> Step {
        let operation = operation(plan, standing, &random)
        // Who submits by the first version may send what comes later by the second.
        let isOld = plan.contract == CaseState.firstVersion && Self.ofFirstVersion.contains(operation)
        let finding = finding(operation, &random)
        let step = Step(
            contract: plan.kind == .repair ? plan.contract : isOld ? CaseState.firstVersion : "dispute@2", operation: operation,
            party: random.percent(94) ? party(operation, plan, source, &random) : random.one(of: EventHistory.parties),
            content: content(operation, finding, plan, standing, &random, now))
        expect(operation, finding, plan, standing, count)
        return step
    }

    private mutating func expect(_ operation: String, _ finding: CaseState.Finding?, _ plan: Plan, _ standing: Standing?, _ count: Int) {
        guard let standing else {
            if operation == "submitted" { expected[plan.number] = (Standing(status: .submitted, version: 1), count) }
            return
        }
        let conditions: Set<CaseLifecycle.Condition> =
            switch finding {
            case .upheld?: [.settled]
            case .refused?: [.refused]
            default: [.granted, .unsettled]
            }
        guard let next = plan.kind.lifecycle.transition(operation, from: standing.status, conditions) else { return }
        var then = standing
        then.status = next.to ?? standing.status
        then.version += 1
        then.finding = finding ?? standing.finding
        expected[plan.number] = (then, count)
    }

    // MARK: What is done

    private static let ofFirstVersion: Set<String> = ["submitted", "accepted", "verified"]

    /// What brings a case on, in each state.
    private static let usual: [CaseKind: [CaseState.Status: [String]]] = [
        .dispute: [
            .submitted: ["accepted"], .returned: ["supplemented"], .accepted: ["forwarded", "verified"], .forwarded: ["verified"],
            .effected: ["answered"], .closed: ["reopened"],
        ],
        .repair: [
            .submitted: ["accepted"], .returned: ["supplemented"], .accepted: ["decided"], .granted: ["revoked"], .effecting: ["revoked"],
            .closed: ["revoked"],
        ],
    ]

    private func operation(_ plan: Plan, _ standing: Standing?, _ random: inout SimulationRandom) -> String {
        let lifecycle = plan.kind.lifecycle
        let isOld = plan.contract == CaseState.firstVersion && random.percent(85)
        let all = lifecycle.transitions.filter { $0.who != [.ledger] }.map(\.command).filter { !isOld || Self.ofFirstVersion.contains($0) }
        guard let standing else { return random.percent(92) ? "submitted" : random.one(of: all) }
        guard random.percent(85) else { return random.one(of: all) }
        let usual = (Self.usual[plan.kind]?[standing.status] ?? []).filter { !isOld || Self.ofFirstVersion.contains($0) }
        if !usual.isEmpty, random.percent(70) { return random.one(of: usual) }
        let legal = lifecycle.legal(in: standing.status)
        return random.one(of: legal.isEmpty ? all : legal)
    }

    private func party(_ operation: String, _ plan: Plan, _ source: String, _ random: inout SimulationRandom) -> String {
        let who = plan.kind.lifecycle.transitions.first { $0.command == operation }?.who ?? []
        return switch random.one(of: who) {
        case .intake: plan.intake
        case .office: random.percent(50) ? Self.office : plan.intake
        case .source, .ledger: source
        }
    }

    // MARK: What it says

    /// 核实结论, 修复决定; nil where none belongs, and now and then where one does.
    private func finding(_ operation: String, _ random: inout SimulationRandom) -> CaseState.Finding? {
        switch operation {
        case "verified": random.percent(97) ? random.one(of: [.upheld, .corrected, .corrected, .withdrawn, .withdrawn]) : nil
        case "decided": random.percent(97) ? random.one(of: [.granted, .granted, .granted, .granted, .refused]) : nil
        default: nil
        }
    }

    private func content(
        _ operation: String, _ finding: CaseState.Finding?, _ plan: Plan, _ standing: Standing?, _ random: inout SimulationRandom,
        _ now: Timestamp
    ) -> String {
        var members = [#""caseId":"\#(plan.caseID)""#, #""recordId":"\#(plan.target.id)""#]
        if operation == "submitted" {
            members.append(#""submittedDate":"\#(plan.submittedOn)""#)
        } else if let standing, random.percent(50) {
            members.append(#""expectedVersion":\#(random.percent(85) ? standing.version : max(1, standing.version + 1 - random.below(3)))"#)
        }
        if let finding { members.append(#""\#(plan.kind == .dispute ? "result" : "decision")":"\#(finding.rawValue)""#) }
        switch operation {
        case "decided":
            if random.percent(45) { members.append(#""effectiveDate":"\#(now.day + (random.below(20) - 4))""#) }
        case "extended":
            members.append(#""extendedTo":"\#((standing?.due ?? now.day) + (random.below(16) - 1))""#)
        case "merged":
            let others = plans.values.filter { $0.target.id == plan.target.id && $0.number != plan.number }.sorted { $0.number < $1.number }
            let other = others.isEmpty || random.percent(10) ? "YY-0" : random.one(of: others).caseID
            members.append(#""mergedInto":"\#(other)""#)
        case "revoked":
            if random.percent(50) { members.append(#""displayUntil":"\#(now.day + (random.below(120) - 15))""#) }
        default: break
        }
        return "{\(members.joined(separator: ","))}"
    }
}
