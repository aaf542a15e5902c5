import Contracts
import Credit
import Dispatch
import Foundation
import Hub
import JSON
import Kafka

/// Ingest beside others (`credithub bench ingest`): events a second with full checking, receipts and offsets in the
/// transaction; of a bare loop on librdkafka that moves the same messages (keys, values and headers of the same size) in
/// transactions, and does nothing else; of one whose messages have no headers but values as much longer; and of the same
/// job on confluent-kafka, orjson and jsonschema-rs. All run in turn, on the same broker and the same input.
public struct IngestBench {
    public struct Options: Sendable {
        /// A Kafka that is there; nil starts the embedded broker.
        public var bootstrapServers: String?
        public var contracts = "contracts"
        public var topics = "topics"
        public var events = 50_000
        /// Counted rounds; each runs both sides.
        public var rounds = 3

        public init() {}
    }

    private let options: Options

    public init(_ options: Options) {
        self.options = options
    }

    /// Runs both sides in turn.
    ///
    /// - parameter progress: told what is going on.
    public func run(progress: (Bilingual) -> Void) throws -> BenchResult {
        let directory = NSTemporaryDirectory() + "credithub-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        ChildProcesses.endWhenInterrupted(removing: directory)
        var broker: EmbeddedBroker?
        defer {
            broker?.stop()
            try? FileManager.default.removeItem(atPath: directory)
        }
        let bootstrap: String
        if let named = options.bootstrapServers {
            bootstrap = named
        } else {
            let started = try EmbeddedBroker(directory: directory + "/broker")
            broker = started
            bootstrap = started.bootstrapServers
        }
        let key = directory + "/subject.key"
        try Data((0..<32).map { _ in UInt8.random(in: 0...255) }).write(to: URL(fileURLWithPath: key))
        var configuration = HubConfiguration(bootstrapServers: bootstrap)
        configuration.prefix = "bench-\(String(UInt32.random(in: .min ... .max), radix: 36))."
        configuration.contracts = options.contracts
        configuration.topics = try writeBindings(directory + "/topics")
        configuration.subjectKeyFile = key
        configuration.roles = [.ingest]

        progress(Bilingual(zh: "写入 \(options.events) 条样例处罚 …", en: "publishing \(options.events) sample penalties …"))
        let catalogue = try Catalogue.load(directory: options.contracts)
        let topology = try Topology.load(
            directory: configuration.topics, prefix: configuration.prefix, catalogue: catalogue)
        _ = try TopicSetup(configuration: configuration, topology: topology).apply()
        let input = topology.names.department("market-regulation", "administrative-penalty")
        let sizes = try publish(configuration, topology)

        let schema = directory + "/schema.json"
        let bundle = PortableSchema(catalogue: catalogue).rewrite(try PortableSchema.penaltyBundle(options.contracts))
        try Data(bundle.jsonText.utf8).write(to: URL(fileURLWithPath: schema))
        let python = try PeerProcess(
            script: "bench-ingest-peer.py",
            arguments: [
                bootstrap, schema, input, topology.names.ledgerInput, topology.names.receipts("market-regulation"), String(options.events),
            ])
        defer { python.stop() }

        var sides = Sides()
        for round in 0...options.rounds {
            // Groups of their own in each round: all sides read the whole input again.
            configuration.instance = "bench-\(round)"
            configuration.groupSuffix = "-\(round)"
            func measured(_ body: () throws -> Double) rethrows -> Rate {
                let start = Self.processorSeconds()
                let rate = try body()
                return Rate(events: rate, microseconds: (Self.processorSeconds() - start) * 1_000_000 / Double(options.events))
            }
            let hub = try measured { try measureHub(configuration) }
            let bare = try measured {
                try measureBare(configuration, topology, input: input, sizes: sizes, name: "bare-\(round)", withHeaders: true)
            }
            let plain = try measured {
                try measureBare(configuration, topology, input: input, sizes: sizes, name: "plain-\(round)", withHeaders: false)
            }
            let answer = try python.round("\(configuration.prefix)python-\(round)")
            let peer = Rate(
                events: Double(options.events) / answer("seconds"), microseconds: answer("cpu") * 1_000_000 / Double(options.events))
            guard round > 0 else { continue }  // The first round warms up.
            sides.add(hub: hub, bare: bare, plain: plain, python: peer)
            progress(Bilingual(
                zh: "第 \(round) 轮：接入 \(Int(hub.events)) 条/秒，裸循环 \(Int(bare.events))，无消息头 \(Int(plain.events))，Python \(Int(peer.events))",
                en: "round \(round): ingest \(Int(hub.events)) events/s, bare loop \(Int(bare.events)), without headers \(Int(plain.events)), Python \(Int(peer.events))"))
        }
        return sides.result(events: options.events, sizes: sizes)
    }

