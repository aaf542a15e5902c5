import Credit
import Dispatch
import Foundation
import Hub

/// `credithub drill`: the hub is killed at every commit point and at random while events flow, and what came out is held against
/// what went in.
public final class Drill {
    public struct Options: Sendable {
        /// A Kafka that is there; nil starts the embedded broker.
        public var bootstrapServers: String?
        /// Whether that Kafka is an embedded broker.
        public var isEmbedded = false
        public var contracts = "contracts"
        public var topics = "topics"
        /// Properties for all clients.
        public var clientProperties: [String: String] = [:]
        public var kills = 50
        /// Events to publish at least.
        public var events = 5000
        /// With more than one there is a second phase, in which processes join and leave.
        public var processes = 1
        public var seed: UInt64 = 1
        /// Leaves topics and logs.
        public var keep = false
        public var language = Language.en
        /// The `credithub` program, run again as the hub.
        public var executable: String

        public init(executable: String) {
            self.executable = executable
        }
    }

    private let options: Options
    private let directory: String
    private var report = DrillReport()

    public init(_ options: Options) {
        self.options = options
        directory = NSTemporaryDirectory() + "credithub-drill-\(getpid())"
    }

    /// Runs the drill.
    ///
    /// - parameter progress: told what is going on.
    /// - throws: what keeps the drill from taking place; what goes wrong with the hub is in the report.
    public func run(progress: (Bilingual) -> Void) throws -> DrillReport {
        let start = DispatchTime.now().uptimeNanoseconds
        // What is written there may hold passwords.
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        ChildProcesses.endWhenInterrupted(removing: options.keep ? nil : directory)
        var leavesLogs = options.keep
        defer { if !leavesLogs { try? FileManager.default.removeItem(atPath: directory) } }
        var broker: EmbeddedBroker?
        // Its data goes with it.
        defer { broker?.kill() }
        if options.bootstrapServers == nil {
            progress(Bilingual(zh: "启动内嵌 Kafka …", en: "starting the embedded broker …"))
            broker = try EmbeddedBroker(directory: directory + "/broker")
        }
        var configuration = HubConfiguration(bootstrapServers: options.bootstrapServers ?? broker!.bootstrapServers)
        configuration.hasStaleAborts = broker != nil || options.isEmbedded
        configuration.clientProperties = options.clientProperties
        configuration.contracts = options.contracts
        configuration.topics = directory + "/topics"
        try SampleTopics.copy(options.topics, to: configuration.topics, parties: SampleGenerator.parties)
        configuration.subjectKeyFile = try subjectKey()

        report = DrillReport()
        report.seed = options.seed
        report.processes = options.processes
        var random = SampleRandom(seed: options.seed)
        let time = String(Int(Date().timeIntervalSince1970), radix: 36)
        try kill(configuration, "drill-\(time).", &random, progress)
        if options.processes > 1, report.stall == nil { try move(configuration, "drill-\(time)-moves.", &random, progress) }
        report.seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1_000_000_000
        if !report.isGood { leavesLogs = true }
        if leavesLogs {
            progress(Bilingual(zh: "日志在 \(directory)", en: "the logs are in \(directory)"))
        }
        return report
    }

    // MARK: Phases

    private func kill(
        _ base: HubConfiguration, _ prefix: String, _ random: inout SampleRandom, _ progress: (Bilingual) -> Void
    ) throws {
        let events = options.processes > 1 ? options.events / 2 : options.events
        let plan = DrillPlan(kills: options.kills, random: &random)
        report.plannedKills = plan.kills.count
        progress(Bilingual(zh: "创建主题（前缀 \(prefix)）…", en: "creating topics (prefix \(prefix)) …"))
        let ground = try ground(base, prefix, seed: options.seed)
        let phase = KillPhase(ground, processes: options.processes, random: random)
        random = SampleRandom(seed: random.next())
        try settle(ground) {
            try phase.run(plan, events: events) { count in
                progress(Bilingual(zh: "终止 \(count)/\(plan.kills.count)", en: "kill \(count) of \(plan.kills.count)"))
            }
        } afterwards: {
            report.kills = phase.kills
        }
    }

    private func move(
        _ base: HubConfiguration, _ prefix: String, _ random: inout SampleRandom, _ progress: (Bilingual) -> Void
    ) throws {
        let count = 4 * options.processes
        report.plannedMoves = count
        progress(Bilingual(zh: "创建主题（前缀 \(prefix)）…", en: "creating topics (prefix \(prefix)) …"))
        let ground = try ground(base, prefix, seed: options.seed + 1)
        let phase = try MovePhase(ground, processes: options.processes, random: random)
        try settle(ground) {
            try phase.run(count, events: options.events - options.events / 2) { done in
                progress(Bilingual(zh: "加入或退出 \(done)/\(count)", en: "join or leave \(done) of \(count)"))
            }
        } afterwards: {
            report.moves = phase.moves
        }
    }

    /// Runs a phase and balances its books, also if the hub stalled in it.
    private func settle(_ ground: DrillGround, _ phase: () throws -> Void, afterwards: () -> Void) throws {
        defer { ground.close() }
        do {
            try phase()
        } catch let stall as DrillStall {
            report.stall = stall
        }
        afterwards()
        let (findings, books) = try ground.findings()
        report.findings += findings
        report.add(books, events: ground.events.count)
        guard options.bootstrapServers != nil else { return }
        do {
            if options.keep || !findings.isEmpty || report.stall != nil {
                report.keptPrefixes.append(ground.configuration.prefix)
            } else {
                try ground.removeTopics()
            }
        } catch {
            report.keptPrefixes.append(ground.configuration.prefix)
        }
    }

    private func ground(_ base: HubConfiguration, _ prefix: String, seed: UInt64) throws -> DrillGround {
        var configuration = base
        configuration.prefix = prefix
        return try DrillGround(
            configuration, executable: options.executable, directory: directory, language: options.language, seed: seed)
    }

    private func subjectKey() throws(SetupError) -> String {
        let key = directory + "/subject.key"
        try SecretFile.write((0..<32).map { _ in UInt8.random(in: 0...255) }, to: key)
        return key
    }
}
