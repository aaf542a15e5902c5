/// The digest of a view's partition: the sum, modulo 2²⁵⁶, of the digests of its entries. It follows each change without reading the
/// others, and does not depend on any order.
///
/// The digest of an entry is the SHA-256 of its key, a line feed and its value, just as they stand in the message.
public struct ViewDigest: Hashable, Sendable {
    private var value: Digest256

    private init(_ value: Digest256) {
        self.value = value
    }

    /// That of a view with nothing in it.
    public static let empty = ViewDigest(Digest256(words: (0, 0, 0, 0)))

    /// Reads 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: UnsafeRawBufferPointer) {
        guard let value = Digest256(hex: hex) else { return nil }
        self.value = value
    }

    /// Reads 64 lower-case hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        var text = text
        guard let digest = text.withUTF8({ ViewDigest(hex: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = digest
    }

    /// The digest of one entry.
    public static func entry(key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Digest256 {
        var hasher = SHA256()
        hasher.update(key)
        hasher.update("\n")
        hasher.update(value)
        return hasher.finalize()
    }

    /// The digest of one entry.
    static func entry(_ id: Identifier128, _ value: [UInt8]) -> Digest256 {
        var key: [UInt8] = []
        key.reserveCapacity(Identifier128.digitCount)
        id.append(to: &key)
        return key.withUnsafeBytes { key in value.withUnsafeBytes { entry(key: key, value: $0) } }
    }

    /// An entry comes into the view.
    public mutating func add(_ entry: Digest256) {
        sum(entry.words, carry: false)
    }

    /// An entry leaves the view: its negative is added, which is its complement and one.
    public mutating func remove(_ entry: Digest256) {
        let words = entry.words
        sum((~words.0, ~words.1, ~words.2, ~words.3), carry: true)
    }

    private mutating func sum(_ other: (UInt64, UInt64, UInt64, UInt64), carry: Bool) {
        var carry = carry
        func add(_ x: UInt64, _ y: UInt64) -> UInt64 {
            let (partial, first) = x.addingReportingOverflow(y)
            let (total, second) = partial.addingReportingOverflow(carry ? 1 : 0)
            carry = first || second
            return total
        }
        let words = value.words
        let fourth = add(words.3, other.3)
        let third = add(words.2, other.2)
        let second = add(words.1, other.1)
        value = Digest256(words: (add(words.0, other.0), second, third, fourth))
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { value.hex }
}
