import Credit
import Foundation
import Hub
import Kafka
import Ops
import Testing

extension OnARealBroker {
    /// Several processes share the work, and hand it to each other.
    @Suite struct ScaleOutTests {
        @Test("Three processes join and leave while 10,000 events flow: nothing is lost, doubled or out of order, and what a process keeps it does not restore again")
        func joinsAndLeaves() throws {
            let fixture = try HubFixture("scale")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            var samples = fixture.samples(seed: 21)
            let events = samples.mix(count: 10_000)
            let watch = try GroupWatch(configuration: fixture.configuration, topology: fixture.topology)
            var members: [String: Member] = [:]
            for name in ["a", "b", "c"] {
                members[name] = Member(try fixture.hub(["--instance", name, "--dynamic-member"], log: name))
            }

            // Each move happens behind a random number of answers to a portion that was just published.
            let moves: [(name: String, isJoin: Bool)] = [
                ("a", true), ("b", true), ("c", true), ("a", false), ("a", true), ("b", false), ("c", false), ("b", true), ("c", true), ("a", false),
            ]
            func answered() -> Int { observer.books.finals }
            let now = SystemClock().now()
            let portion = events.count / moves.count
            var owners: [TopicPartition: String] = [:]
            var restorations = 0
            var handedOver = 0
            var kept = 0
            for (turn, move) in moves.enumerated() {
                for event in events[turn * portion..<(turn + 1) * portion] { try publisher.publish(event, time: now) }
                try publisher.flush()
                if turn > 0 {
                    let moment = min(turn * portion + portion - 1, answered() + Int.random(in: 1...portion))
                    try fixture.expect("answer \(moment)", observer) { answered() >= moment }
                }
                let member = members[move.name]!
                if move.isJoin { try member.process.start() } else { #expect(member.process.stop() == 0) }
                let running = members.filter { $0.value.process.isRunning }
                var after: [TopicPartition: String] = [:]
                try fixture.expect("the hand-over of move \(turn)", observer) {
                    guard let owners = watch.owners(among: Set(running.keys))?[.ledger] else { return false }
                    after = owners
                    return running.allSatisfy { name, member in member.isReady(with: owners.values.count { $0 == name }) }
                }

                // Of what it had before, no process restores anything; what it did not have, it must.
                for (name, member) in members {
                    let (restored, count) = member.takeRestorations()
                    let had = Set(owners.filter { $0.value == name }.keys.map(\.partition))
                    let has = Set(after.filter { $0.value == name }.keys.map(\.partition))
                    if running[name] != nil, name != move.name || !move.isJoin {
                        #expect(restored.intersection(had.intersection(has)) == [], "\(name) at move \(turn)")
                        kept += had.intersection(has).count
                    }
                    restorations += count
                }
                handedOver += after.count { owners[$0.key] != $0.value }
                owners = after
            }
            let expectation = Expectation(events, fixture.topology)
            try fixture.expect("delivery", observer, seconds: 120) { expectation.isComplete(observer.books) }
            for (_, member) in members where member.process.isRunning { #expect(member.process.stop() == 0) }
            // What changed hands is restored once, with a little to spare for a broker that shares out twice.
            let partitions = Int(fixture.topology.ledgerPartitions)
            #expect(kept > partitions)
            #expect(restorations <= handedOver + partitions)
            #expect(restorations < moves.count * partitions * 2 / 3)
            let books = try fixture.observer()
            try books.readToEnd()
            #expect(expectation.findings(books.books) == [])
        }

        @Test("Processes share out partitions as the option says; a name that is none is refused", arguments: ["range", "roundrobin"])
        func assignments(name: String) throws {
            let fixture = try HubFixture("assign-\(name)")
            let observer = try fixture.observer()
            let publisher = try fixture.publisher()
            let watch = try GroupWatch(configuration: fixture.configuration, topology: fixture.topology)
            let both = try ["a", "b"].map { try fixture.hub(["--instance", $0, "--dynamic-member", "--assignment", name], log: $0) }
            for process in both { try process.start() }
            try fixture.expect("the group", observer) { watch.owners(among: ["a", "b"]) != nil }
            #expect(try watch.assignor() == name)
            var samples = fixture.samples(seed: 22)
            let events = samples.mix(count: 200)
            for event in events { try publisher.publish(event, time: SystemClock().now()) }
            try publisher.flush()
            let expectation = Expectation(events, fixture.topology)
            try fixture.expect("delivery", observer) { expectation.isComplete(observer.books) }
            for process in both { #expect(process.stop() == 0) }

            let wrong = try fixture.hub(["--assignment", "by-weight"], log: "wrong")
            try wrong.start()
            try fixture.wait("its end") { !wrong.isRunning }
            #expect(wrong.stop() == 2)
            #expect(wrong.logText.contains("there is no assignment by-weight (there are: range, roundrobin, cooperative-sticky)"))
        }
    }

    /// One process and what its log said so far.
    private final class Member {
        let process: HubProcess
        private var read = 0

        init(_ process: HubProcess) {
            self.process = process
        }

        private var news: ArraySlice<Substring> { process.logText.split(separator: "\n").dropFirst(read) }

        /// Whether it said lately that it is ready with so many partitions.
        func isReady(with count: Int) -> Bool {
            news.compactMap { $0.firstMatch(of: /ready: owns (\d+) partitions/).flatMap { Int($0.1) } }.last == count
        }

        /// What it restored since the last call: the partitions that were not empty, and how many in all.
        func takeRestorations() -> (partitions: Set<Int32>, count: Int) {
            let news = news
            read += news.count
            let partitions = news.compactMap { $0.firstMatch(of: /partition (\d+) is restored/).flatMap { Int32($0.1) } }
            let counts = news.compactMap { $0.firstMatch(of: /\((\d+) of them restored\)/).flatMap { Int($0.1) } }
            return (Set(partitions), counts.reduce(0, +))
        }
    }
}
