/// HMAC-SHA-256 (RFC 2104, FIPS 198-1): the keyed hash that stands for a natural person's document.
public struct HMACSHA256: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    /// - parameter key: the secret; keys longer than a block are hashed first, as the standard says.
    public init(key: [UInt8]) {
        var block = key.count > SHA256.blockLength ? key.withUnsafeBytes { SHA256.hash($0).bytes } : key
        block.append(contentsOf: repeatElement(0, count: SHA256.blockLength - block.count))
        var inner = SHA256()
        block.map { $0 ^ 0x36 }.withUnsafeBytes { inner.update($0) }
        var outer = SHA256()
        block.map { $0 ^ 0x5c }.withUnsafeBytes { outer.update($0) }
        self.inner = inner
        self.outer = outer
    }

    /// The authentication code of a message.
    public func authenticate(_ message: UnsafeRawBufferPointer) -> Digest256 {
        authenticate { $0.update(message) }
    }

    /// The authentication code of a message that is given in pieces.
    ///
    /// - parameter message: adds the pieces.
    public func authenticate(_ message: (inout SHA256) -> Void) -> Digest256 {
        var inner = inner
        message(&inner)
        var outer = outer
        inner.finalize().withBytes { outer.update($0) }
        return outer.finalize()
    }
}
