import Credit
import HTTP

/// 令牌登记: which party may ask, by the SHA-256 digests of the tokens handed out. The tokens themselves are kept nowhere.
public struct TokenRegister: Sendable {
    struct Entry: Sendable {
        let party: String
        let digest: Digest256
    }

    private let entries: [Entry]

    init(entries: [Entry]) {
        self.entries = entries
    }

    /// How many tokens there are.
    public var count: Int { entries.count }

    /// The parties that have tokens.
    public var parties: Set<String> { Set(entries.map(\.party)) }

    /// The party that a token was handed out to; nil for an unknown one.
    ///
    /// All entries are compared in full, so that the time taken tells nothing about the digests.
    public func party(of token: BearerToken) -> String? {
        let presented = token.bytes.withUnsafeBytes { SHA256.hash($0).words }
        var found: UInt64 = 0
        for (index, entry) in entries.enumerated() {
            let held = entry.digest.words
            let difference =
                (presented.0 ^ held.0) | (presented.1 ^ held.1) | (presented.2 ^ held.2) | (presented.3 ^ held.3)
            // All ones where nothing differs: only 0 has neither itself nor its negative with the highest bit set.
            let isSame = ((difference | (0 &- difference)) >> 63) &- 1
            found |= UInt64(index &+ 1) & isSame
        }
        return found == 0 ? nil : entries[Int(found) - 1].party
    }
}
