import Contracts
import Credit
import Foundation
import Hub
import Kafka

/// The ledger's speed and size (`credithub bench ledger`): transitions a second of a core in memory; events a second on a broker,
/// beside a bare loop that reads the same messages and writes as many messages and bytes; the answer to a single event; restoring beside a bare consumer of the
/// same changelog; and the memory that the state takes.
public struct LedgerBench {
    public enum Part: String, CaseIterable, Sendable {
        case core, stage, latency, restore, memory
    }

    public struct Options: Sendable {
        /// A Kafka that is there; nil starts the embedded broker.
        public var bootstrapServers: String?
        public var contracts = "contracts"
        public var topics = "topics"
        /// Events in memory and on the broker.
        public var events = 50_000
        /// Records in the changelog that is restored.
        public var records = 300_000
        /// Counted rounds; each runs all sides.
        public var rounds = 3
        public var parts = Set(Part.allCases)

        public init() {}
    }

    /// Records of the sizes that show how memory grows.
    private static let sizes = [10_000, 100_000, 1_000_000]
    /// Events that are sent one at a time.
    private static let singles = 300
    /// The secret of subject keys: the samples must have the same keys on every ground.
    static let secret = [UInt8](repeating: 7, count: 32)

    private let options: Options

    public init(_ options: Options) {
        self.options = options
    }

    /// Runs the parts one after another, the sides of each in turn.
    ///
    /// - parameter progress: told what is going on.
    public func run(progress: (Bilingual) -> Void) throws -> LedgerReport {
        let directory = NSTemporaryDirectory() + "credithub-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        ChildProcesses.endWhenInterrupted(removing: directory)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var report = LedgerReport()
        // First: its processes are this one's copies, and small while this one is.
        if options.parts.contains(.memory) { report.memory = try memory(progress) }

        let catalogue = try Catalogue.load(directory: options.contracts)
        let topology = try Topology.load(
            directory: try LedgerGround.bindings(in: directory, from: options.topics), prefix: "", catalogue: catalogue)
        let ledger = Ledger(routing: topology.routing, retention: catalogue.retention ?? .forever, policy: topology.casePolicy(catalogue))
        func onGround<R>(_ name: String, _ body: (LedgerGround) throws -> R) throws -> R {
            let ground = try LedgerGround(options, catalogue: catalogue, directory: "\(directory)/\(name)")
            defer { ground.close() }
            return try body(ground)
        }
        if options.parts.contains(.restore) {
            report.restore = try onGround("restore") { try restore(RestoreBench(
                ground: $0, ledger: ledger, samples: StateSamples(
                    records: options.records, entries: 0, cases: 0, partitions: Int(topology.ledgerPartitions))), progress) }
        }
        guard !options.parts.isDisjoint(with: [.core, .stage, .latency]) else { return report }
        progress(Bilingual(zh: "生成 \(options.events) 条事件并经接入环节检查 …", en: "making \(options.events) events, and having ingest check them …"))
        let traffic = try LedgerTraffic(
            topology: topology, catalogue: catalogue, subjectKeys: SubjectKeys(secret: Self.secret), events: options.events)
        let messages = traffic.messages.prefix(options.events)
        if options.parts.contains(.core) {
            let shelves = try ShelfRoom(directory: directory, log: HubLog(language: .en, least: .warning))
            report.core = core(LedgerCoreBench(
                Array(messages), catalogue: catalogue, ledger: ledger, subscriptions: topology.subscriptions, shelves: shelves), progress)
        }
        if options.parts.contains(.latency) {
            progress(Bilingual(zh: "测单个事件的答复 …", en: "measuring the answer to a single event …"))
            let (own, bare) = try onGround("latency") { try LatencyBench(ground: $0, messages: messages.prefix(Self.singles)).run() }
            report.latency = LedgerReport.Latency(own: own, bare: bare)
        }
        if options.parts.contains(.stage) { report.stage = try stage(messages, onGround, progress) }
        return report
    }

    // MARK: Parts

    private func memory(_ progress: (Bilingual) -> Void) throws -> LedgerReport.Memory {
        let bench = StateMemoryBench(contracts: options.contracts)
        progress(Bilingual(zh: "测内存 …", en: "measuring memory …"))
        return LedgerReport.Memory(
            sizes: try Self.sizes.map { try bench.measure(records: $0) },
            county: try bench.measure(records: 1_000_000, entries: 200_000, cases: 10_000, keepsContent: true))
    }

