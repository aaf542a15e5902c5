import Credit
import Hub

/// One life of a simulated process, from its start to its death.
final class ProcessLife {
    let instance: String
    /// What it was configured with when it started.
    let subscriptions: [Subscription]
    let stop = StopSignal()
    let pulse = Pulse()
    /// It has died: what its code still does has no effect.
    var isDead: Bool { pulse.isDead }
    /// How often it stands still at present: nothing of it can run, not even its heartbeats.
    var freezes: Int {
        get { pulse.freezes }
        set { pulse.freezes = newValue }
    }
    var loops: [SimulatedLoop] = []

    init(instance: String, subscriptions: [Subscription]) {
        self.instance = instance
        self.subscriptions = subscriptions
    }

    deinit {
        pulse.isDead = true
    }

    var isRunning: Bool { pulse.beats }

    func die() {
        pulse.isDead = true
    }
}

/// One stage's loop of a process.
final class SimulatedLoop {
    unowned let life: ProcessLife
    private let pulse: Pulse
    private let stop: StopSignal
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
        pulse = life.pulse
        stop = life.stop
        self.name = name
        self.loop = loop
        self.ledger = ledger
        self.cluster = cluster
    }

    var isReady: Bool { !isBusy && pulse.beats && !stop.isSet }

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
