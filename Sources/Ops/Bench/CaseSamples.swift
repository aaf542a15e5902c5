import Credit
import JSON

/// Open cases, invented and always the same: disputes and repairs in each open state, each about a record of its own. Of the cases in a
/// state a quarter each is reminded of, overdue and escalated on one and the same day, and of the rest nothing is said on it.
struct CaseSamples {
    /// A state, and how a case comes to it.
    private struct Aim {
        let kind: CaseKind
        let status: CaseState.Status
        let commands: [String]
        /// Of twenty cases.
        let share: Int
    }

    /// A case and the day on which it came to its state.
    struct Sample {
        let number: Int
        let kind: CaseKind
        let status: CaseState.Status
        fileprivate let commands: [String]
        let opened: CivilDate
        /// What is to be said of it on the day.
        let alarm: CaseDue.Alarm?
    }

    let forecast: AlarmForecast
    let office: String
    /// The day on which alarms are due.
    let day: CivilDate
    let samples: [Sample]

    private static let aims = [
        Aim(kind: .dispute, status: .submitted, commands: [], share: 3),
        Aim(kind: .dispute, status: .returned, commands: ["returned"], share: 1),
        Aim(kind: .dispute, status: .accepted, commands: ["accepted"], share: 2),
        Aim(kind: .dispute, status: .forwarded, commands: ["accepted", "forwarded"], share: 4),
        Aim(kind: .dispute, status: .verified, commands: ["accepted", "forwarded", "verified"], share: 2),
        Aim(kind: .dispute, status: .effecting, commands: ["accepted", "forwarded", "verified"], share: 1),
        Aim(kind: .dispute, status: .effected, commands: ["accepted", "forwarded", "verified"], share: 1),
        Aim(kind: .repair, status: .submitted, commands: [], share: 1),
        Aim(kind: .repair, status: .returned, commands: ["returned"], share: 1),
        Aim(kind: .repair, status: .accepted, commands: ["accepted"], share: 2),
        Aim(kind: .repair, status: .granted, commands: ["accepted", "decided"], share: 1),
        Aim(kind: .repair, status: .effecting, commands: ["accepted", "decided"], share: 1),
    ]
    private static let alarms: [CaseDue.Alarm?] = [.reminder, .overdue, .escalation, nil]
    /// How far back the day is looked for on which a case has to be opened.
    private static let longest = 60

    init(_ count: Int, forecast: AlarmForecast, office: String, day: CivilDate) {
        self.forecast = forecast
        self.office = office
        self.day = day
        let aims = Self.aims.flatMap { [Aim](repeating: $0, count: $0.share) }
        var known: [String: CivilDate] = [:]
        samples = (0..<count).map { number in
            let aim = aims[number % aims.count]
            let wanted = Self.alarms[number / aims.count % Self.alarms.count]
            // A day of its own says from when on a granted repair holds.
            guard aim.status != .granted else {
                return Sample(
                    number: number, kind: aim.kind, status: aim.status, commands: aim.commands, opened: day + -2,
                    alarm: wanted == nil ? nil : .effective)
            }
            let source = Self.source(number, aim.status).party
            let key = "\(aim.kind.rawValue) \(aim.status.rawValue) \(source) \(wanted?.rawValue ?? "")"
            let opened = known[key] ?? Self.opening(aim, source, wanted, forecast, day)
            known[key] = opened
            return Sample(
                number: number, kind: aim.kind, status: aim.status, commands: aim.commands, opened: opened,
                alarm: forecast.alarm(aim.kind, aim.status, source: source, opened: opened, on: day))
        }
    }

    /// The last working day on which a case has to be opened to have an alarm on the day; of cases that have none on it, the last, too.
    private static func opening(
        _ aim: Aim, _ source: String, _ wanted: CaseDue.Alarm?, _ forecast: AlarmForecast, _ day: CivilDate
    ) -> CivilDate {
        let days = (1...longest).lazy.map { day + -$0 }.filter { forecast.policy.calendar.isWorkingDay($0, in: forecast.policy.region) }
        func first(_ alarm: CaseDue.Alarm?) -> CivilDate? {
            days.first { forecast.alarm(aim.kind, aim.status, source: source, opened: $0, on: day) == alarm }
        }
        return first(wanted) ?? first(nil) ?? day + -1
    }

    /// The contract of a record, and the department whose it is. What no platform takes is at once where it belongs.
    private static func source(_ number: Int, _ status: CaseState.Status) -> (contract: String, party: String) {
        if status == .effected { return ("tax-credit-a@1", "taxation") }
        return number % 2 == 0 ? ("administrative-penalty@2", "market-regulation") : ("administrative-permit@2", "transport")
    }

    // MARK: Events