    /// Events a second, and microseconds of CPU an event.
    private struct Rate {
        let events: Double
        let microseconds: Double
    }

    private struct Sides {
        private var hub: [Rate] = []
        private var bare: [Rate] = []
        private var plain: [Rate] = []
        private var python: [Rate] = []

        mutating func add(hub: Rate, bare: Rate, plain: Rate, python: Rate) {
            self.hub.append(hub)
            self.bare.append(bare)
            self.plain.append(plain)
            self.python.append(python)
        }

        func result(events: Int, sizes: Sizes) -> BenchResult {
            func median(_ rates: [Rate], _ value: (Rate) -> Double) -> Double { Percentiles(rates.map(value)).value(0.5) ?? 0 }
            func speed(_ rates: [Rate]) -> Double { median(rates) { $0.events } }
            func cpu(_ rates: [Rate]) -> Double { median(rates) { $0.microseconds } }
            return BenchResult(
                name: "ingest", value: speed(hub), unit: "events/s", baseline: speed(bare),
                baselineName: "bare librdkafka consume-produce loop in transactions, same messages and bytes",
                details: [
                    ("microsecondsCPU", cpu(hub)), ("baselineMicrosecondsCPU", cpu(bare)),
                    ("withoutHeaders", speed(plain)), ("ratioToWithoutHeaders", speed(hub) / speed(plain)),
                    ("withoutHeadersMicrosecondsCPU", cpu(plain)),
                    ("python", speed(python)), ("ratioToPython", speed(hub) / speed(python)), ("pythonMicrosecondsCPU", cpu(python)),
                    ("events", Double(events)), ("recordBytes", Double(sizes.record)), ("headerBytes", Double(sizes.headers)),
                    ("receiptBytes", Double(sizes.receipt)),
                ])
        }
    }

    /// Processor time of this process so far, librdkafka's threads included.
    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    // MARK: Input

