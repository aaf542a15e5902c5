import Contracts
import Credit
import Foundation
import Hub

/// Ingest beside others (`credithub bench ingest`): events a second with full checking, receipts and offsets in the
/// transaction; of a bare loop on librdkafka that moves the very same messages in transactions, and does nothing else; of one
/// that moves the same bytes without headers; and of the same job on confluent-kafka, orjson and jsonschema-rs.
///
/// Each run has a broker of its own with the same input; the sides run in turn, each round beginning with another.
public struct IngestBench {
    public struct Options: Sendable {
        /// A Kafka that is there; nil starts the embedded broker.
        public var bootstrapServers: String?
        public var contracts = "contracts"
        public var topics = "topics"
        public var events = 50_000
        /// Counted rounds; each runs all sides.
        public var rounds = 3

        public init() {}
    }

    /// Events a second, and microseconds of processor time an event, from the first event to the last commit.
    struct Rate: Sendable {
        var events: Double
        var microseconds: Double
    }

    private enum Side: String, CaseIterable { case hub, bare, withoutHeaders, python }

    private let options: Options

    public init(_ options: Options) {
        self.options = options
    }

    /// Runs all sides in turn.
    ///
    /// - parameter progress: told what is going on.
    public func run(progress: (Bilingual) -> Void) throws -> BenchResult {
        let directory = NSTemporaryDirectory() + "credithub-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        ChildProcesses.endWhenInterrupted(removing: directory)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let catalogue = try Catalogue.load(directory: options.contracts)
        let schema = directory + "/schema.json"
        let bundle = PortableSchema(catalogue: catalogue).rewrite(try PortableSchema.penaltyBundle(options.contracts))
        try Data(bundle.jsonText.utf8).write(to: URL(fileURLWithPath: schema))

        func onGround<R>(_ name: String, _ body: (IngestGround) throws -> R) throws -> R {
            let ground = try IngestGround(
                options, catalogue: catalogue, directory: "\(directory)/\(name)", bootstrap: options.bootstrapServers)
            defer { ground.close() }
            return try body(ground)
        }
        progress(Bilingual(zh: "预热并收集信枢写出的消息（每轮 \(options.events) 条样例处罚）…", en: "warming up and keeping what the hub writes (\(options.events) sample penalties a run) …"))
        let (output, recordBytes) = try onGround("first") { ground in
            _ = try TimedHub.run(ground.configuration, .ingest, events: options.events)
            let topics = [ground.ledgerInput, ground.receipts]
            return (try BareOutput(ground.configuration, topics: topics, events: options.events), ground.inputBytes / options.events)
        }
        var rates: [Side: [Rate]] = [:]
        for round in 1...options.rounds {
            for i in Side.allCases.indices {
                let side = Side.allCases[(i + round) % Side.allCases.count]
                let rate = try onGround("\(round)-\(side.rawValue)") { ground in
                    let loop = BareLoop(configuration: ground.configuration, input: ground.input, events: options.events)
                    return switch side {
                    case .hub: try TimedHub.run(ground.configuration, .ingest, events: options.events)
                    case .bare: try loop.run(output)
                    case .withoutHeaders: try loop.run(output.withoutHeaders)
                    case .python: try python(on: ground, schema: schema)
                    }
                }
                rates[side, default: []].append(rate)
            }
            func last(_ side: Side) -> Int { Int(rates[side]?.last?.events ?? 0) }
            progress(Bilingual(
                zh: "第 \(round) 轮：接入 \(last(.hub)) 条/秒，裸循环 \(last(.bare))，无消息头 \(last(.withoutHeaders))，Python \(last(.python))",
                en: "round \(round): ingest \(last(.hub)) events/s, bare loop \(last(.bare)), without headers \(last(.withoutHeaders)), Python \(last(.python))"))
        }
        return result(rates, output, recordBytes)
    }

    private func result(_ rates: [Side: [Rate]], _ output: BareOutput, _ recordBytes: Int) -> BenchResult {
        func median(_ side: Side, _ value: (Rate) -> Double) -> Double { Percentiles((rates[side] ?? []).map(value)).value(0.5) ?? 0 }
        func speed(_ side: Side) -> Double { median(side) { $0.events } }
        func cpu(_ side: Side) -> Double { median(side) { $0.microseconds } }
        let records = output.lanes[0].messages
        return BenchResult(
            name: "ingest", value: speed(.hub), unit: "events/s", baseline: speed(.bare),
            baselineName: "bare librdkafka consume-produce loop in transactions, same messages and bytes",
            details: [
                ("microsecondsCPU", cpu(.hub)), ("baselineMicrosecondsCPU", cpu(.bare)),
                ("withoutHeaders", speed(.withoutHeaders)), ("ratioToWithoutHeaders", speed(.hub) / speed(.withoutHeaders)),
                ("withoutHeadersMicrosecondsCPU", cpu(.withoutHeaders)),
                ("python", speed(.python)), ("ratioToPython", speed(.hub) / speed(.python)), ("pythonMicrosecondsCPU", cpu(.python)),
                ("events", Double(options.events)), ("recordBytes", Double(recordBytes)), ("headerBytes", Double(records.reduce(0) { $0 + BareOutput.bytes(of: $1.headers) } / records.count)),
                ("receiptBytes", Double(output.lanes.last?.messages.first?.value?.count ?? 0)),
            ])
    }

    // MARK: The same job in Python

    private func python(on ground: IngestGround, schema: String) throws -> Rate {
        let process = try PeerProcess(
            script: "bench-ingest-peer.py",
            arguments: [
                ground.configuration.bootstrapServers, schema, ground.input, ground.ledgerInput, ground.receipts, String(options.events),
            ])
        defer { process.stop() }
        let answer = try process.round("\(ground.configuration.prefix)python")
        return Rate(
            events: Double(options.events) / answer("seconds"), microseconds: answer("cpu") * 1_000_000 / Double(options.events))
    }
}
