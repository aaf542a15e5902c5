import Credit
import Synchronization

/// How far the restoration of a process's partitions is, told to readiness and, if it takes long, to the log. Threads share it.
final class RestoreProgress: Sendable {
    private struct State {
        var total: Int64 = 0
        var done: Int64 = 0
        var tenths: Int64 = 0
        var written: Timestamp?
    }

    private let state = Mutex(State())
    private let readiness: Readiness
    private let log: HubLog
    /// Less than so many messages are read before anybody could look.
    private static let worthTelling: Int64 = 100_000

    init(readiness: Readiness, log: HubLog) {
        self.readiness = readiness
        self.log = log
    }

    /// When the changelog was last written, as far as it has been read; nil where it is empty.
    var written: Timestamp? { state.withLock { $0.written } }

    /// A message of the changelog was written at a moment.
    func note(written moment: Timestamp) {
        state.withLock { $0.written = max($0.written ?? moment, moment) }
    }

    /// So many more messages are to be read.
    func expect(_ count: Int64) {
        let total = state.withLock { state in
            state.total += count
            return state.total
        }
        readiness.note(restoring: total)
    }

    /// So many more have been read.
    func add(_ count: Int64) {
        let (now, isNews) = state.withLock { state in
            state.done += count
            let tenths = state.total > 0 ? state.done * 10 / state.total : 0
            let isNews = state.total >= Self.worthTelling && tenths > state.tenths
            state.tenths = max(state.tenths, tenths)
            return (state, isNews)
        }
        readiness.note(restored: now.done)
        guard isNews else { return }
        log.write(
            .info, "ledger", zh: "恢复中：\(now.tenths * 10)%（\(now.done)/\(now.total)）",
            en: "restoring: \(now.tenths * 10)% (\(now.done) of \(now.total))")
    }
}
