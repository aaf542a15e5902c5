import Credit
import Dispatch
import Foundation
import Hub
import Kafka

/// How soon a change of a list is with every subscriber, and how many messages a second a full list file and a new subscription become; beside a program that
/// only writes and reads as many messages on the same broker.
public struct FanoutBench {
    public struct Options: Sendable {
        public var bootstrapServers: String?
        public var subscribers = 50
        /// Single changes whose way is timed.
        public var changes = 300
        /// Entries of the full list file.
        public var entries = 20_000
        public var contracts = "contracts"
        public var topics = "topics"

        public init() {}
    }

    private let options: Options

    public init(_ options: Options) {
        self.options = options
    }

    public func run(progress: (Bilingual) -> Void) throws -> FanoutReport {
        let directory = NSTemporaryDirectory() + "credithub-fanout-\(UInt32.random(in: .min ... .max))"
        ChildProcesses.endWhenInterrupted(removing: directory)
        let ground = try FanoutGround(options, directory: directory)
        defer { ground.close() }
        var samples = SampleGenerator(seed: 50, today: SystemClock().now().day)
        progress(Bilingual(zh: "\(options.changes) 次变更，\(options.subscribers) 个订阅方 …", en: "\(options.changes) changes, \(options.subscribers) subscribers …"))
        let latency = try FanoutLatency(ground: ground, changes: options.changes).run(&samples)
        let file = try FanoutFile(ground: ground, entries: options.entries).run(&samples, progress: progress)
        return FanoutReport(subscribers: options.subscribers, latency: latency, file: file)
    }
}

extension SampleGenerator {
    /// An entry of the court's list about an enterprise or a sole trader.
    mutating func enterpriseListing() -> SampleEvent {
        while true {
            let event = listing(party: "court")
            if event.isAboutEnterprise, event.isKnownByCode { return event }
        }
    }
}
