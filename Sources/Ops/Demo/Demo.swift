import Contracts
import Credit
import Dispatch
import Foundation
import Hub
import Kafka

/// The main job, shown on a broker of one's own: records of three departments go through the hub, a dispute is opened and
/// closed, and the books are balanced (`credithub demo`).
public final class Demo {
    public struct Options: Sendable {
        /// A Kafka that is there; nil starts the embedded broker.
        public var bootstrapServers: String?
        public var contracts = "contracts"
        public var topics = "topics"
        /// Sample events besides the dispute.
        public var events = 3000
        public var seed: UInt64 = 2026
        /// Leaves broker and hub running at the end.
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
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var lastProgress: UInt64 = 0

    public init(_ options: Options) {
        self.options = options
        directory = NSTemporaryDirectory() + "credithub-demo-\(getpid())"
    }

    /// Runs the demo and prints its summary.
    ///
    /// - returns: 0 if the books balance and the dispute came to its end, else 1.
    public func run() throws -> Int32 {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        ChildProcesses.endWhenInterrupted(removing: directory)
        var broker: EmbeddedBroker?
        var hub: HubProcess?
        var isKept = false
        defer {
            if !isKept {
                hub?.stop()
                broker?.stop()
                try? FileManager.default.removeItem(atPath: directory)
            }
        }
        var prefix = ""
        let bootstrap: String
        if let named = options.bootstrapServers {
            bootstrap = named
            // Somebody else's cluster may hold topics of the same names.
            prefix = "demo-\(String(UInt32.random(in: .min ... .max), radix: 36))."
        } else {
            say(zh: "启动内嵌 Kafka …", en: "starting the embedded broker …")
            let started = try EmbeddedBroker(directory: directory + "/broker")
            broker = started
            bootstrap = started.bootstrapServers
        }
        var configuration = HubConfiguration(bootstrapServers: bootstrap)
        configuration.prefix = prefix
        configuration.contracts = options.contracts
        configuration.topics = options.topics
        let catalogue = try Catalogue.load(directory: options.contracts)
        let topology = try Topology.load(directory: options.topics, prefix: prefix, catalogue: catalogue)
        say(zh: "创建主题 …", en: "creating topics …")
        _ = try TopicSetup(configuration: configuration, topology: topology).apply()

        say(zh: "启动信枢 …", en: "starting the hub …")
        let key = directory + "/subject.key"
        try SecretFile.write((0..<32).map { _ in UInt8.random(in: 0...255) }, to: key)
        let process = HubProcess(
            executable: options.executable,
            arguments: [
                "--bootstrap", bootstrap, "--prefix", prefix, "--contracts", options.contracts, "--topics", options.topics,
                "--subject-key", key, "--lang", options.language.rawValue,
            ] + (broker == nil ? [] : ["--embedded-broker"]), log: directory + "/hub.log")
        try process.start()
        hub = process

        let observer = try HubObserver(configuration: configuration, topology: topology)
        defer { observer.close() }
        var report = DemoReport(
            topology: topology, observer: observer, published: [:], timeline: [], throughput: 0, language: options.language)
        let publisher = try Publisher(client: configuration.client("demo"), names: topology.names, lingerMilliseconds: 0)
        defer { publisher.close() }
        var samples = SampleGenerator(seed: options.seed, today: SystemClock().now().day)

        // The first event also waits for the hub's groups to form; it is not timed.
        // It is the entry that is disputed later, so it is one that subscribers of enterprise lists hold.
        var first = samples.listing(party: "market-regulation")
        while !first.isAboutEnterprise { first = samples.listing(party: "market-regulation") }
        try send(first, publisher, &report, withHeaders: true)
        try expect(observer, process, seconds: 60) { observer.outcomes[first.id]?.final != nil }

        let adapted = Set(topology.departments.flatMap { department in
            department.records.filter { !$0.adapters.isEmpty }.map { "\(department.party)/\($0.record)" }
        })
        let burst = samples.mix(count: options.events * 2 / 3)
        let started = DispatchTime.now().uptimeNanoseconds
        for (index, event) in burst.enumerated() {
            // Some departments know no headers: the binding of their topic says what a message is (an adapter's, if it has one).
            let canOmit = event.operation == defaultOperation(event) && !adapted.contains("\(event.party)/\(event.record)")
            try send(event, publisher, &report, withHeaders: !canOmit || index % 10 != 0)
            if index % 50 == 0 {
                try observer.pump(milliseconds: 0)
                progress(observer, report)
            }
        }
        try publisher.flush()
        try settle(observer, process, report)
        report.throughput = Double(burst.count) / (Double(observer.lastFinalAt - started) / 1_000_000_000)

        for event in samples.mix(count: options.events - burst.count) {
            observer.sentAt[event.id] = DispatchTime.now().uptimeNanoseconds
            try send(event, publisher, &report, withHeaders: true)
            try observer.pump(milliseconds: 3)
            progress(observer, report)
        }
        try publisher.flush()
        try settle(observer, process, report)

        var dispute = DemoDispute(
            entry: first, observer: observer, publisher: publisher, hub: process, topology: topology)
        try dispute.run(&samples)
        report.timeline = dispute.timeline
        for party in dispute.published { report.published[party, default: 0] += 1 }
        try settle(observer, process, report)
        progress(observer, report, isLast: true)

        for line in report.lines() { print(line) }
        if options.keep {
            isKept = true
            printKept(bootstrap, hub: process, broker: broker)
        }
        fflush(nil)
        return report.imbalances.isEmpty && dispute.isClosed ? 0 : 1
    }

