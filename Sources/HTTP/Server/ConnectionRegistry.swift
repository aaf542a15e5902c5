import Glibc
import Synchronization

/// The connections that are open, up to a limit. It alone closes their sockets, so that no number is used after its end.
final class ConnectionRegistry: Sendable {
    private let limit: Int
    private let open = Mutex<Set<Int32>>([])

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { open.withLock { $0.count } }

    /// Takes a connection in; false if there are as many as there may be.
    func add(_ descriptor: Int32) -> Bool {
        open.withLock { open in
            guard open.count < limit else { return false }
            open.insert(descriptor)
            return true
        }
    }

    /// Closes a connection.
    func close(_ descriptor: Int32) {
        open.withLock { open in
            open.remove(descriptor)
            _ = Glibc.close(descriptor)
        }
    }

    /// Breaks all connections off; whoever reads or writes them is told the end.
    func breakOff() {
        open.withLock { open in
            for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }
}
