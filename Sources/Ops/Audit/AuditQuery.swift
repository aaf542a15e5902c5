import Credit

/// Which entries of the audit are wanted.
public struct AuditQuery: Sendable {
    /// A subject's key.
    public var subject: String?
    /// A record, or a case.
    public var record: Identifier128?
    public var event: String?
    public var since: Timestamp?
    /// At most so many, the latest.
    public var limit = 100

    public init() {}
}
