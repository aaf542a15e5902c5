import Credit
import Dispatch
import Hub

/// A hub of one or more static members, killed by plan while events flow; each comes back under its name.
final class KillPhase {
    private let ground: DrillGround
    private let fleet: [HubProcess]
    private var random: SampleRandom
    private let flow: DrillFlow
    private(set) var kills: [DrillKill] = []

    /// How long a point may take to be reached, in milliseconds, with time for a start.
    private static let patience = 30_000
    /// The same for points that nothing can be done for.
    private static let shortPatience = 5_000

    init(_ ground: DrillGround, processes: Int, random: SampleRandom) {
        self.ground = ground
        self.random = random
        fleet = (1...processes).map { ground.hub("drill-\($0)", isStatic: true) }
        flow = DrillFlow(ground)
    }

    /// Kills by plan, and waits until everything is answered.
    ///
    /// - parameter events: how many to publish at least; more if points need them.
    /// - throws: ``DrillStall`` if the hub does not go on.
    func run(_ plan: DrillPlan, events: Int, progress: (Int) -> Void) throws {
        defer { fleet.forEach { $0.kill() } }
        let portion = max(1, events / max(1, plan.kills.count + 1))
        for kill in plan.kills {
            try make(kill, portion)
            progress(kills.count)
        }
        for process in fleet where !process.isRunning { try process.start() }
        try flow.publish(max(1, events - ground.events.count))
        try flow.finish(fleet)
        noteRecovery()
        for process in fleet { try flow.stop(process, [], publishing: false) }
    }

    /// Lets the next process die as planned, or from outside if it does not come to that.
    private func make(_ kill: PlannedKill, _ portion: Int) throws {
        let victim = fleet[random.below(fleet.count)]
        let others = fleet.filter { $0 !== victim }
        for process in others where !process.isRunning { try process.start() }
        flow.begin(portion)
        guard case .at(_, let point, _) = kill else {
            if !victim.isRunning { try victim.start() }
            return try killFromOutside(victim, kill, portion)
        }
        // Armed at its start: one that runs is stopped in order first.
        if victim.isRunning { try flow.stop(victim, others) }
        try victim.start(environment: kill.environment)
        if point == .revoked {
            // Partitions are given up when a process ends in order.
            try flow.go(others) { !victim.isRunning || flow.answersInTurn > portion / 2 }
            victim.terminate()
        }
        let patience = point == .aborted ? Self.shortPatience : Self.patience
        let isDead = try flow.tryGo(others, milliseconds: patience) { !victim.isRunning }
        if isDead, victim.wasKilled { return note(DrillKill(planned: kill, isAtPoint: true)) }
        if !victim.isRunning {
            guard point == .revoked else {
                throw endedByItself(victim)
            }
            try victim.start()
        }
        try killFromOutside(victim, kill, portion)
    }

    /// `kill -9` after a random number of further answers.
    private func killFromOutside(_ victim: HubProcess, _ kill: PlannedKill, _ portion: Int) throws {
        let share = if case .atRandom(let share) = kill { share } else { 0.5 }
        let wanted = flow.answersInTurn + max(1, Int(share * Double(portion)))
        try flow.go(fleet.filter { $0 !== victim }) { !victim.isRunning || flow.answersInTurn >= wanted }
        // One that is armed may yet come to its point.
        let isAtPoint = victim.wasKilled
        guard isAtPoint || victim.isRunning else { throw endedByItself(victim) }
        victim.kill()
        note(DrillKill(planned: kill, isAtPoint: isAtPoint))
    }

    private func endedByItself(_ process: HubProcess) -> DrillStall {
        DrillStall(reason: Bilingual(zh: "信枢进程自行退出", en: "a process of the hub ended by itself"), log: process.logTail())
    }

    private func note(_ kill: DrillKill) {
        noteRecovery()
        kills.append(kill)
        flow.noteKill()
    }

    private func noteRecovery() {
        if !kills.isEmpty { kills[kills.count - 1].recovery = flow.takeRecovery() }
    }
}
