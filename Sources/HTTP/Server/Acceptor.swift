import Glibc

/// Takes connections until the server stops: hands each over, or turns it away.
struct Acceptor {
    let socket: ListeningSocket
    let bell: StopBell
    /// Takes a connection over; false if there are too many.
    let serve: (Int32) -> Bool
    private var turnedAway: TurnedAway

    init(socket: ListeningSocket, bell: StopBell, limits: HTTPLimits, serve: @escaping (Int32) -> Bool) {
        self.socket = socket
        self.bell = bell
        self.serve = serve
        turnedAway = TurnedAway(lingerMilliseconds: limits.lingerMilliseconds)
    }

    /// Returns with the listening socket closed.
    mutating func run() {
        while !bell.hasRung {
            let descriptors = [bell.descriptor, socket.descriptor] + turnedAway.descriptors
            var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&watched, nfds_t(watched.count), turnedAway.pollMilliseconds)
            turnedAway.attend()
            guard takeThoseWaiting() else { break }
        }
        turnedAway.closeAll()
        close(socket.descriptor)
    }

    /// - returns: false if the socket can take none any more.
    private mutating func takeThoseWaiting() -> Bool {
        while !bell.hasRung {
            switch socket.accept() {
            case .nobody: return true
            case .broken: return false
            case .noRoom:
                // Connections end in time; until then asking again and again would help nobody.
                var watched = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&watched, 1, 50)
                return true
            case .connection(let connection):
                var on: Int32 = 1
                setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
                if !serve(connection) { turnedAway.add(connection) }
            }
        }
        return true
    }
}
