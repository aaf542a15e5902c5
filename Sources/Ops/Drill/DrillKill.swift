import Hub

/// One kill that happened.
struct DrillKill: Sendable {
    /// What was planned for it.
    let planned: PlannedKill
    /// Whether the process died by itself at its point; else it was killed from outside.
    let isAtPoint: Bool
    /// From the kill to the next answer, in milliseconds; nil if the next kill came before.
    var recovery: Double?
}
