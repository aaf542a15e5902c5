/// How much a client may send, and how long it may take.
public struct HTTPLimits: Sendable {
    /// Longest request target, in bytes.
    public var targetBytes = 8 << 10
    /// Most header fields of a request.
    public var headerCount = 64
    /// Longest header section, line ends included, in bytes.
    public var headerBytes = 16 << 10
    /// Longest request body, in bytes.
    public var bodyBytes = 64 << 10

    /// Most connections served at once, each by a thread of its own. Another one is answered 503.
    public var connections = 32
    /// Most requests of one connection, which is closed behind the last.
    public var requestsPerConnection = 100

    /// How long a connection may stay open without a request, in milliseconds.
    public var idleMilliseconds = 15_000
    /// How long a request line with its header fields may take from its first byte, in milliseconds.
    public var headMilliseconds = 10_000
    /// How long a body may take, in milliseconds.
    public var bodyMilliseconds = 10_000
    /// How long a client may take to read a response, in milliseconds.
    public var writeMilliseconds = 10_000
    /// How long to wait, in milliseconds, for a client to take note of the last response before the connection is dropped.
    public var lingerMilliseconds = 1_000
    /// How long responses under way have when the server stops, in milliseconds.
    public var stopMilliseconds = 5_000

    public init() {}
}
