import Glibc

/// The bytes of one connection, with deadlines. The socket is the connection registry's to close.
struct ConnectionStream {
    let descriptor: Int32
    let bell: StopBell

    enum Readiness { case ready, timedOut, stopped }

    /// Waits until there is something to read, or the end.
    ///
    /// - parameter heedsStop: whether a stop of the server ends the wait. What can be read is told first.
    func waitToRead(until deadline: Moment, heedsStop: Bool) -> Readiness {
        while true {
            var watched = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&watched, heedsStop ? 2 : 1, deadline.pollMilliseconds)
            if count > 0 { return watched[0].revents != 0 ? .ready : .stopped }
            if count == 0, deadline.hasPassed { return .timedOut }
            if count < 0, errno != EINTR { return .timedOut }
        }
    }

    enum Read {
        case bytes(Int)
        /// Nothing yet, although there seemed to be.
        case nothing
        /// The client has closed its side, or the connection is lost.
        case end
    }

    /// Reads what there is, without waiting.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Read {
        let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 { return .bytes(count) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
    }

    /// Writes all bytes.
    ///
    /// - returns: false if the connection is lost, or the client has not taken them by the deadline.
    func write(_ bytes: [UInt8], until deadline: Moment) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                let count = send(descriptor, rest.baseAddress, rest.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
                if count >= 0 {
                    sent += count
                } else if errno == EAGAIN {
                    var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    guard !deadline.hasPassed, poll(&watched, 1, deadline.pollMilliseconds) >= 0 || errno == EINTR else { return false }
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    /// Ends the connection so that the client gets what was written: without this, bytes of it that nobody read would make the
    /// system drop the response (RFC 9112, 9.6).
    func finish(until deadline: Moment) {
        guard shutdown(descriptor, Int32(SHUT_WR)) == 0 else { return }
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            while waitToRead(until: deadline, heedsStop: false) == .ready {
                if case .end = read(into: buffer) { return }
                if deadline.hasPassed { return }
            }
        }
    }
}
