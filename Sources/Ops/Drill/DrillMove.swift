/// One process that joined or left in order.
struct DrillMove: Sendable {
    let isJoin: Bool
    /// Until every partition of every stage had its owner among those that are there, in milliseconds.
    let handOver: Double
}