    /// Bindings with one department and one record, so that both sides consume the same topic and no other.
    private func writeBindings(_ folder: String) throws -> String {
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder + "/departments", withIntermediateDirectories: true)
        let file = "/departments/market-regulation.json"
        guard let plan = manager.contents(atPath: options.topics + "/topics.json"),
            let data = manager.contents(atPath: options.topics + file),
            let binding = try? JSONValue(parsing: [UInt8](data)).objectValue
        else {
            throw SetupError(
                zh: "无法读取 \(options.topics)；请检查 --topics 指向的目录", en: "cannot read \(options.topics); check the folder that --topics names")
        }
        let one = JSONObject(
            binding.map { name, value in
                guard name == "records" else { return (name, value) }
                // In the contract's form: adapters have no part in this.
                let rows = (value.arrayValue ?? []).filter { $0["record"]?.stringValue == "administrative-penalty" }
                return (name, .array(rows.map { row in
                    .object(JSONObject((row.objectValue ?? JSONObject([])).filter { $0.name != "adapters" }.map { ($0.name, $0.value) }))
                }))
            })
        try plan.write(to: URL(fileURLWithPath: folder + "/topics.json"))
        try Data(JSONValue.object(one).jsonText.utf8).write(to: URL(fileURLWithPath: folder + file))
        return folder
    }

    private struct Sizes {
        var record: Int
        /// Names and values of the headers of a message to the ledger.
        var headers: Int
        var receipt: Int
    }

    private func publish(_ configuration: HubConfiguration, _ topology: Topology) throws -> Sizes {
        let publisher = try Publisher(client: configuration.client("bench"), names: topology.names)
        defer { publisher.close() }
        var samples = SampleGenerator(seed: 7, today: SystemClock().now().day)
        let now = SystemClock().now()
        var bytes = 0
        for _ in 0..<options.events {
            let event = samples.penalty(party: "market-regulation")
            bytes += event.value.count
            try publisher.publish(event, time: now)
        }
        try publisher.flush()
        let receipt = Receipt(
            event: "0123456789abcdef", status: .received, stage: .ingest, operation: "reported",
            recordID: Identifier128(high: 0, low: 0), contract: "administrative-penalty@2",
            origin: Origin(topic: topology.names.department("market-regulation", "administrative-penalty"), partition: 0, offset: 12345),
            time: now)
        var writer = JSONWriter()
        receipt.write(to: &writer)
        return Sizes(record: bytes / options.events, headers: Self.headers.reduce(0) { $0 + $1.name.utf8CodeUnitCount + $1.value.count }, receipt: writer.bytes.count)
    }

    // MARK: The two sides

    /// Events a second of the hub's own ingest, from the first event taken to the last commit.
    private func measureHub(_ configuration: HubConfiguration) throws -> Double {
        let hub = try Hub(configuration, log: HubLog(language: .en, least: .error))
        let statistics = hub.statistics[.ingest]!
        let expected = options.events
        let watcher = Thread {
            while statistics.events < expected, !hub.stop.isSet { hub.stop.wait(milliseconds: 5) }
            hub.stop.set()
        }
        watcher.start()
        try hub.run()
        return Double(expected) / statistics.busySeconds
    }

    /// Headers as long as those of the hub's messages to the ledger.
    private static let headers: [(name: StaticString, value: [UInt8])] = [
        ("ce_specversion", 3), ("ce_id", 16), ("ce_source", 17), ("ce_type", 42), ("ce_time", 29), ("ce_subject", 18),
        ("ce_dataschema", 24), ("content-type", 16), ("ce_recordid", 32), ("ce_subjectkind", 12), ("ce_origin", 66),
        ("credithub.original.timestamp", 13),
    ].map { ($0.0, [UInt8](repeating: UInt8(ascii: "h"), count: $0.1)) }

    /// Messages a second of the bare loop: each input message gives one of its own size and one of a receipt's.
    ///
    /// - parameter withHeaders: whether the first has headers like the hub's, or a value as much longer.
    private func measureBare(
        _ configuration: HubConfiguration, _ topology: Topology, input: String, sizes: Sizes, name: String, withHeaders: Bool
    ) throws -> Double {
        let client = configuration.client("bare")
        let producer = try KafkaProducer(
            ProducerConfiguration(client: client, transactionalID: "\(configuration.prefix)\(name)"))
        try producer.initTransactions(timeoutMilliseconds: 30_000)
        var consuming = ConsumerConfiguration(client: client, groupID: "\(configuration.prefix)\(name)")
        consuming.offsetReset = .earliest
        consuming.fetchWaitMaxMilliseconds = 50
        let consumer = try KafkaConsumer(consuming)
        defer {
            _ = consumer.close(timeoutMilliseconds: 5_000)
            _ = producer.close(timeoutMilliseconds: 5_000)
        }
        try consumer.subscribe(to: [input]) { _ in }
        let records = try producer.topic(topology.names.ledgerInput)
        let receipts = try producer.topic(topology.names.receipts("market-regulation"))
        let receipt = [UInt8](repeating: UInt8(ascii: "r"), count: sizes.receipt)
        let padding = [UInt8](repeating: UInt8(ascii: "h"), count: sizes.headers)
        var padded: [UInt8] = []

        var moved = 0
        var inTransaction = 0
        var next: [Int32: Int64] = [:]
        var start: UInt64 = 0
        var openedAt: UInt64 = 0
        while moved < options.events {
            let message = try consumer.poll(timeoutMilliseconds: inTransaction > 0 ? 1 : 100)
            let now = DispatchTime.now().uptimeNanoseconds
            if let message {
                if start == 0 { start = now }
                if inTransaction == 0 {
                    try producer.beginTransaction()
                    openedAt = now
                }
                if withHeaders {
                    var headers = KafkaHeaders(capacity: Self.headers.count)
                    for (name, value) in Self.headers { value.withUnsafeBytes { headers.append(name, $0) } }
                    try producer.produce(to: records, key: message.key, value: message.value, headers: headers)
                } else {
                    padded.removeAll(keepingCapacity: true)
                    if let value = message.value { padded.append(contentsOf: value) }
                    padded.append(contentsOf: padding)
                    try padded.withUnsafeBytes { try producer.produce(to: records, key: message.key, value: $0) }
                }
                try receipt.withUnsafeBytes { try producer.produce(to: receipts, key: message.key, value: $0) }
                next[message.partition] = message.offset + 1
                inTransaction += 1
                guard inTransaction >= configuration.transactionEvents || now - openedAt > UInt64(configuration.transactionMilliseconds) * 1_000_000
                else { continue }
            }
            guard inTransaction > 0, let group = consumer.groupMetadata() else { continue }
            try producer.sendOffsets(
                next.map { TopicPartitionOffset(input, $0.key, $0.value) }, group: group, timeoutMilliseconds: 30_000)
            try producer.commitTransaction(timeoutMilliseconds: 30_000)
            moved += inTransaction
            inTransaction = 0
        }
        return Double(options.events) / (Double(DispatchTime.now().uptimeNanoseconds - start) / 1_000_000_000)
    }
}