    // MARK: Steps

    private func send(
        _ event: SampleEvent, _ publisher: Publisher, _ report: inout DemoReport, withHeaders: Bool
    ) throws {
        try publisher.publish(event, withHeaders: withHeaders, time: SystemClock().now())
        report.published[event.party, default: 0] += 1
    }

    /// Waits until every event has its final answer and everything is upstream.
    private func settle(_ observer: HubObserver, _ hub: HubProcess, _ report: DemoReport) throws {
        let sent = report.published.values.reduce(0, +)
        try expect(observer, hub, seconds: 120) {
            progress(observer, report)
            let final = observer.parties.values.reduce(0) { $0 + $1.final }
            let delivered = observer.parties.values.reduce(0) { $0 + $1.delivered }
            let outbox = observer.outbox.values.reduce(0, +)
            return final >= sent && observer.platform.values.reduce(0, +) >= outbox && delivered >= outbox
        }
    }

    private func expect(_ observer: HubObserver, _ hub: HubProcess, seconds: Int, _ condition: () -> Bool) throws {
        for _ in 0..<seconds * 5 {
            if try observer.pump(milliseconds: 200, until: condition) { return }
            guard hub.isRunning else {
                throw SetupError(zh: "信枢进程已退出：\n\(hub.logTail())", en: "the hub's process has ended:\n\(hub.logTail())")
            }
        }
        throw SetupError(
            zh: "等待 \(seconds) 秒仍未完成；信枢日志：\n\(hub.logTail())", en: "not done after \(seconds) seconds; the hub's log:\n\(hub.logTail())")
    }

    private func defaultOperation(_ event: SampleEvent) -> String {
        event.record == "list-designation" ? "listed" : "reported"
    }

    // MARK: Words

    private func say(zh: String, en: String) {
        try? FileHandle.standardError.write(contentsOf: Data((options.language == .zh ? zh : en).utf8 + [0x0a]))
    }

    /// One line that is written over on a terminal, and now and then elsewhere.
    private func progress(_ observer: HubObserver, _ report: DemoReport, isLast: Bool = false) {
        let now = DispatchTime.now().uptimeNanoseconds
        guard isLast || now - lastProgress > (isTerminal ? 100_000_000 : 2_000_000_000) else { return }
        lastProgress = now
        let sent = report.published.values.reduce(0, +)
        let sums = observer.parties.values.reduce(into: (final: 0, accepted: 0, rejected: 0)) {
            $0.final += $1.final
            $0.accepted += $1.accepted
            $0.rejected += $1.rejected
        }
        let upstream = observer.platform.values.reduce(0, +)
        let text = options.language == .zh
            ? "已发布 \(sent)  已答复 \(sums.final)（接受 \(sums.accepted)，拒绝 \(sums.rejected)）  已上报 \(upstream)"
            : "published \(sent)  answered \(sums.final) (accepted \(sums.accepted), rejected \(sums.rejected))  upstream \(upstream)"
        try? FileHandle.standardError.write(contentsOf: Data((isTerminal ? "\r\u{1b}[K\(text)\(isLast ? "\n" : "")" : text + "\n").utf8))
    }

    private func printKept(_ bootstrap: String, hub: HubProcess, broker: EmbeddedBroker?) {
        let processes = [hub.processIdentifier, broker?.processIdentifier].compactMap { $0.map(String.init) }.joined(separator: " ")
        print(
            options.language == .zh
                ? "信枢与 Kafka 仍在运行：\(bootstrap)\n  例：kcat -C -b \(bootstrap) -t receipt.market-regulation -e\n  停止：kill \(processes)\n  数据目录：\(directory)"
                : "the hub and Kafka are still running at \(bootstrap)\n  for example: kcat -C -b \(bootstrap) -t receipt.market-regulation -e\n  to stop them: kill \(processes)\n  data: \(directory)")
    }
}
