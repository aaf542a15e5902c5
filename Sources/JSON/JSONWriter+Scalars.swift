extension JSONWriter {
    public mutating func null() { literal("null") }

    public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { raw(UnsafeRawBufferPointer($0)) }
    }

    public mutating func number(_ value: Int) { number(Int64(value)) }

    public mutating func number(_ value: Int64) {
        // A sign and 19 digits.
        self.value(atMost: 20) { at in
            if value < 0 { at.put(ASCII.minus) }
            var end = at + 1
            var bound: UInt64 = 10
            while value.magnitude >= bound {
                end += 1
                bound &*= 10
            }
            var rest = value.magnitude
            at = end
            repeat {
                end -= 1
                end.pointee = ASCII.zero &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
        }
    }

    public mutating func number(_ value: ExactDecimal) {
        startValue()
        value.append(to: &bytes)
    }

    /// - Parameter view: a number. Other kinds are written as `null`.
    public mutating func number(canonicalizing view: JSONView) {
        guard view.kind == .number else { return null() }
        let text = view.rawBytes
        if JSONWriter.isCanonical(number: text) {
            raw(text)
        } else {
            startValue()
            ExactDecimal.appendCanonical(jsonNumber: text, to: &bytes)
        }
    }

    /// Whether a number is certainly written in its canonical form: digits, with at most a sign before and a fraction behind
    /// that does not end in a zero. Numbers with exponents and very long ones are not looked into.
    /// - Parameter text: a number by the grammar of JSON.
    public static func isCanonical(number text: UnsafeRawBufferPointer) -> Bool {
        // What is no longer than this has no more zeros than are written.
        guard text.count <= 40, let last = text.last else { return false }
        var points = 0
        var index = text[0] == ASCII.minus ? 1 : 0
        let isNegative = index == 1
        while index < text.count {
            let byte = text[index]
            if !ASCII.isDigit(byte) {
                guard byte == ASCII.point else { return false }
                points &+= 1
            }
            index &+= 1
        }
        if points > 0 { return last != ASCII.zero }
        // A zero has no sign.
        return !(isNegative && text.count == 2 && last == ASCII.zero)
    }
}
