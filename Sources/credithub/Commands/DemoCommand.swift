import Credit
import Foundation
import Hub
import Ops

/// `credithub demo`: the main job from end to end, with a summary.
enum DemoCommand: Command {
    static let name = "demo"
    static let usage = "[--events N] [--keep]"
    static let summary = Bilingual(
        zh: "演示：三个部门的记录经 Kafka 走完全程，含一件异议，最后打印汇总。账目平衡时退出码为 0",
        en: "Shows the main job: records of three departments go through the hub on Kafka, with one dispute, and a summary ends it. Exit status 0 only if the books balance")
    static let options = [
        Arguments.Option("bootstrap", "HOST:PORT", zh: "使用已有的 Kafka（默认启动内嵌 Kafka）", en: "use a Kafka that is there (default: start the embedded one)"),
        Arguments.Option("events", "N", zh: "样例事件数（默认 3000，至少 1000）", en: "sample events (default 3000, at least 1000)"),
        Arguments.Option("seed", "N", zh: "样例数据的随机种子", en: "seed of the sample data"),
        Arguments.Option("keep", zh: "结束后保留 Kafka 和信枢，供自己的客户端使用", en: "leave Kafka and the hub running for one's own clients"),
        CommonOptions.contracts, CommonOptions.topics,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        var options = Demo.Options(executable: Executable.path)
        options.bootstrapServers = arguments["bootstrap"]
        options.events = try arguments.int("events", in: 1000...1_000_000) ?? options.events
        options.seed = UInt64(try arguments.int("seed", in: 0...1_000_000) ?? Int(options.seed))
        options.keep = arguments.has("keep")
        options.contracts = arguments["contracts"] ?? ProjectFolder.path("contracts")
        options.topics = arguments["topics"] ?? ProjectFolder.path("topics")
        options.language = language
        return try Demo(options).run()
    }
}

/// The program itself, to run it again as another process.
enum Executable {
    static var path: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