    /// Opens all cases on their days, firing each morning what is due then, up to the evening before the day.
    ///
    /// - returns: how many events were not accepted.
    func open(on core: MemoryLedger) -> Int {
        var refused = 0
        let byDay = Dictionary(grouping: samples) { $0.opened }
        guard var today = byDay.keys.min() else { return 0 }
        while today < day {
            _ = core.fire(dueAt: Timestamp(milliseconds: today.start.milliseconds + 1000))
            let now = Timestamp(milliseconds: today.start.milliseconds + 9 * 3_600_000)
            for (place, sample) in (byDay[today] ?? []).enumerated() {
                for event in events(of: sample) where !core.take(event, now: now) { refused += 1 }
                if place % 1000 == 999 { core.commit() }
            }
            core.commit()
            today = today + 1
        }
        return refused
    }

    /// Reports the records that the cases are about.
    ///
    /// - returns: how many were not accepted.
    func report(to core: MemoryLedger) -> Int {
        Self.report(samples.lazy.map { ($0.number, $0.status, day + (400 + $0.number % 1000)) }, before: day, to: core)
    }

    /// Reports as many records, of which some have their last day just before the day.
    ///
    /// - returns: how many were not accepted.
    func reportEnding(_ ending: Int, to core: MemoryLedger) -> Int {
        Self.report(
            samples.lazy.map { (2 * $0.number, .submitted, $0.number < ending ? day + -1 : day + (400 + $0.number % 1000)) }, before: day, to: core)
    }

    private static func report(
        _ records: some Sequence<(number: Int, status: CaseState.Status, end: CivilDate)>, before day: CivilDate, to core: MemoryLedger
    ) -> Int {
        let now = Timestamp(milliseconds: (day + (-longest - 30)).start.milliseconds)
        var refused = 0
        for (place, (number, status, end)) in records.enumerated() {
            let (contract, party) = source(number, status)
            let event = LedgerEvent(
                id: "r-\(number)", party: party, kind: .record, contract: contract, record: String(contract.prefix { $0 != "@" }), operation: "reported",
                recordID: recordID(number), subjectKey: subject(number), subjectKind: .organisation, region: SampleNumbers.region, termEnd: end,
                content: content(number), origin: Origin(topic: "dept.\(party)", partition: 0, offset: Int64(number)))
            if !core.take(event, now: now) { refused += 1 }
            if place % 1000 == 999 { core.commit() }
        }
        core.commit()
        return refused
    }

    private func events(of sample: Sample) -> [LedgerEvent] {
        (["submitted"] + sample.commands).enumerated().map { place, command in
            var writer = JSONWriter(capacity: 200)
            writer.beginObject()
            writer.member("caseId", Self.caseName(sample.number))
            writer.member("recordId", Self.recordID(sample.number).description)
            switch command {
            case "submitted": writer.member("submittedDate", sample.opened.description)
            case "verified": writer.member("result", sample.status == .verified ? "更正" : "维持")
            case "decided":
                writer.member("decision", "准予修复")
                let from = sample.status == .granted ? day + (sample.alarm == nil ? 3 : 0) : sample.opened
                writer.member("effectiveDate", from.description)
            default: break
            }
            writer.endObject()
            let source = Self.source(sample.number, sample.status).party
            let isSources = command == "verified" || command == "decided"
            let contract = sample.kind == .dispute ? "dispute@2" : "credit-repair@1"
            return LedgerEvent(
                id: "c-\(sample.number)-\(place)", party: isSources ? source : office, kind: sample.kind == .dispute ? .dispute : .repair,
                contract: contract, record: sample.kind.contract, operation: command, recordID: Self.caseID(sample.number),
                subjectKey: Self.subject(sample.number), subjectKind: .organisation, content: writer.bytes,
                origin: Origin(topic: "dept.\(office).\(sample.kind.contract)", partition: 0, offset: Int64(4 * sample.number + place)))
        }
    }

    // MARK: Parts

    static func caseName(_ number: Int) -> String { "YY-2026-\(100_000 + number)" }

    /// The number is in it.
    static func caseID(_ number: Int) -> Identifier128 { identity(number, 2) }

    static func number(of id: Identifier128) -> Int { Int(id.low) }

    private static func recordID(_ number: Int) -> Identifier128 { identity(number, 1) }

    private static func identity(_ number: Int, _ purpose: UInt64) -> Identifier128 {
        var random = SampleRandom(seed: UInt64(number) * 4 + purpose)
        return Identifier128(high: random.next(), low: UInt64(number))
    }

    private static func subject(_ number: Int) -> String { "91990100MA" + String(100_000_000 + number).suffix(8) }

    private static func content(_ number: Int) -> [UInt8] {
        Array(
            #"{"XZXDRMC":"云岭示例\#(number)有限公司","XZXDRLB":"法人及非法人组织","TYSHXYDM":"\#(subject(number))","WSH":"云监〔2026〕\#(number)号","JDRQ":"2026-01-05","JGMC":"云岭县市场监督管理局"}"#.utf8)
    }
}
