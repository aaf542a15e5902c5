import Contracts
import Credit
import Foundation
import Hub
import JSON
import JSONSchema

/// Parsing and validating beside orjson and jsonschema-rs (`credithub bench validate`): one thread, one penalty record of 858
/// bytes, CPU time on both sides, in turn. Ours checks the whole schema of the contract; the others check it as far as the
/// standard's keywords can say it (``PortableSchema``).
public struct ValidateBench {
    public struct Options: Sendable {
        public var contracts = "contracts"
        /// Counted rounds; each runs both sides.
        public var rounds = 7
        /// Repetitions in a round.
        public var repetitions = 100_000

        public init() {}
    }

    private let options: Options
    private static let contract = ContractReference(name: "administrative-penalty", version: 2)
    /// Bytes of a penalty record of ordinary length.
    private static let recordBytes = 858

    public init(_ options: Options) {
        self.options = options
    }

    public func run(progress: (Bilingual) -> Void) throws -> BenchResult {
        let compiling = ThreadClock.nanoseconds()
        let catalogue = try Catalogue.load(directory: options.contracts)
        let compiled = ThreadClock.nanoseconds() - compiling
        guard let contract = catalogue.contract(Self.contract) else {
            throw SetupError(zh: "目录中没有 \(Self.contract)", en: "the catalogue has no \(Self.contract)")
        }
        let record = try self.record(nil)
        let faulty = try self.record(["CF_WSH": nil, "CF_JDRQ": .string("2026-02-30"), "CF_NR_FK": .string("0.5")])

        let directory = NSTemporaryDirectory() + "credithub-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        ChildProcesses.endWhenInterrupted(removing: directory)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Data(PortableSchema(catalogue: catalogue).rewrite(try PortableSchema.penaltyBundle(options.contracts)).jsonText.utf8).write(to: URL(filePath: directory + "/schema.json"))
        try Data(record).write(to: URL(filePath: directory + "/record.json"))
        let peers = try PeerProcess(script: "bench-peers.py", arguments: [directory + "/schema.json", directory + "/record.json"])
        defer { peers.stop() }

        let sides = Sides(contract: contract)
        try sides.mustAccept(record)
        var ours: [Sides.Round] = []
        var theirs: [PeerRound] = []
        for round in 0...options.rounds {
            progress(
                round == 0 ? Bilingual(zh: "预热 …", en: "warming up …")
                    : Bilingual(zh: "第 \(round) 轮，共 \(options.rounds) 轮 …", en: "round \(round) of \(options.rounds) …"))
            let own = sides.round(record, faulty, repetitions: options.repetitions)
            let other = PeerRound(try peers.round(String(options.repetitions)))
            if round > 0 {
                ours.append(own)
                theirs.append(other)
            }
        }
        func speed(_ nanoseconds: [Double]) -> Double { Double(record.count) * 1000 / Self.median(nanoseconds) }
        return BenchResult(
            name: "validate", value: speed(ours.map(\.parseAndValidate)), unit: "MB/s", baseline: speed(theirs.map(\.both)),
            baselineName: "orjson + jsonschema-rs",
            details: [
                ("recordBytes", Double(record.count)),
                ("parse", speed(ours.map(\.parse))),
                ("simdjsonParse", speed(theirs.map(\.simdjson))),
                ("parseToSimdjson", Self.median(theirs.map(\.simdjson)) / Self.median(ours.map(\.parse))),
                ("orjsonParse", speed(theirs.map(\.orjson))),
                ("jsonschemaRs", speed(theirs.map(\.jsonschemaRs))),
                ("checkRecord", speed(ours.map(\.check))),
                ("faultyToValid", Self.median(ours.map(\.failures)) / Self.median(ours.map(\.parseAndValidate))),
                ("faultyRecordToValidRecord", Self.median(ours.map(\.checkFaulty)) / Self.median(ours.map(\.check))),
                ("compileCatalogueMilliseconds", Double(compiled) / 1e6),
            ])
    }

    // MARK: Input

