/// Serves one connection, request by request, in their order.
struct ConnectionWorker {
    let stream: ConnectionStream
    let limits: HTTPLimits
    let handler: HTTPServer.Handler
    private var parser: HTTPRequestParser
    private var input: [UInt8]
    /// What of the input is not read yet.
    private var unread = 0..<0

    private enum Next {
        case request(HTTPRequest)
        case refused(HTTPRefusal)
        case end
    }

    init(stream: ConnectionStream, limits: HTTPLimits, handler: @escaping HTTPServer.Handler) {
        self.stream = stream
        self.limits = limits
        self.handler = handler
        parser = HTTPRequestParser(limits: limits)
        input = [UInt8](repeating: 0, count: 8 << 10)
    }

    /// Returns when no more is to be answered.
    mutating func run() {
        var served = 0
        while true {
            switch next() {
            case .end: return
            case .refused(let refusal):
                guard write(ResponseWriter.bytes(refusal.response, closes: true)) else { return }
                return stream.finish(until: .after(milliseconds: limits.lingerMilliseconds))
            case .request(let request):
                served += 1
                let response = handler(request)
                let closes = !request.keepsAlive || served >= limits.requestsPerConnection || stream.bell.hasRung
                guard write(ResponseWriter.bytes(response, isForHead: request.method == .head, closes: closes)) else { return }
                if closes { return stream.finish(until: .after(milliseconds: limits.lingerMilliseconds)) }
            }
        }
    }

    /// Waits for the next request. Time is counted for each phase of it from its first byte.
    private mutating func next() -> Next {
        var phase = HTTPRequestParser.Phase.between
        var deadline = Moment.after(milliseconds: limits.idleMilliseconds)
        while true {
            if !unread.isEmpty {
                let (taken, outcome) = input.withUnsafeBytes { parser.read(UnsafeRawBufferPointer(rebasing: $0[unread])) }
                unread = (unread.lowerBound + taken)..<unread.upperBound
                switch outcome {
                case .complete(let request): return .request(request)
                case .refused(let refusal): return .refused(refusal)
                case .incomplete: break
                }
            }
            if parser.phase != phase {
                phase = parser.phase
                deadline = .after(milliseconds: phase == .body ? limits.bodyMilliseconds : limits.headMilliseconds)
                if phase == .body, parser.awaitsContinue, !write(ResponseWriter.goOn) { return .end }
            }
            if deadline.hasPassed { return late(phase) }
            switch stream.waitToRead(until: deadline, heedsStop: phase == .between) {
            case .timedOut: return late(phase)
            case .stopped: return .end
            case .ready: break
            }
            switch input.withUnsafeMutableBytes({ stream.read(into: $0) }) {
            case .bytes(let count): unread = 0..<count
            case .nothing: break
            case .end: return .end
            }
        }
    }

    private func late(_ phase: HTTPRequestParser.Phase) -> Next {
        switch phase {
        case .between: .end
        case .head: .refused(.headTimedOut)
        case .body: .refused(.bodyTimedOut)
        }
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        stream.write(bytes, until: .after(milliseconds: limits.writeMilliseconds))
    }
}
