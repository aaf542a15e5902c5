extension ExactDecimal: Comparable {
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative
            ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
    }

    private func isSmallerInMagnitude(than other: ExactDecimal) -> Bool {
        if isZero || other.isZero { return !other.isZero }
        // The power of ten behind the first digit decides, unless it is the same.
        let magnitude = digitCount + Int(exponent)
        let otherMagnitude = other.digitCount + Int(other.exponent)
        if magnitude != otherMagnitude { return magnitude < otherMagnitude }
        if digits == nil, other.digits == nil {
            let shift = digitCount - other.digitCount
            return shift < 0
                ? mantissa * PowerOfTen.word(-shift) < other.mantissa
                : mantissa < other.mantissa * PowerOfTen.word(shift)
        }
        // Without trailing zeros, a number that continues where the other ends is the greater one.
        return mantissaDigits.lexicographicallyPrecedes(other.mantissaDigits)
    }

    /// The mantissa's digits, the most significant first.
    var mantissaDigits: [UInt8] {
        if let digits { return digits }
        var reversed: [UInt8] = []
        var rest = mantissa
        repeat {
            reversed.append(UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        return reversed.reversed()
    }
}
