import Credit

/// What a drill came to.
public struct DrillReport: Sendable {
    /// What was found of one sort, of all phases.
    public var findings: [Finding] = []
    var events = 0
    var accepted = 0
    var rejected = 0
    /// Duplicates and stale events.
    var repeated = 0
    var atPlatform = 0
    var listChanges = 0
    var auditEntries = 0
    var processes = 1
    var plannedKills = 0
    var kills: [DrillKill] = []
    var plannedMoves = 0
    var moves: [DrillMove] = []
    /// Why the drill ended early; nil if it came to its end.
    var stall: DrillStall?
    var seed: UInt64 = 0
    var seconds = 0.0
    /// The topics' prefixes that are left on the cluster.
    var keptPrefixes: [String] = []

    public init() {}

    var answers: Int { accepted + rejected + repeated }

    /// Whether nothing was lost, doubled or out of order, and everything planned was done.
    public var isGood: Bool {
        findings.isEmpty && stall == nil && kills.count == plannedKills && moves.count == plannedMoves && answers == events
    }

    func findings(_ sort: Finding.Sort) -> [Finding] { findings.filter { $0.sort == sort } }

    /// How often the hub died by itself at each point of each stage.
    var hits: [(stage: String, point: String, count: Int)] {
        DrillPlan.targets.map { target in
            let count = kills.count { kill in
                guard kill.isAtPoint, case .at(let stage, let point, _) = kill.planned else { return false }
                return stage == target.stage.rawValue && point == target.point
            }
            return (target.stage.rawValue, target.point.rawValue, count)
        }
    }

    /// Points that were planned and not reached: the hub was killed from outside instead.
    var notReached: [String] {
        kills.compactMap { kill in
            guard !kill.isAtPoint, case .at(let stage, let point, _) = kill.planned else { return nil }
            return "\(stage):\(point.rawValue)"
        }
    }

    var killsFromOutside: Int { kills.count { !$0.isAtPoint } }
    var recoveries: Percentiles { Percentiles(kills.compactMap(\.recovery)) }
    var handOvers: Percentiles { Percentiles(moves.map(\.handOver)) }

    mutating func add(_ books: Books, events count: Int) {
        events += count
        for counts in books.parties.values {
            accepted += counts.accepted
            rejected += counts.rejected
            repeated += counts.duplicate + counts.stale
        }
        atPlatform += books.platform.values.reduce(0, +)
        listChanges += books.views.values.reduce(0) { $0 + $1.changes }
        auditEntries += books.auditEntries
    }
}