    private func restore(_ bench: RestoreBench, _ progress: (Bilingual) -> Void) throws -> LedgerReport.Beside {
        progress(Bilingual(zh: "写入 \(options.records) 条记录的状态日志 …", en: "writing a changelog of \(options.records) records …"))
        let written = try bench.ground.fill(bench.samples)
        precondition(written == bench.samples.count, "the bench measures something else than it says")
        _ = try bench.consume()
        return try beside(progress, Bilingual(zh: "恢复", en: "restore"), own: { _ in try bench.restore() }, other: { _ in try bench.consume() })
    }

    private func core(_ bench: LedgerCoreBench, _ progress: (Bilingual) -> Void) -> LedgerReport.Core {
        _ = bench.round()
        let rounds = (0..<options.rounds).map { _ in bench.round() }
        let (deciding, writing) = (Self.median(rounds.map(\.deciding)), Self.median(rounds.map(\.writing)))
        progress(Bilingual(
            zh: "内存中：每核每秒 \(Int(deciding)) 次变迁，连同写出后果 \(Int(writing)) 次",
            en: "in memory: \(Int(deciding)) transitions/s a core, \(Int(writing)) with all that follows written"))
        return LedgerReport.Core(deciding: deciding, writing: writing)
    }

    private func stage(
        _ messages: ArraySlice<StoredMessage>,
        _ onGround: (String, (LedgerGround) throws -> IngestBench.Rate) throws -> IngestBench.Rate, _ progress: (Bilingual) -> Void
    ) throws -> LedgerReport.Stage {
        progress(Bilingual(zh: "预热并收集台账写出的消息 …", en: "warming up and keeping what the ledger writes …"))
        var kept: BareOutput?
        func hub(_ ground: LedgerGround) throws -> IngestBench.Rate {
            try TimedHub.run(ground.configuration, .ledger, events: try ground.publish(messages))
        }
        _ = try onGround("first") { ground in
            let rate = try hub(ground)
            kept = try BareOutput(ground.configuration, topics: ground.outputs, events: messages.count)
            return rate
        }
        let output = kept!
        let rates = try beside(
            progress, Bilingual(zh: "台账环节", en: "ledger stage"),
            own: { round in try onGround("\(round)-hub", hub) },
            other: { round in
                try onGround("\(round)-bare") { ground in
                    try BareLoop(
                        configuration: ground.configuration, input: ground.topology.names.ledgerInput, events: try ground.publish(messages)
                    ).run(output)
                }
            })
        return LedgerReport.Stage(rates: rates, messagesPerEvent: output.messagesPerEvent, bytesPerEvent: output.bytesPerEvent)
    }

    /// Runs two sides in turn, each round beginning with the other one.
    private func beside(
        _ progress: (Bilingual) -> Void, _ name: Bilingual, own: (Int) throws -> IngestBench.Rate, other: (Int) throws -> IngestBench.Rate
    ) throws -> LedgerReport.Beside {
        var pairs: [(own: IngestBench.Rate, other: IngestBench.Rate)] = []
        for round in 1...options.rounds {
            if round % 2 == 1 {
                let first = try own(round)
                pairs.append((first, try other(round)))
            } else {
                let first = try other(round)
                pairs.append((try own(round), first))
            }
            let (own, other) = (Int(pairs.last!.own.events), Int(pairs.last!.other.events))
            progress(Bilingual(
                zh: "第 \(round) 轮：\(name.zh) 每秒 \(own)，裸程序 \(other)", en: "round \(round): \(name.en) \(own)/s, bare \(other)/s"))
        }
        return LedgerReport.Beside(
            own: Self.median(pairs.map(\.own.events)), other: Self.median(pairs.map(\.other.events)),
            ratio: Self.median(pairs.map { $0.own.events / $0.other.events }),
            ownMicroseconds: Self.median(pairs.map(\.own.microseconds)), otherMicroseconds: Self.median(pairs.map(\.other.microseconds)),
            processorRatio: Self.median(pairs.map { $0.other.microseconds / $0.own.microseconds }))
    }

    private static func median(_ values: [Double]) -> Double { Percentiles(values).value(0.5) ?? 0 }
}
