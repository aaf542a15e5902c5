import Credit
import JSON

/// 令牌: a new secret for one party. It is shown once; what is kept is the line for the register.
public struct AccessToken: Sendable {
    /// Random characters of base64url, 258 bits in all.
    public let text: String
    /// The line of the register of tokens.
    public let registerLine: String

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let characters = 43

    /// A token that nobody has had before; nil if topics could not be named for the party.
    public init?(party: String) {
        guard TokenRegister.isPartyName(party) else { return nil }
        // The generator of the system, which is made for secrets: 6 bits for each character.
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<Self.characters).map { _ in Self.alphabet[Int(generator.next() & 63)] }
        text = String(decoding: bytes, as: UTF8.self)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("party", party)
        writer.member("sha256", bytes.withUnsafeBytes { SHA256.hash($0).hex })
        writer.endObject()
        registerLine = String(decoding: writer.bytes, as: UTF8.self)
    }
}
