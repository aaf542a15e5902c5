import Glibc

/// Connections above the limit: answered 503 without a thread, and kept open for a moment so that the answer arrives.
struct TurnedAway {
    /// More are closed at once.
    private static let most = 64

    private let lingerMilliseconds: Int
    private var waiting: [(descriptor: Int32, until: Moment)] = []

    init(lingerMilliseconds: Int) {
        self.lingerMilliseconds = lingerMilliseconds
    }

    var descriptors: [Int32] { waiting.map(\.descriptor) }

    /// For how long `poll` may wait; -1 for any time.
    var pollMilliseconds: Int32 { waiting.first?.until.pollMilliseconds ?? -1 }

    /// Answers a connection and keeps it.
    mutating func add(_ descriptor: Int32) {
        let answer = ResponseWriter.bytes(HTTPRefusal.tooManyConnections.response, closes: true)
        // It fits into the buffer of a new connection.
        let sent = send(descriptor, answer, answer.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
        guard sent == answer.count, shutdown(descriptor, Int32(SHUT_WR)) == 0, waiting.count < Self.most else {
            close(descriptor)
            return
        }
        waiting.append((descriptor, .after(milliseconds: lingerMilliseconds)))
    }

    /// Throws away what came, and closes the connections that are done or late.
    mutating func attend() {
        waiting.removeAll { connection in
            let isDone = Self.hasEnded(connection.descriptor) || connection.until.hasPassed
            if isDone { close(connection.descriptor) }
            return isDone
        }
    }

    mutating func closeAll() {
        for connection in waiting { close(connection.descriptor) }
        waiting.removeAll()
    }

    private static func hasEnded(_ descriptor: Int32) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            return count == 0 || count < 0 && errno != EAGAIN && errno != EINTR
        }
    }
}
