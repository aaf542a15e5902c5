import Compatibility
import Contracts
import Credit
import Foundation
import Hub
import JSON
import Ops

/// `credithub contracts diff`: is every record of one version a record of the other?
enum ContractsDiffCommand: Command {
    static let name = "contracts diff"
    static let usage = "OLD... NEW [--mode MODE] [--lenient] [--json] [--junit FILE]"
    static let summary = Bilingual(
        zh: "比较合同（administrative-penalty@1）或模式文件的版本，给出结论和见证文档（一方接受、另一方拒绝，已实际运行两边校验器）。退出码：0 兼容，1 不兼容，3 无法判定，2 无法读取",
        en: "Compares versions of a contract (administrative-penalty@1) or of any schema file: a verdict with a witness document that one side takes and the other refuses, checked by running both. Exit status: 0 compatible, 1 incompatible, 3 undecided, 2 cannot read")
    static let words = 0...Int.max
    static let options = [
        Arguments.Option(
            "mode", "MODE", zh: "BACKWARD（默认，新版能读旧版写的）、FORWARD、FULL，或各自加 _TRANSITIVE（与以前所有版本比较）",
            en: "BACKWARD (default: the new version reads what the old one wrote), FORWARD, FULL, or one of these with _TRANSITIVE (against all former versions)"),
        Arguments.Option(
            "lenient", zh: "写方不发送未声明的成员，读方补默认值", en: "writers send no members that they do not declare, and readers fill in defaults"),
        Arguments.Option("operation", "NAME", zh: "只比较该操作的模式（默认比较合同的全部操作）", en: "compare that operation's schema only (default: all of the contract's)"),
        CommonOptions.today,
        Arguments.Option("junit", "FILE", zh: "另写 JUnit XML", en: "write JUnit XML too"),
        CommonOptions.contracts, CommonOptions.json,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard arguments.rest.count >= 2, let newest = arguments.rest.last else {
            throw SetupError(zh: "请给出旧版和新版", en: "name the old version and the new one")
        }
        let named = arguments["mode"] ?? CompatibilityMode.backward.rawValue
        guard let mode = CompatibilityMode(rawValue: named.uppercased()) else {
            let known = CompatibilityMode.allCases.map(\.rawValue).joined(separator: ", ")
            throw SetupError(zh: "没有模式 \(named)（可用：\(known)）", en: "there is no mode \(named) (there are: \(known))")
        }
        let today = try CommonOptions.day(arguments)
        let catalogue = try Catalogue.load(directory: arguments["contracts"] ?? ProjectFolder.path("contracts"))
        let source = VersionSource(catalogue: catalogue, today: today)
        let contentModel: ContentModel = arguments.has("lenient") ? .lenient : .strict
        // All operations of a contract count, unless one is named: a withdrawal that is no longer taken breaks its sender too.
        var operations: [String?] = [arguments["operation"]]
        var result = CompatibilityResult(mode: mode, contentModel: contentModel, comparisons: [])
        if operations == [nil] {
            let names = try source.operations(arguments.rest[0])
            let left = try source.operations(newest, all: true)
            if !names.isEmpty, !left.isEmpty {
                operations = names.filter { left.contains($0) }
                for name in names where !left.contains(name) {
                    result.comparisons.append(try removed(name, arguments.rest[0], newest, mode, source))
                }
            }
        }
        for operation in operations {
            let new = try source.version(newest, operation: operation)
            var old = try arguments.rest.dropLast().map { try source.version($0, operation: operation) }
            if mode.isTransitive, old.count == 1 {
                // A contract of the catalogue brings its former versions along.
                old = try source.versions(before: arguments.rest[0], operation: operation) + old
            }
            result.comparisons += CompatibilityCheck(old: old, new: new, mode: mode, contentModel: contentModel).run().comparisons
        }
        if let file = arguments["junit"] {
            var report = JUnitReport()
            report.add(result, name: newest)
            do {
                try Data(report.xml.utf8).write(to: URL(filePath: file))
            } catch {
                throw SetupError(zh: "无法写入 \(file)", en: "cannot write \(file)")
            }
        }
        if arguments.has("json") {
            print(result.json.jsonText)
        } else {
            show(result, language)
        }
        switch result.verdict {
        case .compatible: return 0
        case .incompatible: return 1
        case .undecided: return 3
        }
    }

    /// The verdict on an operation that the new version has not: its records are refused, whatever they hold.
    private static func removed(
        _ operation: String, _ old: String, _ new: String, _ mode: CompatibilityMode, _ source: VersionSource
    ) throws -> CompatibilityResult.Comparison {
        let version = try source.version(old, operation: operation)
        let reason = CompatibilityText(zh: "新版没有操作 \(operation)", en: "the new version has no operation \(operation)")
        // What was never written by the old version cannot be refused by the new one: only an example can tell.
        let verdict: CompatibilityVerdict = version.samples.first { version.accepts($0) }
            .map { .incompatible(witness: $0, at: [], reason: reason) } ?? .undecided(reason: reason, at: [])
        return CompatibilityResult.Comparison(
            writer: version.label, reader: new, direction: mode.directions.first ?? .newReadsOld, verdict: verdict)
    }

    private static func show(_ result: CompatibilityResult, _ language: Language) {
        let isChinese = language == .zh
        let verdicts = ["compatible": "兼容", "incompatible": "不兼容", "undecided": "无法判定"]
        for comparison in result.comparisons {
            let name = comparison.verdict.name
            print(isChinese
                ? "\(comparison.reader) 读 \(comparison.writer)：\(verdicts[name] ?? name)（\(result.mode.rawValue)，\(result.contentModel.rawValue)）"
                : "\(comparison.reader) reads \(comparison.writer): \(name) (\(result.mode.rawValue), \(result.contentModel.rawValue))")
            if let reason = comparison.verdict.reason { print("  " + (isChinese ? reason.zh : reason.en)) }
            for place in comparison.verdict.places { print("  \(place)") }
            if let witness = comparison.verdict.witness {
                print((isChinese ? "  见证文档（前者拒绝，后者接受）：" : "  witness (refused by the first, taken by the second): ") + witness.jsonText)
            }
        }
        var seen: Set<String> = []
        let changes = result.comparisons.flatMap(\.changes).map { "  \($0.pointer)  \(isChinese ? $0.text.zh : $0.text.en)" }
            .filter { seen.insert($0).inserted }
        guard !changes.isEmpty else { return }
        print(isChinese ? "变化：" : "changes:")
        changes.forEach { print($0) }
    }
}
