/// Long division by a number of more than 19 digits, of which only the remainder is kept.
struct LongRemainder {
    private static let base: UInt64 = 1_000_000_000
    private static let digitsPerLimb = 9

    /// The divisor in base 10^9, the least significant limb first.
    private let divisor: [UInt64]

    /// - Parameter divisor: decimal digits, the most significant first.
    init(divisor digits: [UInt8]) {
        var limbs: [UInt64] = []
        var end = digits.count
        while end > 0 {
            let start = max(0, end - LongRemainder.digitsPerLimb)
            limbs.append(digits[start..<end].reduce(0) { $0 * 10 + UInt64($1) })
            end = start
        }
        divisor = limbs
    }

    /// Whether digits × 10^shift leaves no remainder.
    func isZero(of digits: [UInt8], shiftedBy shift: Int) -> Bool {
        // One limb of room, because ten times a remainder can be one limb longer than the divisor.
        var remainder = [UInt64](repeating: 0, count: divisor.count + 1)
        for digit in digits { append(digit, to: &remainder) }
        // A power of ten has no prime factors but 2 and 5. The divisor is below 2^(4 × digits), so factors beyond
        // that many tens cannot help it any more.
        let usefulShift = min(shift, 4 * LongRemainder.digitsPerLimb * divisor.count)
        for _ in 0..<usefulShift {
            if remainder.allSatisfy({ $0 == 0 }) { return true }
            append(0, to: &remainder)
        }
        return remainder.allSatisfy { $0 == 0 }
    }

    /// Makes the remainder that of ten times the number so far, plus `digit`.
    private func append(_ digit: UInt8, to remainder: inout [UInt64]) {
        var carry = UInt64(digit)
        for index in remainder.indices {
            let limb = remainder[index] * 10 + carry
            remainder[index] = limb % LongRemainder.base
            carry = limb / LongRemainder.base
        }
        while !isBelowDivisor(remainder) { subtractDivisor(from: &remainder) }
    }

    private func isBelowDivisor(_ remainder: [UInt64]) -> Bool {
        if remainder[divisor.count] > 0 { return false }
        for index in divisor.indices.reversed() where remainder[index] != divisor[index] {
            return remainder[index] < divisor[index]
        }
        return false
    }

    private func subtractDivisor(from remainder: inout [UInt64]) {
        var borrow: UInt64 = 0
        for index in remainder.indices {
            let subtrahend = (index < divisor.count ? divisor[index] : 0) + borrow
            if remainder[index] < subtrahend {
                remainder[index] += LongRemainder.base - subtrahend
                borrow = 1
            } else {
                remainder[index] -= subtrahend
                borrow = 0
            }
        }
    }
}
