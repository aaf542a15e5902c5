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
        guard hex.count == 32, let a = HexDigits.word(hex, at: 0), let b = HexDigits.word(hex, at: 16) else { return nil }
        high = a
        low = b
    }

    /// Reads 32 lower-case hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ Identifier128(hex: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = value
    }

    /// Characters of ``description``.
    public static let digitCount = 32

    /// 32 lower-case hexadecimal digits.
    public var description: String {
        String(unsafeUninitializedCapacity: Self.digitCount) { out in
            guard let start = out.baseAddress else { return 0 }
            write(to: start)
            return Self.digitCount
        }
    }

    /// Writes the 32 digits to an address.
    public func write(to out: UnsafeMutableRawPointer) {
        HexDigits.write(high, to: out)
        HexDigits.write(low, to: out + 16)
    }

    /// Appends the 32 digits without making a string.
    public func append(to out: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: Self.digitCount, alignment: 8) { space in
            guard let start = space.baseAddress else { return }
            write(to: start)
            out.append(contentsOf: space)
        }
    }
}

extension Identifier128: Comparable {
    /// By their digits.
    public static func < (a: Identifier128, b: Identifier128) -> Bool { (a.high, a.low) < (b.high, b.low) }
}
