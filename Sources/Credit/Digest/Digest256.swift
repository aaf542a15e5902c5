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
            let a = parseHex(hex, at: 0), let b = parseHex(hex, at: 16),
            let c = parseHex(hex, at: 32), let d = parseHex(hex, at: 48)
        else { return nil }
        words = (a, b, c, d)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(32)
        for word in [words.0, words.1, words.2, words.3] {
            for shift in stride(from: 56, through: 0, by: -8) {
                out.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return out
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        var out: [UInt8] = []
        out.reserveCapacity(64)
        appendHex(words.0, to: &out)
        appendHex(words.1, to: &out)
        appendHex(words.2, to: &out)
        appendHex(words.3, to: &out)
        return String(decoding: out, as: UTF8.self)
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

/// A 128-bit identifier: the leading half of a SHA-256 digest, written as 32 hexadecimal digits.
///
/// Two different inputs collide with a chance below 10⁻²⁰ among a billion records.
public struct Identifier128: Hashable, Sendable, CustomStringConvertible {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads 32 lower-case hexadecimal digits; nil for anything else.
    public init?(hex: UnsafeRawBufferPointer) {
        guard hex.count == 32, let a = parseHex(hex, at: 0), let b = parseHex(hex, at: 16) else { return nil }
        high = a
        low = b
    }

    /// Reads 32 lower-case hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ Identifier128(hex: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = value
    }

    /// 32 lower-case hexadecimal digits.
    public var description: String {
        var out: [UInt8] = []
        out.reserveCapacity(32)
        append(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the 32 digits without making a string.
    public func append(to out: inout [UInt8]) {
        appendHex(high, to: &out)
        appendHex(low, to: &out)
    }
}

private func parseHex(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64? {
    var word: UInt64 = 0
    for i in offset..<offset + 16 {
        switch bytes[i] {
        case let c where c >= 0x30 && c <= 0x39: word = word << 4 | UInt64(c - 0x30)
        case let c where c >= 0x61 && c <= 0x66: word = word << 4 | UInt64(c - 0x61 + 10)
        default: return nil
        }
    }
    return word
}

private func appendHex(_ word: UInt64, to out: inout [UInt8]) {
    for shift in stride(from: 60, through: 0, by: -4) {
        let nibble = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
        out.append(nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10)
    }
}
