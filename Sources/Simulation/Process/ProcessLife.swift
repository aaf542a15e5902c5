import Credit
import Hub

/// One life of a simulated process, from its start to its death.
final class ProcessLife {
    let instance: String
    /// What it was configured with when it started.
    let subscriptions: [Subscription]
    let stop = StopSignal()
    /// It has died: what its code still does has no effect.
    private(set) var isDead = false
    /// How often it stands still at present: nothing of it can run, not even its heartbeats.
    var freezes = 0
    var loops: [SimulatedLoop] = []

    init(instance: String, subscriptions: [Subscription]) {
        self.instance = instance
        self.subscriptions = subscriptions
    }

    var isRunning: Bool { !isDead && freezes == 0 }

    func die() {
        isDead = true
    }
}

/// One stage's loop of a process.
final class SimulatedLoop {
    unowned let life: ProcessLife
    let name: String
    let loop: StageLoop
    /// The ledger's stage, where it is one.
    let ledger: LedgerStage?
    let cluster: SimulatedCluster
    /// It is in the middle of a step.
    var isBusy = false
    /// When its memory was last held against what is committed, as ``SimulatedCluster/changes`` counts.
    var checkedAt = -1

    init(life: ProcessLife, name: String, loop: StageLoop, ledger: LedgerStage?, cluster: SimulatedCluster) {
        self.life = life
        self.name = name
        self.loop = loop
        self.ledger = ledger
        self.cluster = cluster
    }

    var isReady: Bool { !isBusy && life.isRunning && !life.stop.isSet }

    func step() {
        isBusy = true
        defer { isBusy = false }
        loop.step()
    }

    func finish() {
        isBusy = true
        defer { isBusy = false }
        loop.finish()
    }
}
