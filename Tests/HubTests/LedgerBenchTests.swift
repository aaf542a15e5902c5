import Contracts
import Credit
import Hub
import JSON
import Kafka
import Ops
import TestSupport
import Testing

extension OnARealBroker {
    /// What the ledger's bench measures is what it says.
    @Suite struct LedgerBenchTests {
        @Test("The samples of a state are as many as were asked for, and hang together")
        func samples() throws {
            let samples = StateSamples(records: 700, entries: 90, cases: 40, partitions: 6)
            var count = 0
            samples.forEach { _, _ in count += 1 }
            #expect(count == samples.count)
            let states = try samples.states(Ledger(routing: Routing(platforms: [])))
            #expect(states.count == 6)
            #expect(states.allSatisfy { !$0.records.isEmpty })
            #expect(states.reduce(0) { $0 + $1.records.count } == 790)
            #expect(states.reduce(0) { $0 + $1.entries.count } == 90)
            #expect(states.reduce(0) { $0 + $1.cases.count } == 40)
            for state in states {
                for (id, _) in state.entries {
                    let entry = try #require(state.entry(id))
                    #expect(state.records[id]?.contract == "list-designation@1")
                    #expect((680...720).contains(entry.content.count))
                    #expect((try? JSONValue(parsing: entry.content)) != nil)
                }
                for (id, dispute) in state.cases {
                    #expect(dispute.status == .accepted)
                    #expect(state.records[dispute.recordID]?.openCases == [id])
                }
            }
        }

        @Test("A changelog on a broker is restored as the state that it was written from")
        func restoring() throws {
            let fixture = try HubFixture("restoring")
            let ledger = Ledger(routing: fixture.topology.routing)
            let samples = StateSamples(records: 3000, entries: 200, cases: 100, partitions: Int(fixture.topology.ledgerPartitions))
            let producer = try KafkaProducer(ProducerConfiguration(client: fixture.configuration.client("fill"), transactionalID: nil))
            let topic = try producer.topic(fixture.topology.names.ledgerState)
            try samples.forEachWritten { partition, key, value in
                try producer.produce(to: topic, partition: Int32(partition), key: key, value: value)
            }
            try producer.flush(timeoutMilliseconds: 30_000)
            _ = producer.close(timeoutMilliseconds: 5_000)
            let restored = try StateRestorer.restoreAll(fixture.configuration, fixture.topology, ledger: ledger)
            for (partition, expected) in try samples.states(ledger).enumerated() {
                let state = try #require(restored[Int32(partition)])
                #expect(state.records == expected.records)
                #expect(state.entries == expected.entries)
                #expect(state.cases == expected.cases)
            }
        }

        @Test("The traffic is mixed as it says, and the ledger takes every event of it")
        func traffic() throws {
            let catalogue = try Catalogue.load(directory: Program.repository + "/contracts")
            let topology = try Topology.load(directory: Program.repository + "/topics", prefix: "", catalogue: catalogue)
            let traffic = try LedgerTraffic(
                topology: topology, catalogue: catalogue, subjectKeys: SubjectKeys(secret: [UInt8](repeating: 7, count: 32)), events: 4000)
            let events = traffic.messages.count
            #expect((4000...4002).contains(events))
            #expect(traffic.counts.values.reduce(0, +) == events)
            func share(_ kind: LedgerTraffic.Kind) -> Double { Double(traffic.counts[kind] ?? 0) / Double(events) }
            #expect((0.77...0.83).contains(share(.reported)))
            #expect((0.08...0.12).contains(share(.corrected)))
            #expect((0.035...0.065).contains(share(.duplicate)))
            for kind in LedgerTraffic.Kind.allCases { #expect(share(kind) > 0) }

            let ledger = Ledger(routing: topology.routing)
            let state = ledger.emptyState()
            for subscription in topology.subscriptions { state.restore(.subscription(subscription.party, subscription)) }
            let parser = JSONParser()
            var outcomes: [Receipt.Status: Int] = [:]
            var views = 0
            var faults: [String] = []
            for message in traffic.messages {
                let read = LedgerInput.read(KafkaMessage(message), catalogue: catalogue, parser: parser)
                let input = try #require(read)
                for effect in ledger.effects(of: input, on: state, now: SystemClock().now()) {
                    switch effect {
                    case .state(let change): state.apply(change)
                    case .receipt(_, let receipt):
                        outcomes[receipt.status, default: 0] += 1
                        if receipt.status != .duplicate { faults += receipt.faults.map { "\(receipt.operation ?? "") \($0.code.rawValue)" } }
                    case .view: views += 1
                    default: break
                    }
                }
                state.commit()
            }
            #expect(faults == [])
            #expect(outcomes[.duplicate] == traffic.counts[.duplicate])
            #expect(views > 0)
        }

        @Test("The bench says which promises hold, for people and for programs")
        func report() throws {
            let words = ["bench", "ledger", "--only", "restore,stage", "--records", "2000", "--events", "1000", "--rounds", "1", "--lang", "en"]
            let text = try Program.run(words)
            #expect(text.status == 0, "\(text.errors)")
            #expect(text.output.contains("asked: at least 0.5"))
            let json = try Program.run(words.map { $0 == "restore,stage" ? "core" : $0 } + ["--json"])
            #expect(json.status == 0, "\(json.errors)")
            let transitions = try JSONValue(parsing: json.output.split(separator: "\n").joined())["core"]?["transitions"]?.numberValue
            #expect(transitions.map { $0 > 0 } ?? false)
            #expect(try Program.run(["bench", "ledger", "--only", "wings"]).status == 2)
        }
    }
}
