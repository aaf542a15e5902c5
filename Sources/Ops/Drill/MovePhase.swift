import Credit
import Dispatch
import Hub

/// A hub of several dynamic members that come and go in order while events flow: one joins, one leaves, the others take over.
final class MovePhase {
    private let ground: DrillGround
    private let fleet: [(name: String, process: HubProcess)]
    private let watch: GroupWatch
    private var random: SampleRandom
    private let flow: DrillFlow
    private(set) var moves: [DrillMove] = []

    /// Longest time for a hand-over, in milliseconds.
    private static let patience = 120_000

    init(_ ground: DrillGround, processes: Int, random: SampleRandom) throws {
        self.ground = ground
        self.random = random
        fleet = (1...processes).map { ("move-\($0)", ground.hub("move-\($0)", isStatic: false)) }
        watch = try GroupWatch(configuration: ground.configuration, topology: ground.topology)
        flow = DrillFlow(ground)
    }

    /// Lets processes join and leave, and waits until everything is answered.
    ///
    /// - parameters:
    ///   - count: joins and leaves in all.
    ///   - events: how many to publish at least.
    /// - throws: ``DrillStall`` if the hub does not go on.
    func run(_ count: Int, events: Int, progress: (Int) -> Void) throws {
        defer { fleet.forEach { $0.process.kill() } }
        try fleet[0].process.start()
        let portion = max(1, events / (count + 1))
        for turn in 0..<count {
            flow.begin(portion)
            let wanted = 1 + random.below(portion)
            try flow.go(running) { flow.answersInTurn >= wanted }
            // First all come; then one goes and comes back, and so on.
            let idle = fleet.filter { !$0.process.isRunning }
            let isJoin = turn < fleet.count - 1 || !idle.isEmpty && (running.count == 1 || random.below(2) == 0)
            if isJoin {
                try idle[random.below(idle.count)].process.start()
            } else {
                let process = running[random.below(running.count)]
                try flow.stop(process, running.filter { $0 !== process })
            }
            moves.append(DrillMove(isJoin: isJoin, handOver: try handOver()))
            progress(moves.count)
        }
        try flow.publish(max(1, events - ground.events.count))
        try flow.finish(running)
        for process in running { try flow.stop(process, [], publishing: false) }
    }

    /// Waits until all partitions are handed over, while events flow.
    private func handOver() throws -> Double {
        let start = DispatchTime.now().uptimeNanoseconds
        let members = fleet.filter { $0.process.isRunning }
        let names = Set(members.map(\.name))
        guard try flow.tryGo(running, milliseconds: Self.patience, until: { watch.owners(among: names) != nil }) else {
            throw DrillStall(
                reason: Bilingual(
                    zh: "\(Self.patience / 1000) 秒内分区没有交接完毕", en: "the partitions were not handed over within \(Self.patience / 1000) seconds"),
                log: members.map { $0.process.logTail() }.joined(separator: "\n"))
        }
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1_000_000
    }

    private var running: [HubProcess] { fleet.map { $0.process }.filter { $0.isRunning } }
}
