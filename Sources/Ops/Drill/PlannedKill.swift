import Hub

/// How a hub is to die.
enum PlannedKill: Sendable, Hashable {
    /// By itself, when a stage passes a point for the n-th time after its start.
    case at(stage: String, point: CommitPoint, count: Int)
    /// From outside, after a share of the events of its turn has been answered.
    case atRandom(share: Double)

    /// The variable that makes the hub do it.
    var environment: [String: String] {
        guard case .at(let stage, let point, let count) = self else { return [:] }
        return ["CREDITHUB_KILL_AT": "\(stage):\(point.rawValue):\(count)"]
    }
}
