/// A decimal number of any size, kept exactly: sign × mantissa × 10^exponent. No binary floating point.
///
/// The mantissa has no trailing zeros, so every number has one representation: 0 has exponent 0 and no sign, up to 19
/// significant digits are held in a word, more in an array. Only exponents outside ±(2^31 - 1) are not exact: they
/// saturate there, so numbers beyond are told apart by sign and digits only.
public struct ExactDecimal: Sendable {
    /// Significant digits that always fit `mantissa`.
    static let wordDigits = 19

    public let isNegative: Bool

    /// The mantissa while it has up to 19 digits, else 0.
    let mantissa: UInt64

    /// The mantissa's digits (0...9, the most significant first) when there are more than 19.
    let digits: [UInt8]?

    let exponent: Int32

    /// - Parameters:
    ///   - mantissa: without trailing zero, fewer than 20 digits.
    ///   - exponent: any; saturates.
    init(isNegative: Bool, mantissa: UInt64, digits: [UInt8]? = nil, exponent: Int) {
        self.isNegative = isNegative
        self.mantissa = mantissa
        self.digits = digits
        self.exponent = Int32(clamping: max(exponent, -Int(Int32.max)))
    }

    public init(_ value: Int) {
        guard value != 0 else {
            self.init(isNegative: false, mantissa: 0, exponent: 0)
            return
        }
        var mantissa = UInt64(value.magnitude)
        var exponent = 0
        while mantissa % 10 == 0 {
            mantissa /= 10
            exponent += 1
        }
        self.init(isNegative: value < 0, mantissa: mantissa, exponent: exponent)
    }

    public var isZero: Bool { mantissa == 0 && digits == nil }

    /// Whether the value has no fraction, however it was written: `1.0` and `10e-1` are integers.
    public var isInteger: Bool { exponent >= 0 }

    /// The value of an integer that fits `Int`; nil otherwise.
    public var intValue: Int? {
        guard digits == nil, exponent >= 0, exponent < ExactDecimal.wordDigits else { return nil }
        let (magnitude, overflows) = mantissa.multipliedReportingOverflow(by: PowerOfTen.word(Int(exponent)))
        guard !overflows else { return nil }
        if isNegative {
            return magnitude <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- magnitude) : nil
        }
        return Int(exactly: magnitude)
    }

    /// Significant digits; 1 for zero.
    var digitCount: Int { digits?.count ?? PowerOfTen.digitCount(of: mantissa) }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

/// Equal values have equal representations; so the synthesized equality is that of the values.
extension ExactDecimal: Hashable {}
