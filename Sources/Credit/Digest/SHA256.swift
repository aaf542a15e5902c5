/// SHA-256 (FIPS 180-4), by hand because neither Foundation nor librdkafka offers one on Linux.
///
/// Used for record identities, content hashes and, through ``HMACSHA256``, for subject keys of natural persons.
/// Tested against the vectors of FIPS 180-4 and RFC 4231.
public struct SHA256: Sendable {
    /// Length of a digest in bytes.
    public static let digestLength = 32
    /// Length of a block in bytes.
    static let blockLength = 64

    /// The block that is not yet full; `length % 64` bytes of it count.
    private var pending: Block = (0, 0, 0, 0, 0, 0, 0, 0)
    private typealias Block = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
    private var state = SHA256State()
    private var length: UInt64 = 0

    public init() {}

    /// Adds bytes to the message.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard var at = bytes.baseAddress, bytes.count > 0 else { return }
        var left = bytes.count
        let used = self.used
        length &+= UInt64(left)
        if used > 0 {
            let taken = min(Self.blockLength &- used, left)
            let isFull = withUnsafeMutableBytes(of: &pending) { block in
                guard let start = block.baseAddress else { return false }
                (start + used).copyMemory(from: at, byteCount: taken)
                guard used &+ taken == Self.blockLength else { return false }
                state.compress(start)
                return true
            }
            guard isFull else { return }
            at += taken
            left &-= taken
        }
        while left >= Self.blockLength {
            state.compress(at)
            at += Self.blockLength
            left &-= Self.blockLength
        }
        if left > 0 {
            withUnsafeMutableBytes(of: &pending) { $0.baseAddress?.copyMemory(from: at, byteCount: left) }
        }
    }

    /// Bytes of the block that is not yet full.
    private var used: Int { Int(truncatingIfNeeded: length) & (Self.blockLength &- 1) }

    /// Adds the UTF-8 bytes of a text.
    public mutating func update(_ text: String) {
        let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil {
            var text = text
            text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
        }
    }

    /// Adds one byte.
    public mutating func update(byte: UInt8) {
        withUnsafeBytes(of: byte) { update($0) }
    }

    /// The digest of all that was added.
    public consuming func finalize() -> Digest256 {
        let bits = length &* 8
        let used = self.used
        var state = state
        withUnsafeMutableBytes(of: &pending) { block in
            guard let start = block.baseAddress else { return }
            block[used] = 0x80
            (start + used + 1).initializeMemory(as: UInt8.self, repeating: 0, count: Self.blockLength &- 1 &- used)
            if used >= 56 {
                state.compress(start)
                start.initializeMemory(as: UInt8.self, repeating: 0, count: 56)
            }
            block.storeBytes(of: bits.bigEndian, toByteOffset: 56, as: UInt64.self)
            state.compress(start)
        }
        return state.digest
    }

    /// The digest of a whole message.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest256 {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// Hashes the UTF-8 bytes of a whole text.
    public static func hash(_ text: String) -> Digest256 {
        var hasher = SHA256()
        hasher.update(text)
        return hasher.finalize()
    }
}
