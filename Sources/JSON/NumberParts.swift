/// What one pass over the text of a number finds out.
struct NumberParts {
    private(set) var isNegative = false

    /// Digits from the first to the last that is not zero; 0 for a number that is zero.
    private(set) var significantDigits = 0

    /// Those digits as an integer; meaningless if there are more than 19.
    private(set) var mantissa: UInt64 = 0

    /// The power of ten of the last significant digit.
    private(set) var exponent = 0

    /// Whether the text is digits with at most a minus sign before them.
    private(set) var isPlainInteger = true

    /// Zeros met since the last digit that is not zero.
    private var pendingZeros = 0

    /// Exponents in the text saturate here: far outside of `Int32`, far inside of `Int`.
    private static let exponentLimit = 1 << 40

    /// - Returns: nil if `text` is not a number by the grammar of JSON.
    init?(_ text: UnsafeRawBufferPointer) {
        var at = 0
        func isDigit(_ index: Int) -> Bool { index < text.count && ASCII.isDigit(text[index]) }

        if at < text.count, text[at] == ASCII.minus {
            isNegative = true
            at += 1
        }
        let first = at
        while isDigit(at) {
            take(text[at])
            at += 1
        }
        guard at > first, text[first] != ASCII.zero || at == first + 1 else { return nil }

        var fractionDigits = 0
        if at < text.count, text[at] == ASCII.point {
            isPlainInteger = false
            let point = at
            at += 1
            while isDigit(at) {
                take(text[at])
                at += 1
            }
            fractionDigits = at - point - 1
            guard fractionDigits > 0 else { return nil }
        }

        var written = 0
        if at < text.count, text[at] | 0x20 == ASCII.lowerE {
            isPlainInteger = false
            at += 1
            let isBelowZero = at < text.count && text[at] == ASCII.minus
            if isBelowZero || at < text.count && text[at] == ASCII.plus { at += 1 }
            guard isDigit(at) else { return nil }
            while isDigit(at) {
                written = min(written * 10 + Int(text[at] - ASCII.zero), NumberParts.exponentLimit)
                at += 1
            }
            if isBelowZero { written = -written }
        }
        guard at == text.count else { return nil }
        exponent = written - fractionDigits + pendingZeros
    }

    private mutating func take(_ digit: UInt8) {
        if digit == ASCII.zero {
            if significantDigits > 0 { pendingZeros += 1 }
            return
        }
        significantDigits += pendingZeros + 1
        if significantDigits <= ExactDecimal.wordDigits {
            mantissa = mantissa * PowerOfTen.word(pendingZeros + 1) + UInt64(digit - ASCII.zero)
        }
        pendingZeros = 0
    }

    /// The significant digits one by one.
    func collectDigits(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        var digits: [UInt8] = []
        digits.reserveCapacity(significantDigits)
        for byte in text where ASCII.isDigit(byte) {
            if digits.isEmpty, byte == ASCII.zero { continue }
            digits.append(byte - ASCII.zero)
            if digits.count == significantDigits { break }
        }
        return digits
    }
}
