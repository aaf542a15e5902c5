import Credit
import JSON

/// Whether calendars, deadlines and the policy of repair say where they come from and how sure that is, and fit each other and the
/// code tables.
struct PolicyLint {
    let context: LintContext
    private static let penalty = "administrative-penalty"
    /// 双公示.
    private static let published: Set<String> = ["administrative-permit", penalty]

    func run() throws(ContractLoadError) {
        try calendars()
        try deadlines()
        try repair()
    }

    // MARK: Calendars

    private func calendars() throws(ContractLoadError) {
        var years: [(year: Int, file: String)] = []
        for name in context.files.names(in: CalendarLoader.folder) {
            let file = "\(CalendarLoader.folder)/\(name)"
            let json = try context.files.file(file)
            certainty(json, .calendar, file, "")
            if json["region"] == nil, let year = json["year"]?.intValue { years.append((year, file)) }
        }
        years.sort { $0.year < $1.year }
        for (before, after) in zip(years, years.dropFirst()) where after.year != before.year + 1 {
            context.report(
                .calendar, after.file, "/year", "缺少 \(before.year + 1) 年的日历", "the calendar of \(before.year + 1) is missing")
        }
    }

    // MARK: Deadlines

    private func deadlines() throws(ContractLoadError) {
        let file = CaseDeadlinesLoader.file
        guard let json = try context.files.optionalFile(file) else { return }
        head(json, .caseDeadlines, file)
        for (index, rule) in (json["rules"]?.arrayValue ?? []).enumerated() {
            let place = "/rules/\(index)"
            certainty(rule, .caseDeadlines, file, place)
            if rule["unit"]?.stringValue == CaseDeadlines.Unit.workingDays.rawValue,
                let count = rule["count"]?.intValue, let remind = rule["remindBefore"]?.intValue, remind >= count
            {
                context.report(
                    .caseDeadlines, file, place + "/remindBefore", "提醒不早于期限开始：应小于 count",
                    "the reminder is due before the term begins: it must be less than count")
            }
        }
        publication(json, file)
    }

    /// The contracts of 双公示 name the days in which a decision must be published, too.
    private func publication(_ json: JSONValue, _ file: String) {
        let rules = (json["rules"]?.arrayValue ?? []).filter {
            $0["kind"]?.stringValue == "publication" && $0["step"]?.stringValue == "decided" && $0["region"] == nil
        }
        let newest = rules.max { ($0["from"]?.stringValue ?? "") < ($1["from"]?.stringValue ?? "") }
        guard let days = newest?["count"]?.intValue else { return }
        for contract in context.contracts where Self.published.contains(contract.contract.reference.name) {
            guard let own = contract.head["deadline"]?["workingDays"]?.intValue, own != days else { continue }
            context.report(
                .caseDeadlines, contract, "/x-contract/deadline/workingDays", "与 \(file) 的公示期限（\(days) 个工作日）不一致",
                "is not the term of publication in \(file) (\(days) working days)")
        }
    }

    // MARK: Repair

    private func repair() throws(ContractLoadError) {
        let file = RepairPolicyLoader.file
        guard let json = try context.files.optionalFile(file) else { return }
        head(json, .repairPolicy, file)
        for (index, regime) in (json["regimes"]?.arrayValue ?? []).enumerated() {
            let place = "/regimes/\(index)"
            certainty(regime, .repairPolicy, file, place)
            for part in ["classes", "fields"] {
                for (row, json) in (regime[part]?.arrayValue ?? []).enumerated() {
                    certainty(json, .repairPolicy, file, "\(place)/\(part)/\(row)")
                    basis(json, file, "\(place)/\(part)/\(row)")
                }
            }
        }
        for (index, rule) in (json["lists"]?.arrayValue ?? []).enumerated() {
            certainty(rule, .repairPolicy, file, "/lists/\(index)")
        }
        try exits(json, file)
        displays(json, file)
    }

    private func basis(_ json: JSONValue, _ file: String, _ place: String) {
        if (json["basis"]?.stringValue ?? "").isEmpty {
            context.report(.repairPolicy, file, place, "缺少依据", "the basis is missing")
        }
    }

    /// What the code tables of lists say of early exit must be what the newest rule of the list says.
    private func exits(_ json: JSONValue, _ file: String) throws(ContractLoadError) {
        var newest: [String: (from: String, months: Int)] = [:]
        for rule in json["lists"]?.arrayValue ?? [] {
            guard let list = rule["list"]?.stringValue, let from = rule["from"]?.stringValue, let months = rule["earliestMonths"]?.intValue
            else { continue }
            if newest[list].map({ $0.from < from }) ?? true { newest[list] = (from, months) }
        }
        for name in context.files.names(in: "code-tables") {
            let table = "code-tables/\(name)"
            for (index, entry) in (try context.files.file(table)["entries"]?.arrayValue ?? []).enumerated() {
                guard let code = entry["code"]?.stringValue, entry["designatedBy"] != nil,
                    entry["earliestExitMonths"]?.intValue != newest[code]?.months
                else { continue }
                context.report(
                    .repairPolicy, table, "/entries/\(index)", "最早移出月数（earliestExitMonths）与 \(file) 不一致",
                    "earliestExitMonths is not what \(file) says")
            }
        }
    }

    /// The penalty contract's term ends a record at the latest day that the regime of its decision allows.
    private func displays(_ json: JSONValue, _ file: String) {
        guard let penalty = context.catalogue.newest(Self.penalty),
            let contract = context.contracts.first(where: { $0.contract.reference == penalty.reference })
        else { return }
        for (index, regime) in (json["regimes"]?.arrayValue ?? []).enumerated() where regime["parties"] == nil {
            let rules = contract.head["term"]?["rules"]?.arrayValue ?? []
            guard let rule = rules.first(where: { $0["from"]?.stringValue == regime["from"]?.stringValue }) else {
                context.report(
                    .repairPolicy, file, "/regimes/\(index)/from", "\(penalty.reference) 的期限没有同日施行的规则",
                    "no rule of the term of \(penalty.reference) begins on this day")
                continue
            }
            let own = rule["maxMonths"]?.intValue ?? (rule["classes"]?.arrayValue ?? []).compactMap { $0["maxMonths"]?.intValue }.max()
            let most = (regime["classes"]?.arrayValue ?? []).compactMap { $0["maxMonths"]?.intValue }.max()
            if own != most {
                context.report(
                    .repairPolicy, file, "/regimes/\(index)/classes", "最长公示期与 \(penalty.reference) 的期限不一致",
                    "the longest display is not that of the term of \(penalty.reference)")
            }
        }
    }

    // MARK: Sources

    private func head(_ json: JSONValue, _ rule: LintRule, _ file: String) {
        for member in ["title", "source"] where (json[member]?.stringValue ?? "").isEmpty {
            context.report(rule, file, "/\(member)", "缺少 \(member)", "\(member) is missing")
        }
        if json["name"]?.stringValue.map({ $0 + ".json" }) != file {
            context.report(rule, file, "/name", "name 与文件名不符", "the name is not that of the file")
        }
        certainty(json, rule, file, "")
    }

    private func certainty(_ json: JSONValue, _ rule: LintRule, _ file: String, _ place: String) {
        guard json["certainty"]?.stringValue.flatMap(Certainty.init) == nil else { return }
        context.report(rule, file, place + "/certainty", "certainty 应为 S、C、M+、M、M-、I 之一", "the certainty is one of S, C, M+, M, M-, I")
    }
}
