extension ExactDecimal {
    /// Whether this number is an integer times `divisor`. Exact; false for a zero divisor.
    ///
    /// The work does not depend on the size of the exponents. It is linear in this number's digits as long as the
    /// divisor has up to 19, and grows with the product of both numbers' digits if it has more.
    public func isMultiple(of divisor: ExactDecimal) -> Bool {
        guard !divisor.isZero else { return false }
        guard !isZero else { return true }
        // The question is whether the divisor's mantissa divides mantissa × 10^shift.
        let shift = Int(exponent) - Int(divisor.exponent)
        // With a negative shift, 10 would have to divide the mantissa, which has no trailing zero.
        guard shift >= 0 else { return false }
        if let divisorDigits = divisor.digits {
            return LongRemainder(divisor: divisorDigits).isZero(of: mantissaDigits, shiftedBy: shift)
        }
        let modulus = divisor.mantissa
        let remainder = digits.map { ModularArithmetic.remainder(of: $0, modulus) } ?? mantissa % modulus
        return ModularArithmetic.product(remainder, ModularArithmetic.powerOfTen(shift, modulus), modulus) == 0
    }
}
