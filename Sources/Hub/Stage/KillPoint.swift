import Glibc
import Synchronization

/// Where this process is to die, for drills: `CREDITHUB_KILL_AT=<stage>:<point>:<n>` kills it, as `kill -9` does, when the stage
/// passes the point for the n-th time.
final class KillPoint: Sendable {
    private let stage: String
    private let point: CommitPoint
    private let left: Atomic<Int>

    init?(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let point = CommitPoint(rawValue: String(parts[1])), let count = Int(parts[2]), count > 0 else { return nil }
        stage = String(parts[0])
        self.point = point
        left = Atomic(count)
    }

    /// The one that the environment names; nil if it names none.
    static var ofEnvironment: KillPoint? { getenv("CREDITHUB_KILL_AT").flatMap { KillPoint(String(cString: $0)) } }

    func pass(_ point: CommitPoint, stage: String) {
        guard point == self.point, stage == self.stage else { return }
        if left.subtract(1, ordering: .relaxed).newValue == 0 { kill(getpid(), SIGKILL) }
    }
}
