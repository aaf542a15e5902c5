extension ExactDecimal {
    /// - Parameter text: a number by the grammar of JSON.
    /// - Returns: nil if it is not.
    public init?(jsonNumber text: UnsafeRawBufferPointer) {
        guard let parts = NumberParts(text) else { return nil }
        guard parts.significantDigits > 0 else {
            self.init(isNegative: false, mantissa: 0, exponent: 0)
            return
        }
        let isLong = parts.significantDigits > ExactDecimal.wordDigits
        self.init(
            isNegative: parts.isNegative,
            mantissa: isLong ? 0 : parts.mantissa,
            digits: isLong ? parts.collectDigits(text) : nil,
            exponent: parts.exponent)
    }

    /// - Parameter text: a number by the grammar of JSON.
    /// - Returns: nil if it is not.
    public init?(_ text: String) {
        var text = text
        guard let value = text.withUTF8({ ExactDecimal(jsonNumber: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = value
    }
}
