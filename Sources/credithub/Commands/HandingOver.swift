import Contracts
import Credit
import Foundation
import Hub
import Ops

/// What commands that publish share: check as ingest will, publish, wait for the receipts, and tell what became of it.
struct HandingOver {
    static let options = [
        Arguments.Option("dry-run", zh: "只检查，不发布", en: "only check: publish nothing"),
        Arguments.Option("no-wait", zh: "不等待回执", en: "do not wait for the receipts"),
        Arguments.Option("timeout", "SECONDS", zh: "多久没有新回执即不再等待（默认 60）", en: "how long to wait without any new receipt (default: 60)"),
    ]

    let configuration: HubConfiguration
    let catalogue: Catalogue
    let topology: Topology
    let arguments: Arguments
    let language: Language
    /// Whether good records are published although others are not good.
    var takesValidOnly = false

    /// - returns: the exit status: 0 all accepted or duplicate, 1 something refused, 3 unanswered in time.
    func run(_ file: HandedFile, _ order: PublishOrder, today: CivilDate) throws -> Int32 {
        let timeout = try arguments.int("timeout", in: 1...86_400) ?? 60
        let records = try FilePreparation(order, topology: topology, catalogue: catalogue, today: today).records(of: file)
        let good = records.filter(\.isGood)
        let isJSON = arguments.has("json")
        if !isJSON { PublishReport.faultLines(records, language).forEach { print($0) } }

        let stops = arguments.has("dry-run") || good.isEmpty || (good.count < records.count && !takesValidOnly)
        guard !stops else {
            return finish(PublishReport(records.map { RecordOutcome($0, $0.isGood ? .held : .refused) }), file)
        }
        let session = PublishSession(order: order, configuration: configuration, topology: topology)
        let progress = ProgressLine(language)
        defer { progress.end() }
        let finals = try session.run(
            good, waits: !arguments.has("no-wait"), idleMilliseconds: timeout * 1000,
            sent: { progress.show($0, of: good.count, zh: "已发布", en: "published") },
            answered: { progress.show($0, of: good.count, zh: "已答复", en: "answered") })
        progress.end()
        let report = PublishReport(
            records.map { record in
                guard record.isGood else { return RecordOutcome(record, .refused) }
                guard let finals else { return RecordOutcome(record, .published) }
                guard let receipt = finals[record.event] else { return RecordOutcome(record, .open) }
                return RecordOutcome(record, .final(receipt.status), receipt: receipt)
            })
        if !isJSON { report.refusalLines(language).forEach { print($0) } }
        if report.count("open") > 0 { hint(order.binding.party) }
        return finish(report, file)
    }

    private func finish(_ report: PublishReport, _ file: HandedFile) -> Int32 {
        if arguments.has("json") {
            for outcome in report.outcomes { print(outcome.json()) }
            print(report.summaryJSON(file: file.path))
        } else {
            print(report.summary(language))
        }
        return report.exitStatus
    }

    /// How to look later at what is not answered yet.
    private func hint(_ party: String) {
        var command = "credithub receipts --party \(party) --since \(SystemClock().now().day) --latest --bootstrap \(configuration.bootstrapServers)"
        if !configuration.prefix.isEmpty { command += " --prefix \(configuration.prefix)" }
        ProgressLine.write(
            language == .zh
                ? "信枢还没有全部答复（信枢可能未运行，记录不会丢失）；稍后查看：\(command)"
                : "the hub has not answered everything yet (it may not be running; nothing is lost); look later with: \(command)")
    }
}
