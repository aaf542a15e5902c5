import Contracts
import Credit
import Foundation
import Hub
import JSON
import Ops

/// `credithub trace`: where a record has been.
enum TraceCommand: Command {
    static let name = "trace"
    static let usage = "RECORD [--json]"
    static let summary = Bilingual(
        zh: "查看一条记录走过的每一站：接收、校验、台账、上报、各订阅方。RECORD 为记录标识、事件标识（ce_id）或文书号。退出码：0 找到，1 没有找到",
        en: "Shows where a record has been: received, validated, ledger, upstream, each subscriber. RECORD is a record id, an event id (ce_id) or a document number. Exit status: 0 found, 1 not found")
    static let words = 0...Int.max
    static let options = [
        CommonOptions.config, CommonOptions.bootstrap, CommonOptions.prefix, CommonOptions.contracts, CommonOptions.topics,
        CommonOptions.json,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        guard arguments.rest.count == 1, let needle = arguments.rest.first, !needle.isEmpty else {
            throw SetupError(zh: "请给出一个记录标识、事件标识或文书号", en: "name one record id, event id or document number")
        }
        let configuration = try CommonOptions.connected(arguments, environment: ProcessInfo.processInfo.environment)
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        let steps = try Trace(configuration: configuration, topology: topology).steps(for: needle)
        if arguments.has("json") {
            for step in steps { print(json(step)) }
        } else if steps.isEmpty {
            print(language == .zh ? "没有找到 \(needle) 的任何踪迹" : "nothing is known of \(needle)")
        } else {
            var table = TextTable(
                header: language == .zh ? ["时间", "环节", "结果", "事件", "位置"] : ["time", "stage", "what", "event", "place"])
            for step in steps {
                table.add([
                    String(step.time.description.dropFirst(5).prefix(18)), step.stage.name.text(language), step.summary,
                    step.event ?? "", "\(step.topic)/\(step.partition)/\(step.offset)",
                ])
            }
            table.lines(indent: "").forEach { print($0) }
        }
        return steps.isEmpty ? 1 : 0
    }

    private static func json(_ step: Trace.Step) -> String {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.member("time", step.time.description)
        writer.member("stage", step.stage.name.en)
        writer.member("what", step.summary)
        if let event = step.event {
            writer.member("event", event)
        }
        writer.member("topic", step.topic)
        writer.member("partition", Int(step.partition))
        writer.member("offset", step.offset)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
