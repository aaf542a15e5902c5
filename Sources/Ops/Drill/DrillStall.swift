import Credit

/// The hub stopped answering, or ended by itself: what a drill is there to find.
struct DrillStall: Error {
    let reason: Bilingual
    /// The end of the hub's log.
    let log: String
}
