import Contracts
import Credit
import Hub
import Ops
import Simulation

/// `credithub simulate`: the core and the stages on a model broker, with everything that may go wrong.
enum SimulateCommand: Command {
    static let name = "simulate"
    static let usage = "[--seeds N] [--seed S] [--steps K]"
    static let summary = Bilingual(
        zh: "确定性模拟：在模型 Kafka 和模拟时钟上运行真实的台账核心与各环节，随机注入重复、乱序、崩溃、再均衡、僵尸进程、Kafka 错误、提交应答丢失和批量到期，每步之后核对不变量；失败的种子可原样重放",
        en: "Deterministic simulation: runs the real core and stages on a model of Kafka and a simulated clock, with duplicates, reordering, crashes, rebalances, zombies, broker errors, lost commit answers and timers in bulk, and checks invariants after every step; a seed that fails replays exactly")
    static let options = [
        Arguments.Option("seeds", "N", zh: "运行多少个种子（默认 2000）", en: "how many seeds to run (default 2000)"),
        Arguments.Option("seed", "S", zh: "从该种子开始；不带 --seeds 时只运行它，再加 --trace 则输出过程", en: "the first seed; without --seeds only this one is run, and with --trace its trace is printed"),
        Arguments.Option("steps", "K", zh: "每个种子的步数（默认 250）", en: "steps of each seed (default 250)"),
        Arguments.Option("plant", "NAME", zh: "种入一个已知错误，检验不变量能否发现（list 列出全部）", en: "plants a known bug, to see that the invariants find it (list names them)"),
        Arguments.Option("trace", "N", zh: "失败时输出最后多少行过程（默认 30，最多 400）", en: "how many lines of the trace to print on a failure (default 30, at most 400)"),
        Arguments.Option("threads", "N", zh: "线程数（默认 2）", en: "number of threads (default 2)"),
        CommonOptions.contracts, CommonOptions.topics,
    ]

    static func run(_ arguments: Arguments, _ language: Language) throws -> Int32 {
        if arguments["plant"] == "list" {
            for bug in PlantedBug.allCases { print(bug.rawValue) }
            return 0
        }
        let configuration = try CommonOptions.configuration(arguments, environment: [:])
        let catalogue = try Catalogue.load(directory: configuration.contracts)
        let topology = try Topology.load(directory: configuration.topics, prefix: "", catalogue: catalogue)
        var simulator = Simulator(catalogue: catalogue, topology: topology)
        simulator.steps = try arguments.int("steps", in: 1...100_000) ?? simulator.steps
        if let name = arguments["plant"] {
            guard let bug = PlantedBug(rawValue: name) else {
                throw SetupError(zh: "没有可种入的错误 \(name)；--plant list 列出全部", en: "there is no bug \(name) to plant; --plant list names them")
            }
            simulator.plant = bug
        }
        let first = UInt64(try arguments.int("seed", in: 0...Int.max / 2) ?? 0)
        let isSingle = arguments["seed"] != nil && arguments["seeds"] == nil
        let count = isSingle ? 1 : UInt64(try arguments.int("seeds", in: 1...1_000_000_000) ?? 2000)
        var batch = SimulationBatch(simulator)
        batch.threads = try arguments.int("threads", in: 1...256) ?? 2
        let report = batch.run(seeds: first..<first + count)
        for line in report.summary(language) { print(line) }
        let lines = try arguments.int("trace", in: 0...400) ?? 30
        let steps = simulator.steps
        if isSingle, report.failure == nil, arguments["trace"] != nil {
            for line in simulator.run(seed: first, keepsTrace: true).trace.suffix(lines) { print("  " + line) }
        }
        let failure = report.failureText(language, lines: lines) { seed in
            "credithub simulate --seed \(seed) --steps \(steps)" + (arguments["plant"].map { " --plant \($0)" } ?? "")
        }
        for line in failure { print(line) }
        return failure.isEmpty ? 0 : 1
    }
}
