import Glibc

/// A socket that takes connections, without waiting.
struct ListeningSocket: Sendable {
    let descriptor: Int32
    /// The port, also where any was asked for.
    let port: UInt16

    /// - parameter address: IPv4 or IPv6, in figures.
    init(address: String, port: UInt16) throws(HTTPServerError) {
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, address, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            descriptor = try Self.listen(&four, AF_INET, address, port)
        } else if inet_pton(AF_INET6, address, &six.sin6_addr) == 1 {
            six.sin6_family = sa_family_t(AF_INET6)
            six.sin6_port = port.bigEndian
            descriptor = try Self.listen(&six, AF_INET6, address, port)
        } else {
            throw .badAddress(address)
        }
        self.port = Self.port(of: descriptor)
    }

    private static func listen<Address>(
        _ place: inout Address, _ family: Int32, _ address: String, _ port: UInt16
    ) throws(HTTPServerError) -> Int32 {
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(family, Int32(kind), 0)
        guard descriptor >= 0 else { throw .system(errno, address, port) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        let isBound = withUnsafePointer(to: place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) }
        }
        guard isBound == 0, Glibc.listen(descriptor, 128) == 0 else {
            let failure = errno
            close(descriptor)
            throw .system(failure, address, port)
        }
        return descriptor
    }

    private static func port(of descriptor: Int32) -> UInt16 {
        var place = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &place) { storage in
            let result = storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
            guard result == 0 else { return 0 }
            // The port stands at the same place in both families.
            return storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin_port) }
        }
    }

    enum Arrival {
        case connection(Int32)
        /// Nobody waits.
        case nobody
        /// The process or the system has no room for another connection now.
        case noRoom
        /// It can take none any more.
        case broken
    }

    /// Takes the next connection that waits.
    func accept() -> Arrival {
        while true {
            let connection = Glibc.accept(descriptor, nil, nil)
            if connection >= 0 {
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                return .connection(connection)
            }
            switch errno {
            case EAGAIN: return .nobody
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .noRoom
            case EBADF, EINVAL, ENOTSOCK, EOPNOTSUPP, EFAULT: return .broken
            // Whoever came has gone again, or a signal came.
            default: continue
            }
        }
    }
}
