/// Arithmetic modulo a number of at most 19 digits, which leaves room in the word for one digit more.
/// Factors must be below the modulus.
enum ModularArithmetic {
    static func product(_ left: UInt64, _ right: UInt64, _ modulus: UInt64) -> UInt64 {
        modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }

    /// 10^exponent modulo `modulus`, by squaring.
    static func powerOfTen(_ exponent: Int, _ modulus: UInt64) -> UInt64 {
        var result = 1 % modulus
        var square = 10 % modulus
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = product(result, square, modulus) }
            square = product(square, square, modulus)
            rest >>= 1
        }
        return result
    }

    /// - Parameter digits: 0...9, the most significant first.
    static func remainder(of digits: [UInt8], _ modulus: UInt64) -> UInt64 {
        let ten = 10 % modulus
        var remainder: UInt64 = 0
        for digit in digits {
            remainder = (product(remainder, ten, modulus) + UInt64(digit)) % modulus
        }
        return remainder
    }
}
