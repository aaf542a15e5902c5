extension JSONView {
    /// The number's exact value; nil if this is not a number. Allocates beyond 19 significant digits.
    public var decimal: ExactDecimal? {
        kind == .number ? ExactDecimal(jsonNumber: rawBytes) : nil
    }

    /// The value of a number that is an integer and fits `Int`, however it is written (`10`, `1e1`, `10.0`).
    public var intValue: Int? {
        guard kind == .number else { return nil }
        let bytes = rawBytes
        // Up to 18 digits and nothing else: the usual case, in which nothing can overflow.
        let isNegative = bytes[0] == ASCII.minus
        if bytes.count <= 18 {
            var magnitude = 0
            var index = isNegative ? 1 : 0
            while index < bytes.count, ASCII.isDigit(bytes[index]) {
                magnitude = magnitude &* 10 &+ Int(bytes[index] &- ASCII.zero)
                index &+= 1
            }
            if index == bytes.count { return isNegative ? 0 &- magnitude : magnitude }
        }
        return decimal?.intValue
    }

    /// The value of `true` or `false`; nil for other kinds.
    @inlinable
    public var boolValue: Bool? {
        switch kind {
        case .true: true
        case .false: false
        default: nil
        }
    }
}
