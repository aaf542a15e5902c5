/// Powers of ten that fit a word.
enum PowerOfTen {
    private static let words: [UInt64] = [
        1,
        10,
        100,
        1_000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        100_000_000,
        1_000_000_000,
        10_000_000_000,
        100_000_000_000,
        1_000_000_000_000,
        10_000_000_000_000,
        100_000_000_000_000,
        1_000_000_000_000_000,
        10_000_000_000_000_000,
        100_000_000_000_000_000,
        1_000_000_000_000_000_000,
        10_000_000_000_000_000_000,
    ]

    /// - Parameter exponent: 0...19.
    static func word(_ exponent: Int) -> UInt64 { words[exponent] }

    /// Decimal digits of `value`; 1 for zero.
    static func digitCount(of value: UInt64) -> Int {
        var count = 1
        while count < 20, value >= words[count] { count += 1 }
        return count
    }
}
