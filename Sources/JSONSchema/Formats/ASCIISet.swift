/// A set of ASCII characters.
struct ASCIISet: Sendable {
    private let low: UInt64
    private let high: UInt64

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    init(_ characters: StaticString) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        characters.withUTF8Buffer { bytes in
            for byte in bytes where byte < 0x80 {
                if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
            }
        }
        self.init(low: low, high: high)
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        let half = byte < 64 ? low : high
        return byte < 0x80 && half >> UInt64(byte & 63) & 1 == 1
    }

    static func | (left: ASCIISet, right: ASCIISet) -> ASCIISet {
        ASCIISet(low: left.low | right.low, high: left.high | right.high)
    }

    static let digits = ASCIISet("0123456789")
    static let hexDigits = digits | ASCIISet("ABCDEFabcdef")
    static let letters = ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    static let alphanumerics = letters | digits
}
