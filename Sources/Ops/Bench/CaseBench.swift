import Contracts
import Credit
import Dispatch
import Foundation
import Hub

/// The alarms of a day (`credithub bench cases`): many open cases in memory, of which most are reminded of, overdue or escalated at the
/// start of one working day, fired in one pass; beside as many ends of records' terms, and beside a tenth of the cases. And what open
/// cases take: memory, bytes of the changelog, time to restore.
public struct CaseBench {
    public struct Options: Sendable {
        public var cases = 100_000
        /// Counted rounds; each runs all sides.
        public var rounds = 3
        public var contracts = "contracts"
        public var topics = "topics"

        public init() {}
    }

    /// A Thursday, worked as the days before it.
    private static let day = CivilDate(year: 2026, month: 6, day: 11)!

    private let options: Options

    public init(_ options: Options) {
        self.options = options
    }

    public func run(progress: (Bilingual) -> Void) throws -> CaseReport {
        let directory = NSTemporaryDirectory() + "credithub-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        ChildProcesses.endWhenInterrupted(removing: directory)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let catalogue = try Catalogue.load(directory: options.contracts)
        let topology = try Topology.load(directory: options.topics, prefix: "", catalogue: catalogue)
        let policy = topology.casePolicy(catalogue)
        let ledger = Ledger(routing: topology.routing, retention: catalogue.retention ?? .forever, policy: policy)
        let shelves = try ShelfRoom(directory: directory, log: HubLog(language: .en, least: .warning))
        func samples(_ count: Int) -> CaseSamples {
            CaseSamples(
                count, forecast: AlarmForecast(policy: policy), office: topology.routing.caseOffice ?? "credit-office", day: Self.day)
        }

        var report = CaseReport(day: Self.day)
        progress(Bilingual(zh: "建 \(options.cases) 件未办结的办件 …", en: "opening \(options.cases) cases …"))
        let many = try CaseGround(samples(options.cases), ledger, shelves)
        report.open = many.open
        let first = try many.pass()
        report.passMemory = first.memory
        report.alarms = first.alarms
        report.commands = first.commands
        report.again = first.again
        report.wrong = first.wrong
        let few = try CaseGround(samples(max(1, options.cases / 10)), ledger, shelves)
        let terms = try TermGround(samples(options.cases), ending: first.alarms.values.reduce(0, +), ledger, shelves)
        for round in 1...options.rounds {
            progress(Bilingual(zh: "第 \(round)/\(options.rounds) 轮 …", en: "round \(round) of \(options.rounds) …"))
            let own = try many.pass()
            report.wrong = max(report.wrong, own.wrong)
            report.rounds.append(
                CaseReport.Round(own: own.times, few: try few.pass().times, terms: try terms.pass()))
        }
        return report
    }
}
