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
        let (a, b) = (value.words, entry.words)
        var carry = false
        func sum(_ x: UInt64, _ y: UInt64) -> UInt64 {
            let (partial, first) = x.addingReportingOverflow(y)
            let (total, second) = partial.addingReportingOverflow(carry ? 1 : 0)
            carry = first || second
            return total
        }
        let d = sum(a.3, b.3)
        let c = sum(a.2, b.2)
        let second = sum(a.1, b.1)
        value = Digest256(words: (sum(a.0, b.0), second, c, d))
    }

    /// An entry leaves the view.
    public mutating func remove(_ entry: Digest256) {
        let (a, b) = (value.words, entry.words)
        var borrow = false
        func difference(_ x: UInt64, _ y: UInt64) -> UInt64 {
            let (partial, first) = x.subtractingReportingOverflow(y)
            let (total, second) = partial.subtractingReportingOverflow(borrow ? 1 : 0)
            borrow = first || second
            return total
        }
        let d = difference(a.3, b.3)
        let c = difference(a.2, b.2)
        let second = difference(a.1, b.1)
        value = Digest256(words: (difference(a.0, b.0), second, c, d))
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { value.hex }
}
