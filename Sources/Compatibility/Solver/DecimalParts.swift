import JSON

/// A decimal number as a machine word times a power of ten.
struct DecimalParts {
    let mantissa: Int
    let exponent: Int

    /// - Returns: nil for numbers of too many digits.
    init?(_ number: ExactDecimal) {
        var digits = ""
        var exponent = 0
        var isBehindPoint = false
        let text = number.description
        let parts = text.split(separator: "e")
        guard let mantissaText = parts.first else { return nil }
        for character in mantissaText {
            if character == "." {
                isBehindPoint = true
            } else {
                digits.append(character)
                if isBehindPoint { exponent -= 1 }
            }
        }
        if parts.count > 1 { exponent += Int(parts[1]) ?? 0 }
        guard abs(exponent) < 1000, let mantissa = Int(digits) else { return nil }
        self.mantissa = mantissa
        self.exponent = exponent
    }

    /// The number times 10^scale; nil if it is no whole number or too great.
    func units(scale: Int) -> Int? {
        guard let factor = DecimalParts.powerOfTen(exponent + scale) else { return nil }
        let (units, overflows) = mantissa.multipliedReportingOverflow(by: factor)
        return overflows ? nil : units
    }

    static func powerOfTen(_ exponent: Int) -> Int? {
        guard (0...18).contains(exponent) else { return nil }
        return (0..<exponent).reduce(1) { power, _ in power * 10 }
    }

    static func decimal(units: Int, scale: Int) -> ExactDecimal? { ExactDecimal("\(units)e-\(scale)") }
}
