import Synchronization

/// Whether a process may be counted on: only when the state of its partitions is rebuilt.
public final class Readiness: Sendable {
    public enum State: Sendable, Equatable {
        /// The groups have not given it its partitions yet.
        case starting
        /// The changelog is being read: messages read, and in all.
        case restoring(done: Int64, total: Int64)
        case ready
    }

    private let current = Mutex(State.starting)

    package init() {}

    public var state: State { current.withLock { $0 } }

    func note(restoring total: Int64) {
        current.withLock { $0 = .restoring(done: 0, total: total) }
    }

    func note(restored done: Int64) {
        current.withLock { state in
            if case .restoring(_, let total) = state { state = .restoring(done: done, total: total) }
        }
    }

    func noteReady() {
        current.withLock { $0 = .ready }
    }
}
