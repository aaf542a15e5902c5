/// Reads the requests of one connection from bytes as they come, one behind another.
///
/// Strict (RFC 9110, RFC 9112): what two readers could understand in two ways is refused. How the bytes are cut into pieces
/// makes no difference. Nothing is read or written here.
public struct HTTPRequestParser: Sendable {
    public enum Outcome: Hashable, Sendable {
        /// All bytes were taken; the request goes on.
        case incomplete
        /// The bytes behind the request are the next one's.
        case complete(HTTPRequest)
        /// Nothing more can be read: what follows has no known beginning.
        case refused(HTTPRefusal)
    }

    /// How far the present request has come.
    public enum Phase: Hashable, Sendable {
        /// No byte of it is there.
        case between
        case head
        case body
    }

    private let limits: HTTPLimits
    private var head: RequestHeadReader
    private var framing: MessageFraming?
    private var body: [UInt8] = []
    private var refusal: HTTPRefusal?

    public private(set) var phase = Phase.between

    public init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
        head = RequestHeadReader(limits: limits)
    }

    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110, 10.1.1).
    public var awaitsContinue: Bool { framing?.awaitsContinue == true && body.isEmpty }

    /// Takes bytes up to the end of a request.
    ///
    /// - returns: how many bytes were taken, and what they amount to. After a refusal no byte is taken any more.
    public mutating func read(_ bytes: UnsafeRawBufferPointer) -> (taken: Int, outcome: Outcome) {
        if let refusal { return (0, .refused(refusal)) }
        var taken = 0
        do throws(HTTPRefusal) {
            while framing == nil {
                guard taken < bytes.count else { return (taken, .incomplete) }
                phase = .head
                taken += 1
                if try head.read(bytes[taken - 1]) { framing = try MessageFraming(head, limits: limits) }
            }
        } catch {
            refusal = error
            return (taken, .refused(error))
        }
        guard let framing, let target = head.target else { return (taken, .incomplete) }
        phase = .body
        let piece = min(framing.bodyLength - body.count, bytes.count - taken)
        body.append(contentsOf: bytes[taken..<(taken + piece)])
        taken += piece
        guard body.count == framing.bodyLength else { return (taken, .incomplete) }
        let request = HTTPRequest(
            method: head.method, path: target.path, query: target.query, minorVersion: head.minorVersion,
            authority: framing.authority, headers: head.headers, body: body)
        self = HTTPRequestParser(limits: limits)
        return (taken, .complete(request))
    }
}
