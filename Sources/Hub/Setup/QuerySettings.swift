/// How queries about single subjects are answered (`GET /v1/lists/check`).
public struct QuerySettings: Sendable {
    /// The port to listen on, 0 for any that is free; nil answers none.
    public var port: UInt16?
    /// IPv4 or IPv6, in figures. There is no TLS: other machines are served by a proxy in front of it.
    public var address = "127.0.0.1"
    /// The register of tokens.
    public var tokens: String?
    /// Queries that each party may ask in a second; at once it may ask twice as many.
    public var perSecond = 50
    /// How old the copy of the ledger may be, in seconds. What is older is not answered from.
    public var maxAgeSeconds = 30

    public init() {}
}
