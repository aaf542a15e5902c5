import Contracts
import Credit
import Foundation
import Hub
import JSON
import Ops

/// `credithub contracts rehearse`: what a new version would have done to the last days' traffic.
enum ContractsRehearseCommand: Command {
    static let name = "contracts rehearse"
    static let usage = "NEW.schema.json [--since 7d] [--json]"
    static let summary = Bilingual(
        zh: "用合同的新版本（尚未进入目录的文件）重放最近几天各部门的真实报送，列出哪些会被新退回、哪些订阅方读取变化的字段；只读，不写入任何主题。退出码：0 没有新退回，1 有",
        en: "Runs a new version of a contract (a file that is not in the catalogue yet) on what departments published in the last days: what would newly be refused, and who reads the changed fields. Reads only. Exit status: 0 nothing newly refused, 1 something")
    static let words = 0...Int.max
    static let options = [
        Arguments.Option("since", "TIME", zh: "多久以来：如 7d、12h、30m，或日期（默认 7d）", en: "how far back: as 7d, 12h, 30m, or a day (default 7d)"),
        CommonOptions.today, CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
        CommonOptions.json,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard arguments.rest.count == 1, let file = arguments.rest.first else {
            throw SetupError(zh: "请给出一个新版本的合同文件", en: "name one file: the new version of the contract")
        }
        let now = SystemClock().now()
        let since = try TimeWord.beginning(arguments["since"] ?? "7d", option: "since", now: now)
        let today = try CommonOptions.day(arguments)
        let configuration = try CommonOptions.connected(arguments, environment: ProcessInfo.processInfo.environment)
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        let rehearsal = try Rehearsal(
            configuration: configuration, topology: topology, catalogue: catalogue, candidate: try catalogue.candidate(path: file))
        let report = try rehearsal.run(since: since, today: today)
        if arguments.has("json") {
            print(json(report))
        } else {
            show(report, language)
        }
        return report.isHarmless ? 0 : 1
    }

    private static func show(_ report: Rehearsal.Report, _ language: Language) {
        let isChinese = language == .zh
        print(isChinese ? "演练 \(report.current) → \(report.candidate)" : "rehearsal of \(report.current) → \(report.candidate)")
        var table = TextTable(
            header: isChinese ? ["部门", "检查", "现行合格", "新退回", "新合格", "其他版本"]
                : ["department", "checked", "accepted", "newly refused", "newly accepted", "other versions"],
            rightAligned: [1, 2, 3, 4, 5])
        for department in report.departments {
            table.add(
                [department.name.text(language)]
                    + [department.checked, department.accepted, department.newlyRefused, department.newlyAccepted, department.untouched]
                    .map(String.init))
        }
        table.lines().forEach { print($0) }
        for department in report.departments where !department.refusals.isEmpty {
            print("\n" + department.name.text(language))
            for refusal in department.refusals {
                print("  \(refusal.count) × \(refusal.code.rawValue) \(refusal.path)  \(refusal.message.text(language))")
                print("      → \(refusal.remedy.text(language))")
                print("      \(isChinese ? "例如" : "as in") \(refusal.example)")
            }
        }
        print("\n" + (isChinese ? "变化的字段：" : "changed fields: ") + (report.changedFields.isEmpty ? "-" : report.changedFields.joined(separator: ", ")))
        for reader in report.readers {
            print((isChinese ? "  读取方 " : "  read by ") + "\(reader.name.text(language)) (\(reader.party)): \(reader.fields.joined(separator: ", "))")
        }
    }

    private static func json(_ report: Rehearsal.Report) -> String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("current", report.current.description)
        writer.member("candidate", report.candidate.description)
        writer.member("harmless", report.isHarmless)
        writer.name("departments")
        writer.beginArray()
        for department in report.departments {
            writer.beginObject()
            writer.member("party", department.party)
            writer.member("checked", department.checked)
            writer.member("accepted", department.accepted)
            writer.member("newlyRefused", department.newlyRefused)
            writer.member("newlyAccepted", department.newlyAccepted)
            writer.member("untouched", department.untouched)
            writer.name("refusals")
            writer.beginArray()
            for refusal in department.refusals {
                writer.beginObject()
                writer.member("code", refusal.code.rawValue)
                writer.member("path", refusal.path)
                writer.member("count", refusal.count)
                writer.name("message")
                writer.beginObject()
                writer.member("zh", refusal.message.zh)
                writer.member("en", refusal.message.en)
                writer.endObject()
                writer.member("example", refusal.example.description)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.name("changedFields")
        writer.beginArray()
        for field in report.changedFields { writer.string(field) }
        writer.endArray()
        writer.name("readers")
        writer.beginArray()
        for reader in report.readers {
            writer.beginObject()
            writer.member("party", reader.party)
            writer.name("fields")
            writer.beginArray()
            for field in reader.fields { writer.string(field) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
