import Hub

/// Which kills a drill makes: each commit point of each stage once, and the rest at random moments.
struct DrillPlan: Sendable {
    let kills: [PlannedKill]

    /// The points in the order in which a short drill takes them: those of the ledger's transactions first, those that only
    /// certain situations bring about last.
    static let targets: [(stage: Role, point: CommitPoint)] = {
        let inTransaction: [CommitPoint] = [.begun, .handled, .prepared, .offsetsSent, .committed]
        let edges: [Role] = [.ingest, .delivery]
        return inTransaction.map { (.ledger, $0) }
            + inTransaction.flatMap { point in edges.map { ($0, point) } }
            + [.restored, .assigned, .fenced, .revoked, .aborted].flatMap { point in Role.allCases.map { ($0, point) } }
    }()

    /// - parameter count: how many kills in all; a quarter at least is at random.
    init(kills count: Int, random: inout SampleRandom) {
        let chosen = Self.targets.prefix(count - (count + 3) / 4)
        var kills: [PlannedKill] = chosen.map { stage, point in
            .at(stage: stage.rawValue, point: point, count: Self.most(of: point) == 1 ? 1 : 1 + random.below(Self.most(of: point)))
        }
        while kills.count < count { kills.append(.atRandom(share: Double(1 + random.below(1000)) / 1000)) }
        self.kills = kills
    }

    /// How often a point may be passed before the process dies at it: a start is passed once, an event often.
    private static func most(of point: CommitPoint) -> Int {
        switch point {
        case .fenced, .assigned, .restored, .aborted, .revoked: 1
        case .begun, .prepared, .offsetsSent, .committed: 6
        case .handled: 40
        }
    }
}
