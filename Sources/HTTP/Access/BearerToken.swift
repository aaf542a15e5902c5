/// What a client shows to say who it is (RFC 6750, 2.1). It does not describe itself, so that no log has it.
public struct BearerToken: Sendable, CustomStringConvertible, CustomReflectable {
    /// Longer ones are none.
    private static let longest = 512

    /// The token's characters; to be hashed, not to be written anywhere.
    public let bytes: [UInt8]

    /// The token of `Authorization: Bearer …`; nil if the field is missing, repeated, malformed or of another scheme.
    public init?(_ request: HTTPRequest) {
        guard let field = request.headers["authorization"] else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, HTTPHeaders.isSame(String(parts[0]), "Bearer") else { return nil }
        let token = Array(parts[1].utf8)
        // `token68` (RFC 9110, 11.2): equals signs only at the end.
        let end = token.firstIndex(of: UInt8(ascii: "=")) ?? token.count
        guard end > 0, token.count <= Self.longest,
            token[..<end].allSatisfy({ FieldSyntax.isUnreserved($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }),
            token[end...].allSatisfy({ $0 == UInt8(ascii: "=") })
        else { return nil }
        bytes = token
    }

    public var description: String { "BearerToken" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
