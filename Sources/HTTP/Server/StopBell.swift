import Glibc
import Synchronization

/// Tells every thread that waits in `poll` that the server stops: a pair of sockets whose other end is closed.
final class StopBell: Sendable {
    /// Can be read from the stop on.
    let descriptor: Int32
    private let otherEnd: Mutex<Int32>

    /// - throws: the error number of the system.
    init() throws(SystemFailure) {
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw SystemFailure(number: errno)
        }
        descriptor = ends[0]
        otherEnd = Mutex(ends[1])
    }

    deinit {
        ring()
        close(descriptor)
    }

    func ring() {
        otherEnd.withLock { end in
            guard end >= 0 else { return }
            close(end)
            end = -1
        }
    }

    var hasRung: Bool { otherEnd.withLock { $0 < 0 } }
}

/// The number of an error of the system.
struct SystemFailure: Error {
    let number: Int32
}
