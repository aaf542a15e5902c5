/// A SHA-256 digest: 32 bytes, held inline.
public struct Digest256: Sendable {
    /// The digest as four big-endian words.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    public init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Reads 64 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: UnsafeRawBufferPointer) {
        guard hex.count == 64,
            let a = HexDigits.word(hex, at: 0), let b = HexDigits.word(hex, at: 16),
            let c = HexDigits.word(hex, at: 32), let d = HexDigits.word(hex, at: 48)
        else { return nil }
        words = (a, b, c, d)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    /// Runs `body` with the 32 bytes, without making an array.
    public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(of: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian), body)
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: 64) { out in
            guard let start = out.baseAddress else { return 0 }
            HexDigits.write(words.0, to: start)
            HexDigits.write(words.1, to: start + 16)
            HexDigits.write(words.2, to: start + 32)
            HexDigits.write(words.3, to: start + 48)
            return 64
        }
    }

    /// The first 16 bytes, as identifiers use them.
    public var prefix: Identifier128 {
        Identifier128(high: words.0, low: words.1)
    }
}

extension Digest256: Hashable {
    public static func == (a: Digest256, b: Digest256) -> Bool {
        a.words == b.words
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}
