/// The moments of a stage's life at which it must be safe to die. `credithub drill` kills the hub at each of them, the simulator
/// between any two.
package enum CommitPoint: String, Sendable, CaseIterable {
    /// The producer has fenced its former self; nothing is read yet.
    case fenced
    /// Partitions were given to it, their state is not read yet.
    case assigned
    /// The state of new partitions is rebuilt.
    case restored
    /// A transaction is open and empty.
    case begun
    /// The effects of an event are queued.
    case handled
    /// All effects are queued, the offsets are not with them yet.
    case prepared
    /// The offsets are with the transaction.
    case offsetsSent = "offsets-sent"
    /// The transaction is committed, the process has not noted it yet.
    case committed
    /// The transaction is aborted, the consumer is not back at the committed offsets.
    case aborted
    /// Partitions are about to be given up.
    case revoked
}
