extension ExactDecimal: CustomStringConvertible {
    /// Most zeros written to avoid an exponent.
    private static let mostZeros = 40

    /// The one canonical text of the value, a JSON number: no sign for zero, no trailing zeros behind the point, no
    /// exponent as long as at most 40 zeros have to be added without; otherwise all digits, `e` and the exponent,
    /// such as `125e-60`.
    public var description: String {
        var text: [UInt8] = []
        append(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the canonical text.
    public func append(to out: inout [UInt8]) {
        if isNegative { out.append(ASCII.minus) }
        let first = out.count
        if let digits {
            out.append(contentsOf: digits.lazy.map { ASCII.zero + $0 })
        } else {
            DecimalDigits.append(mantissa, to: &out)
        }
        let exponent = Int(exponent)
        let integerDigits = out.count - first + exponent
        if exponent == 0 { return }
        if exponent > ExactDecimal.mostZeros || -integerDigits > ExactDecimal.mostZeros {
            out.append(ASCII.lowerE)
            if exponent < 0 { out.append(ASCII.minus) }
            DecimalDigits.append(UInt64(exponent.magnitude), to: &out)
        } else if exponent > 0 {
            out.append(contentsOf: repeatElement(ASCII.zero, count: exponent))
        } else if integerDigits > 0 {
            out.insert(ASCII.point, at: first + integerDigits)
        } else {
            let zeros = repeatElement(ASCII.zero, count: -integerDigits)
            out.insert(contentsOf: [ASCII.zero, ASCII.point] + zeros, at: first)
        }
    }

    /// Appends the canonical text of a number in a text. Allocates only beyond 19 significant digits, and for
    /// fractions below 0.1.
    ///
    /// - Parameter text: a number by the grammar of JSON. Anything else is appended as `null`.
    public static func appendCanonical(jsonNumber text: UnsafeRawBufferPointer, to out: inout [UInt8]) {
        if isCanonicalInteger(text) {
            out.append(contentsOf: text)
        } else if let number = ExactDecimal(jsonNumber: text) {
            number.append(to: &out)
        } else {
            out.append(contentsOf: "null".utf8)
        }
    }

    /// Recognizes the usual case, an integer too short to have more zeros than are written.
    private static func isCanonicalInteger(_ text: UnsafeRawBufferPointer) -> Bool {
        guard text.count <= mostZeros, let first = text.first else { return false }
        let digits = first == ASCII.minus ? text.dropFirst() : text[...]
        guard let leading = digits.first, digits.allSatisfy(ASCII.isDigit) else { return false }
        return leading != ASCII.zero || text.count == 1
    }
}