    /// The contract's own example, its text lengthened to the size that others were measured with.
    ///
    /// - parameter changes: members put in its place, or taken out.
    private func record(_ changes: [String: JSONValue?]?) throws(SetupError) -> [UInt8] {
        let path = "\(options.contracts)/administrative-penalty/examples/valid/v2-organisation.json"
        guard let data = FileManager.default.contents(atPath: path),
            let document = (try? JSONValue(parsing: [UInt8](data)))?["document"]?.objectValue
        else { throw SetupError(zh: "无法读取 \(path)", en: "cannot read \(path)") }
        func text(_ filler: Int) -> [UInt8] {
            let members = document.compactMap { name, value -> (String, JSONValue)? in
                if let change = changes?[name] { return change.map { (name, $0) } }
                guard name == "CF_SY", let fact = value.stringValue else { return (name, value) }
                return (name, .string(fact + String(repeating: "事", count: filler / 3) + String(repeating: ".", count: filler % 3)))
            }
            return Array(JSONValue.object(JSONObject(members)).jsonText.utf8)
        }
        return text(changes == nil ? max(0, Self.recordBytes - text(0).count) : 0)
    }

    // MARK: The other side

    /// Nanoseconds of CPU that one repetition took the others.
    private struct PeerRound {
        let both: Double
        let orjson: Double
        let jsonschemaRs: Double
        let simdjson: Double

        init(_ answer: (String) -> Double) {
            both = answer("both")
            orjson = answer("orjson")
            jsonschemaRs = answer("jsonschemaRs")
            simdjson = answer("simdjson")
        }
    }

    // MARK: Our side

    private struct Sides {
        /// Nanoseconds of CPU that one repetition took.
        struct Round {
            var parse = 0.0
            var parseAndValidate = 0.0
            /// Parsing, refusing and listing all failures.
            var failures = 0.0
            /// All that ingest does to a record's bytes: conditions, identity and canonical form too.
            var check = 0.0
            var checkFaulty = 0.0
        }

        private let contract: Contract
        private let parser = JSONParser()
        private let validator: Validator
        private let checker = RecordChecker(subjectKeys: SubjectKeys(secret: [UInt8](repeating: 7, count: 32)))
        private let today = CivilDate(days: 20_778)

        init(contract: Contract) {
            self.contract = contract
            validator = Validator(contract.defaultOperation.schema)
        }

        func mustAccept(_ record: [UInt8]) throws(SetupError) {
            let isAccepted = record.withUnsafeBytes { text in
                guard case .success = checker.check(text, contract: contract, operation: contract.defaultOperation, today: today)
                else { return false }
                return true
            }
            guard isAccepted else { throw SetupError(zh: "样例记录不合格", en: "the sample record is refused") }
        }

        func round(_ record: [UInt8], _ faulty: [UInt8], repetitions: Int) -> Round {
            var round = Round()
            let operation = contract.defaultOperation
            record.withUnsafeBytes { text in
                round.parse = measure(repetitions) { (try? parser.parse(text)) != nil }
                round.parseAndValidate = measure(repetitions) {
                    guard let view = try? parser.parse(text) else { return false }
                    return validator.accepts(view, day: today.days)
                }
                round.check = measure(repetitions / 4) {
                    if case .success = checker.check(text, contract: contract, operation: operation, today: today) { true } else { false }
                }
            }
            faulty.withUnsafeBytes { text in
                round.failures = measure(repetitions / 4) {
                    guard let view = try? parser.parse(text), !validator.accepts(view, day: today.days) else { return false }
                    return validator.failures(of: view, day: today.days).count >= 3
                }
                round.checkFaulty = measure(repetitions / 8) {
                    if case .failure(let faults) = checker.check(text, contract: contract, operation: operation, today: today) {
                        faults.all.count >= 3
                    } else {
                        false
                    }
                }
            }
            return round
        }

        /// - parameter body: gives whether it did what it should, so that no work can be left out.
        private func measure(_ repetitions: Int, _ body: () -> Bool) -> Double {
            let start = ThreadClock.nanoseconds()
            var good = 0
            for _ in 0..<repetitions where body() { good += 1 }
            precondition(good == repetitions, "the bench measures something else than it says")
            return Double(ThreadClock.nanoseconds() - start) / Double(repetitions)
        }
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
